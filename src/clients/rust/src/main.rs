//! The Rust driver of keyvault-contract: calls `azure_security_keyvault_secrets` by JSON-RPC.
//!
//! The messages are those of schemas/driver.json: one a line, UTF-8, requests on stdin and responses on stdout.

mod calls;
mod clients;
mod credentials;
mod failures;
mod protocol;
mod session;
mod values;

use session::Session;
use std::{panic, process, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, BufReader, stdin},
    task::JoinSet,
    time::timeout,
};

/// How long calls may go on after stdin has ended: long enough for what a pipe was fed, short enough that no process
/// outlives a harness that died.
const DRAIN: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() {
    // Only the place: the text of an unforeseen panic may hold a secret.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        eprintln!("Panicked at {}.", place.as_deref().unwrap_or("a place unknown"));
    }));
    serve(&Arc::new(Session::default())).await;
    // Calls that still run (a retry, a page) are of no interest any more, and a read of stdin cannot be given up.
    process::exit(0);
}

/// Answers every line; returns after `shutdown` or at the end of the input.
async fn serve(session: &Arc<Session>) {
    let mut requests = BufReader::new(stdin());
    let mut calls = JoinSet::new();
    let mut line = Vec::new();
    while requests.read_until(b'\n', &mut line).await.is_ok_and(|read| read > 0) {
        let request = protocol::parse(&line);
        line.clear();
        let Some(request) = request else { continue };
        match request.method.as_str() {
            "shutdown" => return protocol::answer(request.id, Ok(serde_json::json!({}))),
            // Calls run side by side; the rest keeps its order.
            "call" => {
                let session = Arc::clone(session);
                calls.spawn(async move {
                    protocol::answer(request.id, session.call(request.params).await);
                });
            }
            _ => protocol::answer(request.id, session.manage(&request.method, request.params)),
        }
        while calls.try_join_next().is_some() {}
    }
    // Whoever is not done by then goes without an answer: nobody is there to read it.
    let _ = timeout(DRAIN, calls.join_all()).await;
}
