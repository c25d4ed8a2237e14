//! The clients that the harness has asked for. Calls come from many tasks at once.

use crate::{
    calls,
    clients::{CreateClient, HeldClient},
    failures::{Failure, client_error},
    protocol::Fault,
};
use azure_security_keyvault_secrets::SecretClientOptions;
use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::time::timeout;
use tracing::instrument::WithSubscriber;

/// What is not a call. No `poller`: deletion and recovery send their one request, and the caller looks for itself.
const FEATURES: [&str; 13] = [
    "getSecret.outContentType",
    "parseIdentifier.vaultUrl",
    "list.byPage",
    "list.pageSize",
    "list.continuation",
    "client.apiVersion",
    "client.verifyChallengeResource",
    "client.retry",
    "client.logging",
    "call.timeout",
    "credential.test",
    "credential.clientSecret",
    "credential.managedIdentity",
];

#[derive(Default)]
pub struct Session {
    clients: Mutex<HashMap<String, Arc<HeldClient>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Call {
    client: String,
    call: String,
    arguments: Value,
    timeout_ms: Option<u64>,
}

#[derive(Deserialize)]
struct CloseClient {
    client: String,
}

impl Session {
    /// Every method but `call` and `shutdown`.
    pub fn manage(&self, method: &str, params: Value) -> Result<Value, Fault> {
        match method {
            "initialize" => Ok(initialize()),
            "createClient" => {
                let wanted: CreateClient = serde_json::from_value(params)?;
                let handle = wanted.client.clone();
                let held = Arc::new(HeldClient::create(wanted));
                self.with_clients(|clients| clients.insert(handle, held));
                Ok(json!({}))
            }
            "closeClient" => {
                let CloseClient { client } = serde_json::from_value(params)?;
                let removed = self.with_clients(|clients| clients.remove(&client));
                removed.map(|_| json!({})).ok_or_else(|| unknown_client(&client))
            }
            _ => Err(Fault::unknown_method(method)),
        }
    }

    /// Runs one call: an error of the client is an outcome, a fault of the harness is not.
    pub async fn call(&self, params: Value) -> Result<Value, Fault> {
        let Call { client, call, arguments, timeout_ms } = serde_json::from_value(params)?;
        let held = self
            .with_clients(|clients| clients.get(&client).cloned())
            .ok_or_else(|| unknown_client(&client))?;
        let client = match &held.client {
            Ok(client) => client,
            Err(refusal) => return Ok(json!({ "outcome": "error", "error": refusal })),
        };
        let running = AssertUnwindSafe(calls::call(client, &call, arguments))
            .catch_unwind()
            .with_subscriber(held.log.clone());
        // To drop the future is how a caller of the client gives up a call.
        let limit = timeout_ms.map_or(Duration::MAX, Duration::from_millis);
        let failure = match timeout(limit, running).await {
            Ok(Ok(Ok(value))) => return Ok(json!({ "outcome": "value", "value": value })),
            Ok(Ok(Err(Failure::Fault(fault)))) => return Err(fault),
            Ok(Ok(Err(failure))) => failure,
            Ok(Err(panic)) => Failure::from(panic),
            Err(_) => Failure::TimedOut,
        };
        Ok(json!({ "outcome": "error", "error": client_error(failure, held.speaks_tls) }))
    }

    /// A panic elsewhere leaves the map whole: nothing that can panic runs within.
    fn with_clients<T>(&self, use_them: impl FnOnce(&mut HashMap<String, Arc<HeldClient>>) -> T) -> T {
        use_them(&mut self.clients.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn initialize() -> Value {
    let capabilities: Vec<&str> = calls::NAMES.into_iter().chain(FEATURES).collect();
    json!({
        "protocolVersion": 1,
        "client": {
            "name": env!("CLIENT_NAME"),
            "version": env!("CLIENT_VERSION"),
            "language": "rust",
            "runtime": concat!("rustc ", env!("RUSTC_VERSION")),
            "defaultApiVersion": SecretClientOptions::default().api_version,
        },
        "capabilities": capabilities,
    })
}

fn unknown_client(client: &str) -> Fault {
    Fault::invalid_params(format!("No client {client:?} was created."))
}
