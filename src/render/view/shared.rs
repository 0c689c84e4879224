//! A view that many pages show.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::render::fingerprint;

/// A view that many pages show: made once, and made a value for templates once.
#[derive(Debug, Clone)]
pub struct Shared<T>(Arc<Held<T>>);

#[derive(Debug)]
struct Held<T> {
    view: T,
    value: OnceLock<tera::Value>,
    hash: OnceLock<Option<[u8; 32]>>,
}

impl<T> Shared<T> {
    /// Returns a view to be shared.
    pub fn new(view: T) -> Self {
        Self(Arc::new(Held { view, value: OnceLock::new(), hash: OnceLock::new() }))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    /// Hands on the value, which a context of templates takes as it is; or a hash of the view to who only compares views.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            let hash = || fingerprint::bytes(&self.0.view).map(|bytes| Sha256::digest(bytes).into());
            let hash = self.0.hash.get_or_init(hash).ok_or_else(|| S::Error::custom("the view cannot be hashed"))?;
            return serializer.serialize_bytes(&hash);
        }
        self.0.value.get_or_init(|| tera::Value::from_serializable(&self.0.view)).serialize(serializer)
    }
}
