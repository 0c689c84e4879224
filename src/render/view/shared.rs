//! A view that many pages show.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

/// A view that many pages show: made once, and made a value for templates once.
#[derive(Debug, Clone)]
pub struct Shared<T>(Arc<Held<T>>);

#[derive(Debug)]
struct Held<T> {
    view: T,
    value: OnceLock<tera::Value>,
}

impl<T> Shared<T> {
    /// Returns a view to be shared.
    pub fn new(view: T) -> Self {
        Self(Arc::new(Held { view, value: OnceLock::new() }))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.view
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    /// Hands on the value, which a context of templates takes as it is.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.value.get_or_init(|| tera::Value::from_serializable(&self.0.view)).serialize(serializer)
    }
}
