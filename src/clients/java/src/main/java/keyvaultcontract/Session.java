package keyvaultcontract;

import com.azure.core.util.CoreUtils;
import com.azure.core.util.polling.PollResponse;
import com.azure.core.util.polling.SyncPoller;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.SecretServiceVersion;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** The clients and pollers that the harness has asked for. Calls come from many threads at once. */
final class Session {
  private static final String PACKAGE = "azure-security-keyvault-secrets";

  /**
   * Missing: {@code list.pageSize} (the client ignores the preferred size) and {@code
   * poller.resume} (a poller's state cannot be had).
   */
  private static final List<String> CAPABILITIES =
      List.of(
          "setSecret",
          "getSecret",
          "updateSecret",
          "deleteSecret",
          "recoverDeletedSecret",
          "lifecycle.waits",
          "poller",
          "getDeletedSecret",
          "purgeDeletedSecret",
          "listSecrets",
          "listSecretVersions",
          "listDeletedSecrets",
          "list.byPage",
          "list.continuation",
          "backupSecret",
          "restoreSecretBackup",
          "parseIdentifier",
          "parseIdentifier.vaultUrl",
          "client.apiVersion",
          "client.verifyChallengeResource",
          "client.retry",
          "client.logging",
          "call.timeout",
          "credential.test",
          "credential.clientSecret",
          "credential.managedIdentity");

  private final boolean async;
  private final Map<String, HeldClient> clients = new ConcurrentHashMap<>();
  private final AtomicInteger pollerNumbers = new AtomicInteger();

  Session(boolean async) {
    this.async = async;
  }

  /** A client, or the error with which it refused its options, for its calls to report. */
  private static final class HeldClient {
    private Client client;
    private RuntimeException refusal;
    private final Map<String, SyncPoller<? extends KeyVaultSecret, Void>> pollers =
        new ConcurrentHashMap<>();
  }

  /** The result of a request. Throws {@link UsageFault} for what should not have been asked. */
  Map<String, Object> handle(String method, Json params) throws NoSuchMethodException {
    switch (method) {
      case "initialize":
        return initialize();
      case "createClient":
        clients.put(params.text("client"), create(params));
        return Map.of();
      case "closeClient":
        if (clients.remove(params.text("client")) == null) {
          throw noClient(params);
        }
        return Map.of();
      case "call":
        return call(params);
      default:
        throw new NoSuchMethodException(method);
    }
  }

  private Map<String, Object> initialize() {
    return Map.of(
        "protocolVersion",
        1,
        "client",
        Map.of(
            "name",
            PACKAGE,
            "version",
            version(),
            "language",
            async ? "java-async" : "java",
            "runtime",
            "java " + Runtime.version(),
            "defaultApiVersion",
            SecretServiceVersion.getLatest().getVersion()),
        "capabilities",
        capabilities());
  }

  /** As the client tells it in its User-Agent; older releases keep it in another file. */
  private static String version() {
    return Stream.of(PACKAGE, "azure-key-vault-secrets")
        .map(name -> CoreUtils.getProperties(name + ".properties").get("version"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("unknown");
  }

  private List<String> capabilities() {
    List<String> capabilities = new ArrayList<>(CAPABILITIES);
    try {
      SecretClient.class.getMethod("getSecret", String.class, String.class, String.class);
      capabilities.add("getSecret.outContentType");
    } catch (NoSuchMethodException ignored) {
      // An older release: it came with 4.11.0.
    }
    return capabilities;
  }

  private HeldClient create(Json params) {
    HeldClient held = new HeldClient();
    try {
      SecretClientBuilder builder = Options.builder(params);
      held.client =
          async
              ? new AsyncClient(builder.buildAsyncClient())
              : new SyncClient(builder.buildClient());
    } catch (RuntimeException refusal) {
      held.refusal = refusal;
    }
    return held;
  }

  /** An error of the client is an outcome, any other goes up. */
  private Map<String, Object> call(Json params) {
    HeldClient held = clients.get(params.text("client"));
    if (held == null) {
      throw noClient(params);
    }
    try {
      return Map.of("outcome", "value", "value", value(held, params));
    } catch (UsageFault fault) {
      throw fault;
    } catch (RuntimeException | LinkageError | StackOverflowError error) {
      boolean refused = error == held.refusal;
      Map<String, Object> described = Failures.describe(error, refused, params.has("timeoutMs"));
      if (described == null) {
        throw error;
      }
      return Map.of("outcome", "error", "error", described);
    }
  }

  private Map<String, Object> value(HeldClient held, Json params) {
    if (held.refusal != null) {
      throw held.refusal;
    }
    Duration limit = params.has("timeoutMs") ? Duration.ofMillis(params.number("timeoutMs")) : null;
    TimeLimit end = new TimeLimit(limit);
    try {
      return value(held, params, limit);
    } finally {
      end.close();
    }
  }

  private Map<String, Object> value(HeldClient held, Json params, Duration limit) {
    Json arguments = params.object("arguments");
    Client client = held.client;
    String call = params.text("call");
    switch (call) {
      case "beginDeleteSecret":
        return begin(held, arguments, client::beginDeleteSecret);
      case "beginRecoverDeletedSecret":
        return begin(held, arguments, client::beginRecoverDeletedSecret);
      case "pollerPoll":
        return poll(held, arguments, SyncPoller::poll);
      case "pollerWait":
        return poll(held, arguments, poller -> Calls.waitFor(poller, limit));
      default:
        if (arguments.has("pageSize")) {
          throw undeclared("pageSize", "list.pageSize");
        }
        Map<String, Object> value = Calls.run(call, client, arguments, limit);
        if (value == null) {
          throw undeclared(call, call);
        }
        return value;
    }
  }

  private Map<String, Object> begin(
      HeldClient held,
      Json arguments,
      Function<String, SyncPoller<? extends KeyVaultSecret, Void>> begin) {
    if (arguments.has("resumeFrom")) {
      throw undeclared("resumeFrom", "poller.resume");
    }
    SyncPoller<? extends KeyVaultSecret, Void> poller = begin.apply(arguments.text("name"));
    Calls.setInterval(poller, arguments);
    String handle = "poller-" + pollerNumbers.incrementAndGet();
    held.pollers.put(handle, poller);
    // The client's poller says how far it is only in answer to a poll.
    return Map.of("poller", handle, "done", false);
  }

  private static Map<String, Object> poll(HeldClient held, Json arguments, Step step) {
    String handle = arguments.text("poller");
    SyncPoller<? extends KeyVaultSecret, Void> poller = held.pollers.get(handle);
    if (poller == null) {
      throw new UsageFault("No poller " + handle + " was begun.");
    }
    PollResponse<? extends KeyVaultSecret> response = step.apply(poller);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("poller", handle);
    result.put("done", response.getStatus().isComplete());
    result.put("secret", Values.secret(response.getValue()));
    return result;
  }

  private interface Step {
    PollResponse<? extends KeyVaultSecret> apply(SyncPoller<? extends KeyVaultSecret, Void> poller);
  }

  private static UsageFault noClient(Json params) {
    return new UsageFault("No client " + params.text("client") + " was created.");
  }

  private static UsageFault undeclared(String what, String capability) {
    return new UsageFault(
        what + " needs " + capability + ", a capability that this driver does not declare.");
  }
}
