//! The body of a form, as browsers write it.

use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Bytes, Incoming};

use milepost::http::path;

/// No form is longer, in bytes.
const LONGEST: usize = 4096;
/// How long one may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Returns the body of a form, or nothing when it is too long or does not arrive.
pub(super) async fn arrived(body: Incoming) -> Option<Bytes> {
    let body = tokio::time::timeout(PATIENCE, Limited::new(body, LONGEST).collect()).await;
    Some(body.ok()?.ok()?.to_bytes())
}

/// Returns the value of `name` in `body`, the last where it stands twice; `None` when it is not there or no text.
pub(super) fn value(body: &[u8], name: &str) -> Option<String> {
    let body = std::str::from_utf8(body).ok()?;
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.rev().find(|(key, _)| decode(key).as_deref() == Some(name));
    found.and_then(|(_, value)| decode(value))
}

/// Returns `text` with `+` and `%xx` decoded.
fn decode(text: &str) -> Option<String> {
    path::decode(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_decoded_once() {
        let body = b"token=ab&id=a%2Db+c%2520&empty=&%69d2=x";
        assert_eq!(value(body, "id").as_deref(), Some("a-b c%20"));
        assert_eq!(value(body, "empty").as_deref(), Some(""));
        assert_eq!(value(body, "id2").as_deref(), Some("x"));
        assert_eq!(value(body, "nothing"), None);
        assert_eq!(value(b"id=%ff", "id"), None);
        assert_eq!(value(b"\xff", "id"), None);
    }
}
