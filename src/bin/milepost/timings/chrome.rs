//! The format of Chrome's trace events, which Perfetto and other viewers open: a JSON object with a list of events.

use serde_json::json;

use super::records::{Record, Records};

/// The one process that there is.
const PROCESS: u32 = 1;

/// Returns `records` as the bytes of a file: a name for each thread, and a complete event for each piece of work.
pub(crate) fn chrome_trace(records: &Records) -> Vec<u8> {
    let threads = records.0.iter().map(|record| record.thread).max().map_or(0, |last| last + 1);
    let named = (0..threads).map(|thread| {
        let name = if thread == 0 { "main".to_owned() } else { format!("worker {thread}") };
        json!({"ph": "M", "name": "thread_name", "pid": PROCESS, "tid": thread, "args": {"name": name}})
    });
    let events: Vec<_> = named.chain(records.0.iter().map(event)).collect();
    let mut bytes = json!({"displayTimeUnit": "ms", "traceEvents": events}).to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn event(record: &Record) -> serde_json::Value {
    json!({
        "ph": "X",
        "cat": record.kind.word(),
        "name": record.name,
        "pid": PROCESS,
        "tid": record.thread,
        "ts": microseconds(record.began),
        "dur": microseconds(record.length()),
    })
}

/// Returns nanoseconds in the unit of the format, with a fraction.
#[expect(clippy::cast_precision_loss, reason = "exact for builds of up to a hundred days")]
fn microseconds(nanoseconds: u64) -> f64 {
    nanoseconds as f64 / 1000.0
}
