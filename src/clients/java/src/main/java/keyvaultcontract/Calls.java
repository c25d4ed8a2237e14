package keyvaultcontract;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecretIdentifier;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The calls of the protocol, each by the client's own method. */
final class Calls {
  private Calls() {}

  /** The value of a call, or null where there is no such call. */
  static Map<String, Object> run(String call, Client client, Json arguments, Duration limit) {
    String name = arguments.text("name");
    switch (call) {
      case "setSecret":
        return Values.secret(client.setSecret(secretToSet(arguments)));
      case "getSecret":
        return Values.secret(getSecret(client, arguments));
      case "updateSecret":
        return Values.properties(client.updateSecretProperties(changes(client, arguments)));
      case "deleteSecret":
        return runToEnd(client.beginDeleteSecret(name), arguments, limit);
      case "recoverDeletedSecret":
        return runToEnd(client.beginRecoverDeletedSecret(name), arguments, limit);
      case "getDeletedSecret":
        return Values.secret(client.getDeletedSecret(name));
      case "purgeDeletedSecret":
        client.purgeDeletedSecret(name);
        return Map.of();
      case "listSecrets":
        return list(client.listPropertiesOfSecrets(), Values::properties, arguments);
      case "listSecretVersions":
        return list(client.listPropertiesOfSecretVersions(name), Values::properties, arguments);
      case "listDeletedSecrets":
        return list(client.listDeletedSecrets(), Values::secret, arguments);
      case "backupSecret":
        return Map.of("backup", Base64.getEncoder().encodeToString(client.backupSecret(name)));
      case "restoreSecretBackup":
        byte[] backup = Base64.getDecoder().decode(arguments.text("backup"));
        return Values.secret(client.restoreSecretBackup(backup));
      case "parseIdentifier":
        return Values.identifier(new KeyVaultSecretIdentifier(arguments.text("id")));
      default:
        return null;
    }
  }

  private static KeyVaultSecret secretToSet(Json arguments) {
    KeyVaultSecret secret = new KeyVaultSecret(arguments.text("name"), arguments.text("value"));
    settle(secret.getProperties(), arguments);
    return secret;
  }

  private static KeyVaultSecret getSecret(Client client, Json arguments) {
    String name = arguments.text("name");
    if (arguments.has("outContentType")) {
      return client.getSecret(name, arguments.text("version"), arguments.text("outContentType"));
    }
    return arguments.has("version")
        ? client.getSecret(name, arguments.text("version"))
        : client.getSecret(name);
  }

  /** Only the changes: properties that were read would all be sent back. */
  private static SecretProperties changes(Client client, Json arguments) {
    String name = arguments.text("name");
    SecretProperties properties =
        arguments.has("version")
            ? propertiesOf(client.vaultUrl(), name, arguments.text("version"))
            : new KeyVaultSecret(name, "").getProperties();
    settle(properties, arguments);
    return properties;
  }

  /** The client offers no other way to properties with a version but a request. */
  private static SecretProperties propertiesOf(String vaultUrl, String name, String version) {
    String id = String.join("/", vaultUrl, "secrets", name, version).replace("//sec", "/sec");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      bytes.write(Json.line(Map.of("id", id)));
      try (JsonReader reader = JsonProviders.createReader(bytes.toByteArray())) {
        return SecretProperties.fromJson(reader);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The caller's options; what is absent stays out. */
  private static void settle(SecretProperties properties, Json arguments) {
    if (arguments.has("contentType")) {
      properties.setContentType(arguments.text("contentType"));
    }
    if (arguments.has("tags")) {
      properties.setTags(arguments.textsByName("tags"));
    }
    if (arguments.has("enabled")) {
      properties.setEnabled(arguments.bool("enabled"));
    }
    if (arguments.has("notBefore")) {
      properties.setNotBefore(Values.toMoment(arguments.number("notBefore")));
    }
    if (arguments.has("expiresOn")) {
      properties.setExpiresOn(Values.toMoment(arguments.number("expiresOn")));
    }
  }

  private static Map<String, Object> runToEnd(
      SyncPoller<? extends KeyVaultSecret, Void> poller, Json arguments, Duration limit) {
    setInterval(poller, arguments);
    return Values.secret(waitFor(poller, limit).getValue());
  }

  static void setInterval(SyncPoller<? extends KeyVaultSecret, Void> poller, Json arguments) {
    if (arguments.has("intervalMs")) {
      // The client demands more than nothing.
      poller.setPollInterval(Duration.ofMillis(Math.max(1, arguments.number("intervalMs"))));
    }
  }

  static <T> PollResponse<T> waitFor(SyncPoller<T, Void> poller, Duration limit) {
    return limit == null ? poller.waitForCompletion() : poller.waitForCompletion(limit);
  }

  private static <T> Map<String, Object> list(
      PagedIterable<T> list, Function<T, Map<String, Object>> describe, Json arguments) {
    boolean byPage = Boolean.TRUE.equals(arguments.bool("byPage"));
    if (byPage || arguments.has("continuation") || arguments.has("maxPages")) {
      return pages(list, describe, arguments);
    }
    List<Object> items = new ArrayList<>();
    for (T item : list) {
      items.add(describe.apply(item));
    }
    return Map.of("items", items);
  }

  private static <T> Map<String, Object> pages(
      PagedIterable<T> list, Function<T, Map<String, Object>> describe, Json arguments) {
    Iterable<PagedResponse<T>> pages =
        arguments.has("continuation")
            ? list.iterableByPage(arguments.text("continuation"))
            : list.iterableByPage();
    List<Object> items = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    String continuation = null;
    for (PagedResponse<T> page : pages) {
      int before = items.size();
      for (T item : page.getElements()) {
        items.add(describe.apply(item));
      }
      counts.add(items.size() - before);
      continuation = page.getContinuationToken();
      if (counts.size() == arguments.number("maxPages")) {
        break;
      }
    }
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("items", items);
    value.put("pages", counts);
    value.put("continuation", continuation);
    return value;
  }
}
