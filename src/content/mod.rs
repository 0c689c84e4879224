//! What people write: content files with their front matter and Markdown.
//!
//! [`page::parse`] makes one [`page::Page`] of one file, without looking at any other: [`front_matter`] splits
//! and reads the block at the head, [`markdown`] turns the body into HTML with slots for its links,
//! [`highlight`] and [`math`] do code and formulas, [`mathml`] makes the latter fit for a strict page, [`diagram`] draws,
//! and [`component`] reads blocks that the theme shows as something else. [`archetype`] is what a new page begins with.

pub mod archetype;
pub mod component;
pub mod diagram;
pub mod front_matter;
pub mod highlight;
pub mod markdown;
pub mod math;
pub mod mathml;
pub mod page;
