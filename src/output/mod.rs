//! The finished site: its files in memory, and how they get to the disk.
//!
//! Rendering fills an [`OutputSet`]; checks and the preview server read it; [`publish::publish`] makes a
//! directory of it. A [`path::OutputPath`] cannot leave that directory, and [`manifest`] records what a
//! directory was made of, so that the next publishing knows which files are Milepost's own.

mod file;
pub mod manifest;
mod media;
pub mod path;
pub mod publish;
mod set;

pub use file::{Known, Make, Output};
pub use media::content_type;
pub use path::OutputPath;
pub use set::{Files, InsertError, OutputSet};
