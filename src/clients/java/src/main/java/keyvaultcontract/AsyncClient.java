package keyvaultcontract;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.secrets.SecretAsyncClient;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;

/**
 * The calls of {@code SecretAsyncClient}, each waited for: an interrupt cancels its subscription.
 */
final class AsyncClient implements Client {
  private final SecretAsyncClient client;

  AsyncClient(SecretAsyncClient client) {
    this.client = client;
  }

  @Override
  public String vaultUrl() {
    return client.getVaultUrl();
  }

  @Override
  public KeyVaultSecret setSecret(KeyVaultSecret secret) {
    return client.setSecret(secret).block();
  }

  @Override
  public KeyVaultSecret getSecret(String name) {
    return client.getSecret(name).block();
  }

  @Override
  public KeyVaultSecret getSecret(String name, String version) {
    return client.getSecret(name, version).block();
  }

  @Override
  public KeyVaultSecret getSecret(String name, String version, String outContentType) {
    return client.getSecret(name, version, outContentType).block();
  }

  @Override
  public SecretProperties updateSecretProperties(SecretProperties properties) {
    return client.updateSecretProperties(properties).block();
  }

  @Override
  public SyncPoller<DeletedSecret, Void> beginDeleteSecret(String name) {
    return client.beginDeleteSecret(name).getSyncPoller();
  }

  @Override
  public SyncPoller<KeyVaultSecret, Void> beginRecoverDeletedSecret(String name) {
    return client.beginRecoverDeletedSecret(name).getSyncPoller();
  }

  @Override
  public DeletedSecret getDeletedSecret(String name) {
    return client.getDeletedSecret(name).block();
  }

  @Override
  public void purgeDeletedSecret(String name) {
    client.purgeDeletedSecret(name).block();
  }

  @Override
  public PagedIterable<SecretProperties> listPropertiesOfSecrets() {
    return new PagedIterable<>(client.listPropertiesOfSecrets());
  }

  @Override
  public PagedIterable<SecretProperties> listPropertiesOfSecretVersions(String name) {
    return new PagedIterable<>(client.listPropertiesOfSecretVersions(name));
  }

  @Override
  public PagedIterable<DeletedSecret> listDeletedSecrets() {
    return new PagedIterable<>(client.listDeletedSecrets());
  }

  @Override
  public byte[] backupSecret(String name) {
    return client.backupSecret(name).block();
  }

  @Override
  public KeyVaultSecret restoreSecretBackup(byte[] backup) {
    return client.restoreSecretBackup(backup).block();
  }
}
