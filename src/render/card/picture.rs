//! From SVG to PNG.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::palette;

/// Why an SVG does not make a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is not SVG.
    #[error("it is not SVG: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// It has another size.
    #[error("it is {} by {} pixels large, and must be {} by {}", is.0, is.1, must_be.0, must_be.1)]
    Size {
        /// The width and height that it has.
        is: (u32, u32),
        /// The ones that are asked for.
        must_be: (u32, u32),
    },
    /// It cannot be written.
    #[error("it cannot be written as PNG: {0}")]
    Png(String),
}

/// Returns the picture that `svg` draws with `fonts`. Pictures in it are not loaded: nothing is read from the disk.
///
/// # Errors
/// When it is not SVG, or has another size than it must have.
pub fn png(svg: &str, fonts: &Arc<Database>, must_be: (u32, u32)) -> Result<Vec<u8>, PictureError> {
    let pixmap = draw(svg, fonts, must_be)?;
    let png = palette::png(&pixmap).unwrap_or_else(|| pixmap.encode_png());
    png.map_err(|error| PictureError::Png(error.to_string()))
}

/// Draws a picture, as [`png`] returns it.
pub(super) fn draw(svg: &str, fonts: &Arc<Database>, must_be: (u32, u32)) -> Result<Pixmap, PictureError> {
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { fontdb: Arc::clone(fonts), image_href_resolver: nothing, ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size();
    let (width, height) = (size.width(), size.height());
    // Looked at before the memory for it is taken.
    if (width, height) != must_be {
        return Err(PictureError::Size { is: (width, height), must_be });
    }
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureError::Size { is: (width, height), must_be })?;
    resvg::render(&tree, Transform::default(), &mut pixmap.as_mut());
    Ok(pixmap)
}
