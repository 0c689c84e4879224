//! How notes get into a journal and move within it, from outside: `new`, `log`, `publish`, `rename`, `adopt`, `badges` and a
//! folder of plain Markdown.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests edit files and run programs")]

mod adopt;
mod badges;
#[path = "../common/mod.rs"]
mod common;
mod log;
mod plain;
mod publish;
mod rename;
