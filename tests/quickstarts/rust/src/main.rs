//! Sets a secret, reads it, deletes it and waits until it is deleted: as a program of the SDK's user would.

use azure_core::http::StatusCode;
use azure_identity::ClientSecretCredential;
use azure_security_keyvault_secrets::{SecretClient, models::SetSecretParameters};
use std::{env, error::Error, time::Duration};
use tokio::time::sleep;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let credential = ClientSecretCredential::new(
        &env::var("AZURE_TENANT_ID")?,
        env::var("AZURE_CLIENT_ID")?,
        env::var("AZURE_CLIENT_SECRET")?.into(),
        None,
    )?;
    let client = SecretClient::new(&env::var("AZURE_KEYVAULT_URL")?, credential, None)?;

    let parameters = SetSecretParameters { value: Some("a value".into()), ..Default::default() };
    client.set_secret("quickstart", parameters.try_into()?, None).await?;

    let secret = client.get_secret("quickstart", None).await?.into_model()?;
    let value = secret.value.unwrap_or_default();
    println!("quickstart is {} characters long", value.len());

    client.delete_secret("quickstart", None).await?;
    wait_until_deleted(&client, "quickstart").await?;
    println!("quickstart is deleted");
    Ok(())
}

/// This SDK has no poller: its users look for themselves whether the deleted secret is there yet.
async fn wait_until_deleted(client: &SecretClient, name: &str) -> azure_core::Result<()> {
    loop {
        match client.get_deleted_secret(name, None).await {
            Err(error) if error.http_status() == Some(StatusCode::NotFound) => {
                sleep(Duration::from_secs(1)).await;
            }
            result => return result.map(drop),
        }
    }
}
