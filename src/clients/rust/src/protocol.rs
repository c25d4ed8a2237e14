//! JSON-RPC 2.0 over lines.

use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{Write, stdout};

const PARSE_ERROR: i32 = -32700;
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;

#[derive(Deserialize)]
pub struct Request {
    pub id: u64,
    pub method: String,
    pub params: Value,
}

/// The harness asked for what it should not have asked for.
pub struct Fault {
    code: i32,
    message: String,
}

impl Fault {
    pub fn unknown_method(method: &str) -> Self {
        Self { code: METHOD_NOT_FOUND, message: format!("Unknown method {method:?}.") }
    }

    pub fn invalid_params(message: impl Into<String>) -> Self {
        Self { code: INVALID_PARAMS, message: message.into() }
    }
}

/// Of an error of serde only the place: its text may quote a secret.
impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::invalid_params(format!("The params are not those of the schema ({:?}).", error.classify()))
    }
}

/// A request, or none for an empty line and for one that was answered already, as it is no request.
pub fn parse(line: &[u8]) -> Option<Request> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let request = serde_json::from_slice::<Request>(line).ok().filter(|request| request.params.is_object());
    if request.is_none() {
        // The line is not quoted: it may hold a secret.
        let message = "The line is not a JSON-RPC request with id, method and params.";
        send(&json!({ "jsonrpc": "2.0", "id": null, "error": { "code": PARSE_ERROR, "message": message } }));
    }
    request
}

pub fn answer(id: u64, result: Result<Value, Fault>) {
    send(&match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(Fault { code, message }) => {
            json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
        }
    });
}

fn send(message: &Value) {
    let line = format!("{message}\n");
    let mut stdout = stdout().lock();
    // A harness that is gone needs no answer; that stdin has ended is noticed elsewhere.
    let _ = stdout.write_all(line.as_bytes()).and_then(|()| stdout.flush());
}
