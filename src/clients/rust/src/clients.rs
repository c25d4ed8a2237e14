//! A client and its options, as the harness wants them.

use crate::{
    credentials::{Credential, create_credential},
    failures::{Failure, refusal},
};
use azure_core::{
    http::{ClientOptions, ExponentialRetryOptions, RetryOptions},
    time::Duration,
};
use azure_security_keyvault_secrets::{SecretClient, SecretClientOptions};
use serde::Deserialize;
use serde_json::Value;
use std::{
    io::stderr,
    panic::{AssertUnwindSafe, catch_unwind},
};
use tracing::{Dispatch, Level, dispatcher};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateClient {
    pub client: String,
    vault_url: String,
    api_version: Option<String>,
    verify_challenge_resource: Option<bool>,
    logging: Option<String>,
    credential: Credential,
    retry: Option<Retry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Retry {
    max_retries: u32,
    delay_ms: i64,
    max_delay_ms: i64,
}

pub struct HeldClient {
    /// The client, or the error with which it refused its options, for its calls to report.
    pub client: Result<SecretClient, Value>,
    /// Hears what the client logs by `tracing`, which is how it logs.
    pub log: Dispatch,
    pub speaks_tls: bool,
}

impl HeldClient {
    pub fn create(wanted: CreateClient) -> Self {
        let log = if wanted.logging.is_some() { everything_to_stderr() } else { Dispatch::none() };
        let speaks_tls = wanted.vault_url.starts_with("https:");
        let create = || dispatcher::with_default(&log, || create_client(wanted));
        let client = match catch_unwind(AssertUnwindSafe(create)) {
            Ok(client) => client.map_err(|error| refusal(Failure::Client(error))),
            Err(panic) => Err(refusal(Failure::from(panic))),
        };
        Self { client, log, speaks_tls }
    }
}

fn everything_to_stderr() -> Dispatch {
    let subscriber = tracing_subscriber::fmt().with_max_level(Level::TRACE).with_ansi(false);
    Dispatch::new(subscriber.with_writer(stderr).finish())
}

/// What the harness leaves out stays at the client's defaults.
fn create_client(wanted: CreateClient) -> azure_core::Result<SecretClient> {
    let mut options = SecretClientOptions {
        client_options: ClientOptions {
            retry: wanted.retry.map(retry_options).unwrap_or_default(),
            ..ClientOptions::default()
        },
        ..SecretClientOptions::default()
    };
    if let Some(api_version) = wanted.api_version {
        options.api_version = api_version;
    }
    if let Some(verify) = wanted.verify_challenge_resource {
        options.verify_challenge_resource = Some(verify);
    }
    let credential = create_credential(wanted.credential)?;
    SecretClient::new(&wanted.vault_url, credential, Some(options))
}

/// The client adds up to 255 ms to each delay, and takes a maximum of less than a second for one second.
fn retry_options(retry: Retry) -> RetryOptions {
    RetryOptions::exponential(ExponentialRetryOptions {
        max_retries: retry.max_retries,
        initial_delay: Duration::milliseconds(retry.delay_ms),
        max_delay: Duration::milliseconds(retry.max_delay_ms),
        ..ExponentialRetryOptions::default()
    })
}
