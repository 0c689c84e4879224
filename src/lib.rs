//! Milepost turns a study plan and Markdown into a static site: a public learning journal whose every figure of
//! progress is backed by evidence that a reader can open.
//!
//! A build is a pure function from the files of a journal to the files of a site. Disk, clock, environment,
//! terminal and sockets are touched only in the places marked `*` and in `bin/`.
//!
//! ```text
//! dir ─load*→ Sources ─parse→ Journal ─link→ Site ─render→ OutputSet ─publish*→ Changes
//!                └────────compile→ Theme ───────────┘           └──────→ serve* (from memory)
//! ```
//!
//! | room | what is in it |
//! | --- | --- |
//! | [`diagnostic`] | what is wrong, as data; imports nothing |
//! | [`source`] | the files of a journal, read once (`load`*) |
//! | [`plan`] | `plan.yaml`: as written, as meant, and what in it is private |
//! | [`content`] | front matter and Markdown, file by file |
//! | [`journal`] | plan and pages together, each read by itself |
//! | [`site`] | plan × content: addresses, sections, tags, backlinks, evidence, progress, schedule |
//! | [`theme`] | templates and assets |
//! | [`render`] | every file of the site, in memory |
//! | `check` | what is checked on the finished files |
//! | [`output`] | paths that cannot leave the root, the manifest, publishing (`publish`*) |
//!

pub mod diagnostic;
pub mod source;
pub mod plan;
pub mod content;
pub mod journal;
pub mod site;
pub mod output;
pub mod theme;
pub mod render;
