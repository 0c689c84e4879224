//! Laying the private overlay over the public plan.
//!
//! Maps are merged key by key, lists of objects by `id`, and pauses by their first day; any other value of the overlay
//! takes the place of the public one. Spans keep pointing into the file that a value came from.

use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::source::value::{Data, Decoder, Value};

/// Returns `base` with `overlay` laid over it. An overlay that would make something private public is reported.
pub fn merge(base: Value, overlay: Value, decoder: &mut Decoder) -> Value {
    let span = base.span;
    let data = match (base.data, overlay.data) {
        (Data::Map(base), Data::Map(overlay)) => Data::Map(merge_maps(base, overlay, decoder)),
        (Data::List(base), Data::List(overlay)) => Data::List(merge_lists(base, overlay, decoder)),
        // What says the same, as an id does, stays where it is.
        (base, overlay) if base == overlay => base,
        // A key that is left empty counts as absent, in the overlay too.
        (base, Data::Null) => base,
        (_, data) => return Value { data, span: overlay.span },
    };
    Value { data, span }
}

fn merge_maps(
    mut base: Vec<(Spanned<String>, Value)>,
    overlay: Vec<(Spanned<String>, Value)>,
    decoder: &mut Decoder,
) -> Vec<(Spanned<String>, Value)> {
    for (key, value) in overlay {
        if key.value == "visibility" && value.data == Data::Text("public".to_owned()) {
            let message = "the private overlay cannot make something public";
            decoder.diagnostics.push(
                Diagnostic::new(Code::PrivateInPublic, value.span, message).hint("write it in `plan.yaml` instead"),
            );
            continue;
        }
        match base.iter_mut().find(|(name, _)| name.value == key.value) {
            Some((_, existing)) => {
                let taken = std::mem::replace(existing, Value { data: Data::Null, span: value.span });
                *existing = merge(taken, value, decoder);
            }
            None => base.push((key, value)),
        }
    }
    base
}

fn merge_lists(mut base: Vec<Value>, overlay: Vec<Value>, decoder: &mut Decoder) -> Vec<Value> {
    for value in overlay {
        let Some(id) = id_of(&value).map(str::to_owned) else {
            base.push(value);
            continue;
        };
        match base.iter_mut().find(|existing| id_of(existing) == Some(&id)) {
            Some(existing) => {
                let taken = std::mem::replace(existing, Value { data: Data::Null, span: value.span });
                *existing = merge(taken, value, decoder);
            }
            None => base.push(value),
        }
    }
    base
}

/// Returns what an object is known by: its id, or `from` for a pause, which has none.
fn id_of(value: &Value) -> Option<&str> {
    let Data::Map(entries) = &value.data else { return None };
    let text = |name: &str| {
        entries.iter().find(|(key, _)| key.value == name).and_then(|(_, value)| match &value.data {
            Data::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    text("id").or_else(|| text("from"))
}
