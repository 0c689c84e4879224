//! Views as bytes to be hashed: two that differ give different bytes. What many pages show ([`Shared`](super::view::Shared))
//! stands there as its hash.

use rmp_serde::Serializer;
use serde::Serialize;

/// Returns the bytes of a view, as `MessagePack`; `None` for what cannot be written so.
pub(super) fn bytes(view: &impl Serialize) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(4096);
    // With the names of fields: one that a view leaves out when it is empty is not one with another value.
    view.serialize(&mut Serializer::new(&mut bytes).with_struct_map()).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::render::view::Shared;

    #[derive(Serialize)]
    struct View {
        text: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<u8>,
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<u8>,
        list: Vec<String>,
        kind: Kind,
    }

    #[derive(Serialize)]
    enum Kind {
        One,
        Two(bool),
    }

    fn view(text: &str, (before, after): (Option<u8>, Option<u8>), list: &[&str], kind: Kind) -> View {
        let list = list.iter().map(|text| (*text).to_owned()).collect();
        View { text: text.to_owned(), before, after, list, kind }
    }

    #[test]
    fn views_that_differ_give_different_bytes() {
        let none = (None, None);
        let views = [
            view("", none, &[], Kind::One),
            view("x", none, &[], Kind::One),
            view("", (Some(0), None), &[], Kind::One),
            view("", (None, Some(0)), &[], Kind::One),
            view("", (Some(0), Some(0)), &[], Kind::One),
            view("", none, &[""], Kind::One),
            view("", none, &["", ""], Kind::One),
            view("", none, &["ab", "c"], Kind::One),
            view("", none, &["a", "bc"], Kind::One),
            view("", none, &[], Kind::Two(false)),
            view("", none, &[], Kind::Two(true)),
        ];
        let all: BTreeSet<Vec<u8>> = views.iter().map(|view| bytes(view).expect("it is a view")).collect();
        assert_eq!(all.len(), views.len());
    }

    #[test]
    fn what_is_shared_stands_there_as_its_hash() {
        let long = |end: &str| Shared::new(view(&("x".repeat(1000) + end), (None, None), &[], Kind::One));
        let bytes = |view: &Shared<View>| bytes(view).expect("it is a view");
        assert!(bytes(&long("a")).len() < 60);
        assert_eq!(bytes(&long("a")), bytes(&long("a")));
        assert_ne!(bytes(&long("a")), bytes(&long("b")));
    }
}
