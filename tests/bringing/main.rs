//! How notes and plans get into a journal and move within it, from outside: `new`, `log`, `publish`, `rename`, `adopt`,
//! `badges`, `plan import`, and a folder of plain Markdown; and how the plan is edited: `plan tick` and its like,
//! `plan ids`, `plan split`.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests edit files and run programs")]

mod adopt;
mod badges;
#[path = "../common/mod.rs"]
mod common;
mod import;
mod log;
mod new;
mod plain;
mod plan;
mod publish;
mod rename;
mod split;
