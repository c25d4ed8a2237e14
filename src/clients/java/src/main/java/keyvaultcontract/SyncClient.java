package keyvaultcontract;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;

/** The calls as {@code SecretClient} has them. */
final class SyncClient implements Client {
  private final SecretClient client;

  SyncClient(SecretClient client) {
    this.client = client;
  }

  @Override
  public String vaultUrl() {
    return client.getVaultUrl();
  }

  @Override
  public KeyVaultSecret setSecret(KeyVaultSecret secret) {
    return client.setSecret(secret);
  }

  @Override
  public KeyVaultSecret getSecret(String name) {
    return client.getSecret(name);
  }

  @Override
  public KeyVaultSecret getSecret(String name, String version) {
    return client.getSecret(name, version);
  }

  @Override
  public KeyVaultSecret getSecret(String name, String version, String outContentType) {
    return client.getSecret(name, version, outContentType);
  }

  @Override
  public SecretProperties updateSecretProperties(SecretProperties properties) {
    return client.updateSecretProperties(properties);
  }

  @Override
  public SyncPoller<DeletedSecret, Void> beginDeleteSecret(String name) {
    return client.beginDeleteSecret(name);
  }

  @Override
  public SyncPoller<KeyVaultSecret, Void> beginRecoverDeletedSecret(String name) {
    return client.beginRecoverDeletedSecret(name);
  }

  @Override
  public DeletedSecret getDeletedSecret(String name) {
    return client.getDeletedSecret(name);
  }

  @Override
  public void purgeDeletedSecret(String name) {
    client.purgeDeletedSecret(name);
  }

  @Override
  public PagedIterable<SecretProperties> listPropertiesOfSecrets() {
    return client.listPropertiesOfSecrets();
  }

  @Override
  public PagedIterable<SecretProperties> listPropertiesOfSecretVersions(String name) {
    return client.listPropertiesOfSecretVersions(name);
  }

  @Override
  public PagedIterable<DeletedSecret> listDeletedSecrets() {
    return client.listDeletedSecrets();
  }

  @Override
  public byte[] backupSecret(String name) {
    return client.backupSecret(name);
  }

  @Override
  public KeyVaultSecret restoreSecretBackup(byte[] backup) {
    return client.restoreSecretBackup(backup);
  }
}
