//! The threads that ask. Nobody waits for them: they end with the process, so a host that does not answer holds nobody up.

use std::sync::Arc;

use milepost::lock::Finding;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::client::Client;
use super::desk::Desk;
use super::probe;
use super::{Settings, THREADS};

/// Starts the threads, and returns where their findings come in. It ends when the desk has no more work.
pub(super) fn start(desk: &Arc<Desk>, client: Client, settings: &Settings) -> UnboundedReceiver<(String, Finding)> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let client = Arc::new(client);
    for _ in 0..THREADS {
        let (desk, client, sender, backoff) = (Arc::clone(desk), Arc::clone(&client), sender.clone(), settings.backoff);
        std::thread::spawn(move || {
            while let Some((job, pass)) = desk.next() {
                let found = probe::probe(&job.url, pass, &desk, &*client, backoff);
                // The run is over when nobody listens.
                if found.is_some_and(|found| sender.send((job.url, found)).is_err()) {
                    return;
                }
            }
        });
    }
    receiver
}
