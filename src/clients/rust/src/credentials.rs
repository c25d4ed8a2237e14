//! The three credentials of the protocol.

use async_trait::async_trait;
use azure_core::{
    base64::encode_url_safe,
    credentials::{AccessToken, TokenCredential, TokenRequestOptions},
    time::{Duration, OffsetDateTime},
};
use azure_identity::{
    ClientSecretCredential, ManagedIdentityCredential, ManagedIdentityCredentialOptions, UserAssignedId,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const DEFAULT_LIFETIME_SECONDS: i64 = 3600;

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Credential {
    Test {
        client_id: String,
        lifetime_seconds: Option<Vec<i64>>,
    },
    /// `additionallyAllowedTenants` has no counterpart: the library knows no tenant but its own.
    ClientSecret {
        tenant_id: String,
        client_id: String,
        client_secret: String,
    },
    ManagedIdentity {
        client_id: String,
    },
}

pub fn create_credential(wanted: Credential) -> azure_core::Result<Arc<dyn TokenCredential>> {
    Ok(match wanted {
        Credential::Test { client_id, lifetime_seconds } => Arc::new(TestCredential {
            client_id,
            lifetimes: lifetime_seconds.unwrap_or_default(),
            given: AtomicUsize::new(0),
        }),
        Credential::ClientSecret { tenant_id, client_id, client_secret } => {
            ClientSecretCredential::new(&tenant_id, client_id, client_secret.into(), None)?
        }
        Credential::ManagedIdentity { client_id } => {
            ManagedIdentityCredential::new(Some(ManagedIdentityCredentialOptions {
                user_assigned_id: Some(UserAssignedId::ClientId(client_id)),
                ..ManagedIdentityCredentialOptions::default()
            }))?
        }
    })
}

/// Gives out tokens that encode what was asked for, for the wire to show.
#[derive(Debug)]
struct TestCredential {
    client_id: String,
    lifetimes: Vec<i64>,
    given: AtomicUsize,
}

#[async_trait]
impl TokenCredential for TestCredential {
    /// Scopes are all that a client can ask a credential for.
    async fn get_token(
        &self,
        scopes: &[&str],
        _options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let before = self.given.fetch_add(1, Ordering::SeqCst);
        let wish = json!({
            "scopes": scopes,
            "tenantId": null,
            "claims": null,
            "enableCae": null,
            "serial": before + 1,
            "clientId": self.client_id,
        });
        let encoded = encode_url_safe(wish.to_string());
        let lifetime = self.lifetimes.get(before).or(self.lifetimes.last());
        Ok(AccessToken::new(
            format!("kvc-test.{}", encoded.trim_end_matches('=')),
            OffsetDateTime::now_utc() + Duration::seconds(*lifetime.unwrap_or(&DEFAULT_LIFETIME_SECONDS)),
        ))
    }
}
