//! The calls of the protocol, each by the client's own method.

use crate::{
    failures::Failure,
    protocol::Fault,
    values::{deleted_item, deleted_secret, identifier, item, secret},
};
use azure_core::{
    base64,
    http::{
        Pager, Url,
        pager::{Page, PagerContinuation, PagerOptions},
    },
    time::OffsetDateTime,
};
use azure_security_keyvault_secrets::{
    ResourceId, SecretClient,
    models::{
        ContentType, RestoreSecretParameters, SecretAttributes, SecretClientGetSecretOptions,
        SecretClientListDeletedSecretPropertiesOptions, SecretClientListSecretPropertiesOptions,
        SecretClientListSecretPropertiesVersionsOptions, SecretClientUpdateSecretPropertiesOptions,
        SetSecretParameters, UpdateSecretPropertiesParameters,
    },
};
use futures::TryStreamExt;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::collections::HashMap;

pub const NAMES: [&str; 13] = [
    "setSecret",
    "getSecret",
    "updateSecret",
    "deleteSecret",
    "recoverDeletedSecret",
    "getDeletedSecret",
    "purgeDeletedSecret",
    "listSecrets",
    "listSecretVersions",
    "listDeletedSecrets",
    "backupSecret",
    "restoreSecretBackup",
    "parseIdentifier",
];

type Outcome = Result<Value, Failure>;

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GetSecret {
    name: String,
    version: Option<String>,
    out_content_type: Option<String>,
}

#[derive(Deserialize)]
struct SetSecret {
    name: String,
    value: String,
    #[serde(flatten)]
    settable: Settable,
}

#[derive(Deserialize)]
struct UpdateSecret {
    name: String,
    version: Option<String>,
    #[serde(flatten)]
    settable: Settable,
}

/// What is absent stays out.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settable {
    content_type: Option<String>,
    tags: Option<HashMap<String, String>>,
    enabled: Option<bool>,
    not_before: Option<i64>,
    expires_on: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    #[serde(default)]
    name: String,
    #[serde(default)]
    by_page: bool,
    page_size: Option<i32>,
    continuation: Option<String>,
    max_pages: Option<usize>,
}

#[derive(Deserialize)]
struct Restore {
    backup: String,
}

#[derive(Deserialize)]
struct Parse {
    id: String,
}

pub async fn call(client: &SecretClient, call: &str, arguments: Value) -> Outcome {
    match call {
        "setSecret" => set_secret(client, read(arguments)?).await,
        "getSecret" => get_secret(client, read(arguments)?).await,
        "updateSecret" => update_secret(client, read(arguments)?).await,
        "listSecrets" => list_secrets(client, read(arguments)?).await,
        "listSecretVersions" => list_secret_versions(client, read(arguments)?).await,
        "listDeletedSecrets" => list_deleted_secrets(client, read(arguments)?).await,
        "restoreSecretBackup" => restore_secret_backup(client, read(arguments)?).await,
        "parseIdentifier" => {
            let Parse { id } = read(arguments)?;
            Ok(identifier(&id.parse::<ResourceId>().map_err(Failure::Usage)?))
        }
        _ if NAMES.contains(&call) => {
            let Named { name } = read(arguments)?;
            call_by_name(client, call, &name).await
        }
        _ => Err(Fault::invalid_params(format!("The call {call:?} is not among the capabilities.")).into()),
    }
}

async fn call_by_name(client: &SecretClient, call: &str, name: &str) -> Outcome {
    Ok(match call {
        "deleteSecret" => deleted_secret(&client.delete_secret(name, None).await?.into_model()?),
        "recoverDeletedSecret" => secret(&client.recover_deleted_secret(name, None).await?.into_model()?),
        "getDeletedSecret" => deleted_secret(&client.get_deleted_secret(name, None).await?.into_model()?),
        "purgeDeletedSecret" => {
            client.purge_deleted_secret(name, None).await?;
            json!({})
        }
        "backupSecret" => {
            let backup = client.backup_secret(name, None).await?.into_model()?;
            json!({ "backup": base64::encode(backup.value.unwrap_or_default()) })
        }
        _ => return Err(Fault::invalid_params(format!("The call {call:?} takes more than a name.")).into()),
    })
}

async fn set_secret(client: &SecretClient, SetSecret { name, value, settable }: SetSecret) -> Outcome {
    let parameters = SetSecretParameters {
        value: Some(value),
        secret_attributes: attributes(&settable)?,
        content_type: settable.content_type,
        tags: settable.tags,
    };
    Ok(secret(&client.set_secret(&name, parameters.try_into()?, None).await?.into_model()?))
}

