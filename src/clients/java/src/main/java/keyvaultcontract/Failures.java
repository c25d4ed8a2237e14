package keyvaultcontract;

import com.azure.core.exception.DecodeException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import reactor.core.Exceptions;

/** What the client throws, under the categories and names of the protocol. */
final class Failures {
  private static final String CHALLENGE_POLICY = "KeyVaultCredentialPolicy";
  private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-request-id");

  private Failures() {}

  /**
   * The normalised error of a call; null for an error that the client has no part in.
   *
   * @param refused whether the client threw it while it was built
   * @param timed whether the caller had set a time limit: without one, a timeout is the transport's
   *     matter
   */
  static Map<String, Object> describe(Throwable thrown, boolean refused, boolean timed) {
    Throwable error = Exceptions.unwrap(thrown);
    // The frames of both count: what was wrapped may have been made anywhere.
    String category = category(error, chain(thrown), refused, timed);
    if (category == null) {
      return null;
    }
    if (category.equals("internal")) {
      printPlace(error);
    }
    Map<String, Object> described = new HashMap<>();
    described.put("category", category);
    described.put("type", error.getClass().getSimpleName());
    described.put("message", String.valueOf(error.getMessage()));
    if (error instanceof HttpResponseException) {
      putAnswer(described, (HttpResponseException) error);
    }
    return described;
  }

  /** Where an error comes from, to stderr. Its text stays out: it may hold a secret. */
  static void printPlace(Throwable error) {
    StringBuilder place = new StringBuilder(error.getClass().getName());
    for (StackTraceElement frame : error.getStackTrace()) {
      place.append("\n    at ").append(frame);
    }
    System.err.println(place);
  }

  private static String category(
      Throwable error, List<Throwable> chain, boolean refused, boolean timed) {
    if (error instanceof CannotExpress) {
      return "usage";
    }
    if (anyFrame(chain, name -> name.matches("com\\.(azure\\.identity|microsoft\\.aad)\\..*"))) {
      return "authentication";
    }
    if (error instanceof HttpResponseException) {
      return categoryOfAnswer((HttpResponseException) error, chain);
    }
    // An asynchronous call can fail with frames of Reactor alone.
    if (!anyFrame(chain, name -> name.matches("(com\\.azure|reactor|io\\.netty)\\..*"))) {
      return null;
    }
    if (chain.stream().anyMatch(Failures::isEndOfTime)) {
      return timed ? "timeout" : "transport";
    }
    if (chain.stream().anyMatch(Failures::isOfTheLanguage)) {
      return "internal";
    }
    if (origin(error).contains(CHALLENGE_POLICY)) {
      // What it refuses before anything is sent is a URL without TLS.
      return error.getStackTrace()[0].getMethodName().startsWith("process")
          ? "usage"
          : "authentication";
    }
    if (isReading(chain) || error instanceof DateTimeException) {
      return "parse";
    }
    // What is no URL comes from the caller, and is an IOException all the same.
    if (refused || chain.stream().anyMatch(cause -> cause instanceof MalformedURLException)) {
      return "usage";
    }
    if (chain.stream().anyMatch(cause -> cause instanceof IOException)) {
      return "transport";
    }
    return isRefusal(error) ? "usage" : "internal";
  }

  private static String categoryOfAnswer(HttpResponseException error, List<Throwable> chain) {
    if (error instanceof DecodeException) {
      return "parse";
    }
    if (error.getResponse() != null) {
      return "service";
    }
    return isReading(chain) ? "parse" : "transport";
  }

  /** The client's own limit, or the interrupt that ends a call. */
  private static boolean isEndOfTime(Throwable error) {
    return error instanceof TimeoutException || error instanceof InterruptedException;
  }

  /**
   * Exceptions that Java throws by itself, unless the client says in its own words what is null.
   */
  private static boolean isOfTheLanguage(Throwable error) {
    if (error instanceof NullPointerException) {
      return !isRefusal(error);
    }
    return error instanceof ClassCastException
        || error instanceof IndexOutOfBoundsException
        || error instanceof Error;
  }

  private static boolean isRefusal(Throwable error) {
    return error instanceof IllegalArgumentException
        || error instanceof IllegalStateException
        || String.valueOf(error.getMessage()).matches("(?s)'.*' cannot be null.*");
  }

  private static boolean isReading(List<Throwable> chain) {
    return anyFrame(chain, name -> name.startsWith("com.azure.json."));
  }

  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = error;
        cause != null && !chain.contains(cause);
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  private static boolean anyFrame(List<Throwable> chain, Predicate<String> isWanted) {
    return chain.stream()
        .flatMap(error -> Arrays.stream(error.getStackTrace()))
        .anyMatch(frame -> isWanted.test(frame.getClassName()));
  }

  private static String origin(Throwable error) {
    StackTraceElement[] frames = error.getStackTrace();
    return frames.length == 0 ? "" : frames[0].getClassName();
  }

  /** Status, codes and request id of the answer, as far as the exception exposes them. */
  private static void putAnswer(Map<String, Object> described, HttpResponseException error) {
    HttpResponse response = error.getResponse();
    if (response != null) {
      described.put("status", response.getStatusCode());
      putText(described, "requestId", response.getHeaderValue(REQUEST_ID));
    }
    Map<?, ?> body = object(object(error.getValue()).get("error"));
    putText(described, "code", body.get("code"));
    putText(described, "innerCode", object(body.get("innererror")).get("code"));
    putText(described, "message", body.get("message"));
  }

  private static Map<?, ?> object(Object value) {
    return value instanceof Map ? (Map<?, ?>) value : Map.of();
  }

  private static void putText(Map<String, Object> described, String name, Object value) {
    if (value instanceof String && !((String) value).isEmpty()) {
      described.put(name, value);
    }
  }
}
