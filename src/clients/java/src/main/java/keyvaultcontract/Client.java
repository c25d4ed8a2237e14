package keyvaultcontract;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;

/** What {@code SecretClient} and {@code SecretAsyncClient} have in common. */
interface Client {
  String vaultUrl();

  KeyVaultSecret setSecret(KeyVaultSecret secret);

  KeyVaultSecret getSecret(String name);

  KeyVaultSecret getSecret(String name, String version);

  KeyVaultSecret getSecret(String name, String version, String outContentType);

  SecretProperties updateSecretProperties(SecretProperties properties);

  SyncPoller<DeletedSecret, Void> beginDeleteSecret(String name);

  SyncPoller<KeyVaultSecret, Void> beginRecoverDeletedSecret(String name);

  DeletedSecret getDeletedSecret(String name);

  void purgeDeletedSecret(String name);

  PagedIterable<SecretProperties> listPropertiesOfSecrets();

  PagedIterable<SecretProperties> listPropertiesOfSecretVersions(String name);

  PagedIterable<DeletedSecret> listDeletedSecrets();

  byte[] backupSecret(String name);

  KeyVaultSecret restoreSecretBackup(byte[] backup);
}
