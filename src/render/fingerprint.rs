//! Views as bytes to be hashed: two that differ give different bytes. Nobody reads them again, so names of fields are left
//! out, and what many pages show ([`Shared`](super::view::Shared)) stands there as its hash.

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Impossible};

/// Returns the bytes of a view; `None` for what views have not, such as maps whose keys are no texts.
pub(super) fn bytes(view: &impl Serialize) -> Option<Vec<u8>> {
    let mut writer = Writer(Vec::with_capacity(4096));
    view.serialize(&mut writer).ok().map(|()| writer.0)
}

/// Writes each value with a length or mark before it where another of its type may be longer or be none.
struct Writer(Vec<u8>);

/// What a list or map ends with, and what stands before each of its elements.
const END: u8 = 0;
const NEXT: u8 = 1;

/// Something that views have not.
#[derive(Debug)]
struct Unknown;

impl Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no part of a view")
    }
}

impl std::error::Error for Unknown {}

impl ser::Error for Unknown {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

macro_rules! numbers {
    ($($name:ident $type:ty),*) => {
        $(fn $name(self, value: $type) -> Result<(), Unknown> {
            self.0.extend_from_slice(&value.to_le_bytes());
            Ok(())
        })*
    };
}

impl ser::Serializer for &mut Writer {
    type Ok = ();
    type Error = Unknown;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Impossible<(), Unknown>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Unknown>;

    numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64
    );

    /// What is shared is asked for its hash by this.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unknown> {
        self.serialize_u8(u8::from(value))
    }

    fn serialize_char(self, value: char) -> Result<(), Unknown> {
        self.serialize_u32(u32::from(value))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unknown> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Unknown> {
        self.0.extend_from_slice(&(value.len() as u64).to_le_bytes());
        self.0.extend_from_slice(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unknown> {
        self.serialize_u8(END)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unknown> {
        self.0.push(NEXT);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unknown> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unknown> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), Unknown> {
        self.serialize_u32(index)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unknown> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unknown> {
        self.0.extend_from_slice(&index.to_le_bytes());
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unknown> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Unknown> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Unknown> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unknown> {
        Err(Unknown)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unknown> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unknown> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unknown> {
        Err(Unknown)
    }
}

impl ser::SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        self.0.push(NEXT);
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unknown> {
        self.0.push(END);
        Ok(())
    }
}

impl ser::SerializeTuple for &mut Writer {
    type Ok = ();
    type Error = Unknown;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unknown> {
        Ok(())
    }
}

impl ser::SerializeTupleStruct for &mut Writer {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unknown> {
        Ok(())
    }
}

impl ser::SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Unknown;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unknown> {
        self.0.push(NEXT);
        key.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unknown> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unknown> {
        self.0.push(END);
        Ok(())
    }
}

impl ser::SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = Unknown;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Unknown> {
        self.0.push(NEXT);
        value.serialize(&mut **self)
    }

    /// A field that was left out, because its view says so when it is empty, is not one with another value.
    fn skip_field(&mut self, _: &'static str) -> Result<(), Unknown> {
        self.0.push(END);
        Ok(())
    }

    fn end(self) -> Result<(), Unknown> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::render::view::Shared;

    #[derive(Serialize)]
    struct View {
        a: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        b: Option<u8>,
        c: Vec<String>,
        d: Kind,
    }

    #[derive(Serialize)]
    enum Kind {
        One,
        Two(bool),
    }

    fn view(a: &str, b: Option<u8>, c: &[&str], d: Kind) -> View {
        View { a: a.to_owned(), b, c: c.iter().map(|text| (*text).to_owned()).collect(), d }
    }

    #[test]
    fn views_that_differ_give_different_bytes() {
        let views = [
            view("", None, &[], Kind::One),
            view("x", None, &[], Kind::One),
            view("", Some(0), &[], Kind::One),
            view("", Some(1), &[], Kind::One),
            view("", None, &[""], Kind::One),
            view("", None, &["", ""], Kind::One),
            view("", None, &["ab", "c"], Kind::One),
            view("", None, &["a", "bc"], Kind::One),
            view("", None, &[], Kind::Two(false)),
            view("", None, &[], Kind::Two(true)),
        ];
        let all: BTreeSet<Vec<u8>> = views.iter().map(|view| bytes(view).expect("it is a view")).collect();
        assert_eq!(all.len(), views.len());
        let maps = [vec![("a", "b")], vec![("ab", "")], vec![("a", "b"), ("c", "")], vec![]];
        let maps = maps.map(|map| bytes(&map.into_iter().collect::<BTreeMap<_, _>>()));
        assert_eq!(maps.iter().collect::<BTreeSet<_>>().len(), 4);
    }

    #[test]
    fn what_is_shared_stands_there_as_its_hash() {
        let long = |end: &str| Shared::new(view(&("x".repeat(1000) + end), None, &[], Kind::One));
        let bytes = |view: &Shared<View>| bytes(view).expect("it is a view");
        assert!(bytes(&long("a")).len() < 60);
        assert_eq!(bytes(&long("a")), bytes(&long("a")));
        assert_ne!(bytes(&long("a")), bytes(&long("b")));
    }
}
