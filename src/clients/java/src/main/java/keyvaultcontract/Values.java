package keyvaultcontract;

import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecretIdentifier;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the client takes and returns, under the names of the protocol. */
final class Values {
  private Values() {}

  /** A point in time as the client takes it. */
  static OffsetDateTime toMoment(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
    } catch (DateTimeException tooFar) {
      throw new CannotExpress(
          "An OffsetDateTime cannot express " + seconds + " seconds after 1970.");
    }
  }

  /** A secret: all that the client exposes, null as null. The client may return none at all. */
  static Map<String, Object> secret(KeyVaultSecret secret) {
    if (secret == null) {
      return Map.of();
    }
    Map<String, Object> value = properties(secret.getProperties());
    if (secret instanceof DeletedSecret) {
      // Its name and id are its own: a release may have them there only.
      DeletedSecret deleted = (DeletedSecret) secret;
      putUnlessNull(value, "name", deleted.getName());
      put(value, "id", deleted::getId);
      put(value, "recoveryId", deleted::getRecoveryId);
      put(value, "deletedOn", () -> seconds(deleted.getDeletedOn()));
      put(value, "scheduledPurgeDate", () -> seconds(deleted.getScheduledPurgeDate()));
    } else {
      put(value, "value", secret::getValue);
    }
    return value;
  }

  static Map<String, Object> properties(SecretProperties properties) {
    if (properties == null) {
      return Map.of();
    }
    Map<String, Object> value = new LinkedHashMap<>();
    putUnlessNull(value, "name", properties.getName());
    put(value, "id", properties::getId);
    put(value, "version", properties::getVersion);
    put(value, "contentType", properties::getContentType);
    put(value, "enabled", properties::isEnabled);
    put(value, "notBefore", () -> seconds(properties.getNotBefore()));
    put(value, "expiresOn", () -> seconds(properties.getExpiresOn()));
    put(value, "createdOn", () -> seconds(properties.getCreatedOn()));
    put(value, "updatedOn", () -> seconds(properties.getUpdatedOn()));
    put(value, "tags", properties::getTags);
    put(value, "managed", properties::isManaged);
    put(value, "keyId", properties::getKeyId);
    put(value, "recoveryLevel", properties::getRecoveryLevel);
    put(value, "recoverableDays", properties::getRecoverableDays);
    // No method reference: that would be looked up here, out of reach of `put`.
    put(value, "previousVersion", () -> properties.getPreviousVersion());
    return value;
  }

  static Map<String, Object> identifier(KeyVaultSecretIdentifier identifier) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("id", identifier.getSourceId());
    value.put("vaultUrl", identifier.getVaultUrl());
    putUnlessNull(value, "name", identifier.getName());
    value.put("version", identifier.getVersion());
    return value;
  }

  private static Long seconds(OffsetDateTime moment) {
    return moment == null ? null : moment.toEpochSecond();
  }

  private static void put(Map<String, Object> value, String name, Supplier<Object> member) {
    try {
      value.put(name, member.get());
    } catch (NoSuchMethodError ignored) {
      // An older release, which does not expose this one.
    }
  }

  /** The protocol has no null for a name. */
  private static void putUnlessNull(Map<String, Object> value, String name, String member) {
    if (member != null) {
      value.put(name, member);
    }
  }
}
