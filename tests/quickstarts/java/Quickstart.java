import com.azure.core.util.polling.SyncPoller;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;

/**
 * Sets, reads and deletes a secret, as the SDK's own quickstart does. No driver: run it behind
 * {@code keyvault-contract run -- java -cp 'lib/*' Quickstart.java}, with the jars of
 * azure-security-keyvault-secrets and azure-identity in lib.
 */
public final class Quickstart {
  private Quickstart() {}

  public static void main(String[] arguments) {
    SecretClient client =
        new SecretClientBuilder()
            .vaultUrl(System.getenv("AZURE_KEYVAULT_URL"))
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();

    client.setSecret(new KeyVaultSecret("quickstart", "a value"));
    KeyVaultSecret secret = client.getSecret("quickstart");
    System.out.println(
        secret.getName() + " is " + secret.getValue().length() + " characters long");

    SyncPoller<DeletedSecret, Void> deletion = client.beginDeleteSecret("quickstart");
    deletion.waitForCompletion();
    System.out.println(deletion.poll().getValue().getName() + " is deleted");
  }
}
