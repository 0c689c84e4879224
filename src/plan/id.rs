//! Names of things in the plan: ids, and claims on an item or one of its criteria.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::value::schema::Definitions;
use crate::source::value::{Data, Decode, Decoder, Value};

/// The id of something in the plan: kebab-case, 2 to 64 characters, unique in the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct PlanId(String);

impl PlanId {
    /// Returns the id, or `None` when `text` is not of the form `[a-z][a-z0-9-]{1,63}`.
    pub fn new(text: &str) -> Option<Self> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id =
            (2..=64).contains(&text.len()) && text.as_bytes()[0].is_ascii_lowercase() && text.bytes().all(is_allowed);
        is_id.then(|| Self(text.to_owned()))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id without the prefix of its kind: `skill-python` is `python` in addresses.
    pub fn short(&self) -> &str {
        const PREFIXES: [&str; 6] = ["cert-", "proj-", "goal-", "skill-", "role-", "out-"];
        PREFIXES
            .iter()
            .find_map(|prefix| self.0.strip_prefix(prefix))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(&self.0)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for PlanId {
    fn expected() -> String {
        "an id like `python-for-ml`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::Text(text) = &value.data else {
            return decoder.wrong_type(value, "text: an id like `python-for-ml`");
        };
        if let Some(id) = Self::new(text) {
            return Some(id);
        }
        let message = format!("`{text}` is not an id");
        let hint = "an id begins with a letter and has 2 to 64 of `a-z`, `0-9` and `-`";
        decoder.fail(Diagnostic::new(Code::BadValue, value.span, message).hint(hint))
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]{1,63}$" })
    }
}

/// What a page proves or is about: an item, or one criterion of it, written `item#criterion`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// The item, project, certification or goal.
    pub target: PlanId,
    /// The criterion or feature of it.
    pub part: Option<PlanId>,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{}#{part}", self.target),
            None => write!(f, "{}", self.target),
        }
    }
}

impl Decode for Claim {
    fn expected() -> String {
        "an id like `cloud-fundamentals` or `cloud-fundamentals#aws`".to_owned()
    }

    fn decode(value: &Value, decoder: &mut Decoder) -> Option<Self> {
        let Data::Text(text) = &value.data else {
            return decoder.wrong_type(value, "text: an id, or `id#criterion`");
        };
        let (target, part) = text.split_once('#').map_or((text.as_str(), None), |(target, part)| (target, Some(part)));
        match (PlanId::new(target), part.map(PlanId::new)) {
            (Some(target), None) => Some(Self { target, part: None }),
            (Some(target), Some(Some(part))) => Some(Self { target, part: Some(part) }),
            _ => decoder.fail(
                Diagnostic::new(Code::BadValue, value.span, format!("`{text}` is not an id"))
                    .hint("write the id of a plan item, or `id#criterion`; `milepost schema plan` has the form"),
            ),
        }
    }

    fn schema(_: &mut Definitions) -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": "^[a-z][a-z0-9-]{1,63}(#[a-z][a-z0-9-]{1,63})?$" })
    }
}
