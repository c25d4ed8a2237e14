//! What goes wrong in a call, under the categories and names of the protocol.

use crate::protocol::Fault;
use azure_core::{
    Error,
    error::{ErrorKind, ErrorResponse},
    http::{RawResponse, headers::HeaderName},
};
use serde_json::{Map, Value, json};
use std::{any::Any, error::Error as StdError};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-ms-request-id");

pub enum Failure {
    /// The client's own error.
    Client(Error),
    /// The client's own error, for what it was given.
    Usage(Error),
    /// The caller's value has no counterpart in Rust: the client cannot be given it.
    Inexpressible(String),
    /// The client was given up when its time was over.
    TimedOut,
    Panic(String),
    /// The harness's: not an outcome.
    Fault(Fault),
}

impl Failure {
    pub fn inexpressible(error: impl StdError) -> Self {
        Self::Inexpressible(error.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Client(error)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Box<dyn Any + Send>> for Failure {
    fn from(panic: Box<dyn Any + Send>) -> Self {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        Self::Panic(text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned())
    }
}

/// The normalised error of a construction.
pub fn refusal(failure: Failure) -> Value {
    match failure {
        Failure::Client(error) if !matches!(error.kind(), ErrorKind::Credential) => {
            client_error(Failure::Usage(error), true)
        }
        other => client_error(other, true),
    }
}

/// The normalised error of a call. `speaks_tls`: whether the vault's URL is https.
pub fn client_error(failure: Failure, speaks_tls: bool) -> Value {
    match failure {
        Failure::Client(error) => {
            let category = categorise(&error, speaks_tls);
            described(category, error)
        }
        Failure::Usage(error) => described("usage", error),
        Failure::Inexpressible(message) => simple("usage", "ComponentRange", message),
        Failure::TimedOut => simple("timeout", "Elapsed", "The call was given up when its time was over."),
        Failure::Panic(message) => simple("internal", "panic", message),
        Failure::Fault(_) => simple("internal", "Fault", "The harness asked for what is not there."),
    }
}

fn simple(category: &str, kind: &str, message: impl Into<String>) -> Value {
    json!({ "category": category, "type": kind, "message": message.into() })
}

fn categorise(error: &Error, speaks_tls: bool) -> &'static str {
    match error.kind() {
        ErrorKind::HttpResponse { .. } => "service",
        ErrorKind::Credential => "authentication",
        ErrorKind::Connection | ErrorKind::Io => "transport",
        // Errors within the pipeline come wrapped by the retry policy, and these two kinds are those of the policy that
        // authorizes: it refuses a challenge, and a URL without TLS.
        _ if is_wrapped(error) && speaks_tls => "authentication",
        ErrorKind::DataConversion => "parse",
        _ => "usage",
    }
}

fn is_wrapped(error: &Error) -> bool {
    error.downcast_ref::<Error>().is_some()
}

fn described(category: &str, error: Error) -> Value {
    let mut members = Map::new();
    members.insert("category".into(), category.into());
    members.insert("type".into(), type_name(error.kind()).into());
    members.insert("message".into(), chain_of(&error).into());
    if category == "service" {
        add_answer(&mut members, error);
    }
    Value::Object(members)
}

/// `ErrorKind` is what tells the errors of `azure_core` apart.
fn type_name(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::HttpResponse { .. } => "HttpResponse",
        ErrorKind::Connection => "Connection",
        ErrorKind::Io => "Io",
        ErrorKind::DataConversion => "DataConversion",
        ErrorKind::Credential => "Credential",
        _ => "Other",
    }
}

/// The error and its causes: the outermost text is often but `failed to execute request`.
fn chain_of(error: &Error) -> String {
    let mut texts = vec![error.to_string()];
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        source = cause.source();
    }
    texts.join(": ")
}

/// Status, codes and request id, by the means that the client documents: the error's kind, and `ErrorResponse`.
fn add_answer(members: &mut Map<String, Value>, error: Error) {
    if let ErrorKind::HttpResponse { status, error_code, raw_response } = error.kind() {
        members.insert("status".into(), u16::from(*status).into());
        if let Some(code) = error_code {
            members.insert("code".into(), code.clone().into());
        }
        if let Some(id) = raw_response.as_deref().and_then(request_id) {
            members.insert("requestId".into(), id.into());
        }
    }
    let details = ErrorResponse::try_from(error).ok().and_then(|response| response.error);
    if let Some(code) = details.and_then(|details| details.inner_error?.code) {
        members.insert("innerCode".into(), code.into());
    }
}

fn request_id(response: &RawResponse) -> Option<String> {
    response.headers().get_optional_string(&REQUEST_ID)
}
