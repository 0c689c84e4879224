//! Smaller copies of the images that pages show, as files of the site.
//!
//! A copy stands beside its original, with its width and a hash of its bytes in the name: `photo.736.3fa91c02.webp`.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::SourceId;
use crate::image::variant::{self, KIND};
use crate::memo::{self, Key, Memo};
use crate::output::manifest::sha256;
use crate::site::{Asset, Permalink, Site};
use crate::source::Sources;

/// How many digits of the hash are in a name.
const DIGITS: usize = 8;

/// A copy of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Its width in pixels.
    pub width: u32,
    /// Its address.
    pub permalink: Permalink,
    /// A WebP file.
    pub bytes: Arc<[u8]>,
}

/// The copies of all images, from narrow to wide, by the address of the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copies(BTreeMap<Permalink, Vec<Copy>>);

impl Copies {
    /// Makes the copies of all images that pages show, or finds them in `memo`; of an image that is as it was, by
    /// `is_same`, those of `before` are taken.
    pub fn make(
        site: &Site,
        sources: &Sources,
        memo: &dyn Memo,
        (before, is_same): (&Self, &(dyn Fn(SourceId) -> bool + Sync)),
    ) -> Self {
        let shown: Vec<(&Permalink, &Asset)> = site.assets.iter().filter(|(_, asset)| asset.is_shown).collect();
        let copies = shown.into_par_iter().filter_map(|(permalink, asset)| {
            let header = asset.header?;
            if let Some(known) = before.0.get(permalink).filter(|_| is_same(asset.source)) {
                return Some((permalink.clone(), known.clone()));
            }
            let bytes = &sources.get(asset.source).bytes;
            variant::is_wanted(bytes, &header).then_some(())?;
            let key = Key::new(KIND, &[bytes]);
            let packed = memo::recall(memo, &key, || variant::pack(&variant::variants(bytes, &header)));
            let copies = variant::unpack(&packed).into_iter().filter_map(|variant| beside(permalink, variant));
            Some((permalink.clone(), copies.collect()))
        });
        Self(copies.collect())
    }

    /// Returns the copies of the image at `permalink`.
    pub fn of(&self, permalink: &Permalink) -> &[Copy] {
        self.0.get(permalink).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns every copy once: two images of one name and one look have the same.
    pub fn files(&self) -> BTreeMap<&Permalink, &Arc<[u8]>> {
        self.0.values().flatten().map(|copy| (&copy.permalink, &copy.bytes)).collect()
    }
}

fn beside(original: &Permalink, variant: variant::Variant) -> Option<Copy> {
    let path = original.as_str();
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let stem = path[name..].rfind('.').map_or(path, |dot| &path[..name + dot]);
    let hash = sha256(&variant.bytes);
    let permalink = Permalink::file(&format!("{stem}.{}.{}.webp", variant.width, &hash[..DIGITS]))?;
    Some(Copy { width: variant.width, permalink, bytes: variant.bytes.into() })
}
