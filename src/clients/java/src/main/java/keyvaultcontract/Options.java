package keyvaultcontract;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.SecretServiceVersion;
import java.time.Duration;
import java.util.Arrays;

/** From a {@code createClient} to a builder. What the harness leaves out keeps its default. */
final class Options {
  private Options() {}

  /** Throws what builder and identity library throw. */
  static SecretClientBuilder builder(Json params) {
    SecretClientBuilder builder =
        new SecretClientBuilder()
            .vaultUrl(params.text("vaultUrl"))
            .credential(credential(params.object("credential")));
    if (params.has("apiVersion")) {
      builder.serviceVersion(serviceVersion(params.text("apiVersion")));
    }
    if (Boolean.FALSE.equals(params.bool("verifyChallengeResource"))) {
      builder.disableChallengeResourceVerification();
    }
    if (params.has("retry")) {
      builder.retryOptions(retryOptions(params.object("retry")));
    }
    if (params.has("logging")) {
      ClientLogs.verbose();
      builder.httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.BODY_AND_HEADERS));
    }
    return builder;
  }

  private static TokenCredential credential(Json wanted) {
    if (wanted.text("kind").equals("test")) {
      return new TestCredential(wanted.text("clientId"), wanted.numbers("lifetimeSeconds"));
    }
    if (wanted.text("kind").equals("managedIdentity")) {
      return new ManagedIdentityCredentialBuilder().clientId(wanted.text("clientId")).build();
    }
    ClientSecretCredentialBuilder builder =
        new ClientSecretCredentialBuilder()
            .tenantId(wanted.text("tenantId"))
            .clientId(wanted.text("clientId"))
            .clientSecret(wanted.text("clientSecret"));
    if (wanted.has("additionallyAllowedTenants")) {
      builder.additionallyAllowedTenants(wanted.texts("additionallyAllowedTenants"));
    }
    return builder.build();
  }

  /** The client takes the members of an enumeration only. */
  private static SecretServiceVersion serviceVersion(String wanted) {
    return Arrays.stream(SecretServiceVersion.values())
        .filter(version -> version.getVersion().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> new CannotExpress("SecretServiceVersion has no member for " + wanted + "."));
  }

  /** The client demands delays of more than nothing, the longest no shorter than the first. */
  private static RetryOptions retryOptions(Json retry) {
    long delay = Math.max(1, retry.number("delayMs"));
    return new RetryOptions(
        new ExponentialBackoffOptions()
            .setMaxRetries((int) retry.number("maxRetries"))
            .setBaseDelay(Duration.ofMillis(delay))
            .setMaxDelay(Duration.ofMillis(Math.max(delay, retry.number("maxDelayMs")))));
  }
}
