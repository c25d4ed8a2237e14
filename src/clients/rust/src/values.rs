//! What the client returns, under the names of the protocol: all that it exposes, `None` as null.

use azure_core::time::OffsetDateTime;
use azure_security_keyvault_secrets::{
    ResourceExt, ResourceId,
    models::{DeletedSecret, DeletedSecretProperties, Secret, SecretAttributes, SecretProperties},
};
use serde_json::{Map, Value, json};

/// The four models share these members, but no trait.
macro_rules! shared {
    ($secret:expr) => {
        join([
            json!({
                "id": $secret.id,
                "contentType": $secret.content_type,
                "managed": $secret.managed,
                "tags": $secret.tags,
            }),
            parts_of_id($secret),
            attributes($secret.attributes.as_ref()),
        ])
    };
}

macro_rules! deletion {
    ($secret:expr) => {
        json!({
            "recoveryId": $secret.recovery_id,
            "deletedOn": seconds($secret.deleted_date),
            "scheduledPurgeDate": seconds($secret.scheduled_purge_date),
        })
    };
}

pub fn secret(secret: &Secret) -> Value {
    join([
        shared!(secret),
        json!({ "value": secret.value, "keyId": secret.kid, "previousVersion": secret.previous_version }),
    ])
}

pub fn deleted_secret(secret: &DeletedSecret) -> Value {
    join([
        shared!(secret),
        deletion!(secret),
        json!({ "value": secret.value, "keyId": secret.kid, "previousVersion": secret.previous_version }),
    ])
}

pub fn item(secret: &SecretProperties) -> Value {
    shared!(secret)
}

pub fn deleted_item(secret: &DeletedSecretProperties) -> Value {
    join([shared!(secret), deletion!(secret)])
}

pub fn identifier(id: &ResourceId) -> Value {
    json!({ "id": id.source_id, "vaultUrl": id.vault_url, "name": id.name, "version": id.version })
}

/// Nothing, where the client cannot read the id.
fn parts_of_id(secret: &impl ResourceExt) -> Value {
    secret.resource_id().map_or_else(
        |_| json!({}),
        |id| json!({ "name": id.name, "vaultUrl": id.vault_url, "version": id.version }),
    )
}

fn attributes(attributes: Option<&SecretAttributes>) -> Value {
    let attributes = attributes.cloned().unwrap_or_default();
    json!({
        "enabled": attributes.enabled,
        "notBefore": seconds(attributes.not_before),
        "expiresOn": seconds(attributes.expires),
        "createdOn": seconds(attributes.created),
        "updatedOn": seconds(attributes.updated),
        "recoveryLevel": attributes.recovery_level.as_ref().map(ToString::to_string),
        "recoverableDays": attributes.recoverable_days,
    })
}

fn seconds(time: Option<OffsetDateTime>) -> Option<i64> {
    time.map(OffsetDateTime::unix_timestamp)
}

fn join<const N: usize>(parts: [Value; N]) -> Value {
    let members = parts.into_iter().filter_map(|part| match part {
        Value::Object(members) => Some(members),
        _ => None,
    });
    Value::Object(members.flatten().collect::<Map<_, _>>())
}