async fn get_secret(client: &SecretClient, wanted: GetSecret) -> Outcome {
    let options = SecretClientGetSecretOptions {
        secret_version: wanted.version,
        out_content_type: wanted.out_content_type.map(content_type),
        ..SecretClientGetSecretOptions::default()
    };
    Ok(secret(&client.get_secret(&wanted.name, Some(options)).await?.into_model()?))
}

fn content_type(text: String) -> ContentType {
    text.parse().unwrap_or(ContentType::UnknownValue(text))
}

async fn update_secret(client: &SecretClient, wanted: UpdateSecret) -> Outcome {
    let UpdateSecret { name, version, settable } = wanted;
    let parameters = UpdateSecretPropertiesParameters {
        secret_attributes: attributes(&settable)?,
        content_type: settable.content_type,
        tags: settable.tags,
    };
    let options = SecretClientUpdateSecretPropertiesOptions {
        secret_version: version,
        ..SecretClientUpdateSecretPropertiesOptions::default()
    };
    let response = client.update_secret_properties(&name, parameters.try_into()?, Some(options)).await?;
    Ok(secret(&response.into_model()?))
}

fn attributes(settable: &Settable) -> Result<Option<SecretAttributes>, Failure> {
    let Settable { enabled, not_before, expires_on, .. } = *settable;
    if enabled.is_none() && not_before.is_none() && expires_on.is_none() {
        return Ok(None);
    }
    Ok(Some(SecretAttributes {
        enabled,
        not_before: not_before.map(to_time).transpose()?,
        expires: expires_on.map(to_time).transpose()?,
        ..SecretAttributes::default()
    }))
}

fn to_time(seconds: i64) -> Result<OffsetDateTime, Failure> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(Failure::inexpressible)
}

async fn list_secrets(client: &SecretClient, list: List) -> Outcome {
    let options = SecretClientListSecretPropertiesOptions {
        maxresults: list.page_size,
        method_options: pager_options(&list)?,
    };
    let pager = client.list_secret_properties(Some(options))?;
    listed(pager, &list, |page| page.value.iter().map(item).collect(), item).await
}

async fn list_secret_versions(client: &SecretClient, list: List) -> Outcome {
    let options = SecretClientListSecretPropertiesVersionsOptions {
        maxresults: list.page_size,
        method_options: pager_options(&list)?,
    };
    let pager = client.list_secret_properties_versions(&list.name, Some(options))?;
    listed(pager, &list, |page| page.value.iter().map(item).collect(), item).await
}

async fn list_deleted_secrets(client: &SecretClient, list: List) -> Outcome {
    let options = SecretClientListDeletedSecretPropertiesOptions {
        maxresults: list.page_size,
        method_options: pager_options(&list)?,
    };
    let pager = client.list_deleted_secret_properties(Some(options))?;
    listed(pager, &list, |page| page.value.iter().map(deleted_item).collect(), deleted_item).await
}

/// A continuation is the URL of the page to begin with.
fn pager_options(list: &List) -> Result<PagerOptions<'static>, Failure> {
    let link = list.continuation.as_deref().map(Url::parse).transpose().map_err(Failure::inexpressible)?;
    Ok(PagerOptions { continuation: link.map(PagerContinuation::Link), ..PagerOptions::default() })
}

async fn listed<P>(
    pager: Pager<P>,
    list: &List,
    items_of: impl Fn(&P) -> Vec<Value>,
    show: impl Fn(&P::Item) -> Value,
) -> Outcome
where
    P: Page + DeserializeOwned + Send,
{
    let wants_pages =
        list.by_page || list.page_size.is_some() || list.continuation.is_some() || list.max_pages.is_some();
    if !wants_pages {
        let items: Vec<P::Item> = pager.try_collect().await?;
        return Ok(json!({ "items": items.iter().map(show).collect::<Vec<_>>() }));
    }
    let mut by_page = pager.into_pages();
    let (mut items, mut counts) = (Vec::new(), Vec::new());
    while counts.len() < list.max_pages.unwrap_or(usize::MAX) {
        let Some(page) = by_page.try_next().await? else { break };
        let page = items_of(&page.into_model()?);
        counts.push(page.len());
        items.extend(page);
    }
    let continuation = by_page.continuation().map(AsRef::<str>::as_ref);
    Ok(json!({ "items": items, "pages": counts, "continuation": continuation }))
}

async fn restore_secret_backup(client: &SecretClient, Restore { backup }: Restore) -> Outcome {
    let bytes = base64::decode(backup).map_err(|_| Fault::invalid_params("`backup` is not base64."))?;
    let parameters = RestoreSecretParameters { secret_backup: Some(bytes) };
    Ok(secret(&client.restore_secret(parameters.try_into()?, None).await?.into_model()?))
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, Failure> {
    serde_json::from_value(arguments).map_err(|error| Fault::from(error).into())
}
