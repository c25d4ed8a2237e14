package keyvaultcontract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** JSON-RPC 2.0 over lines: reads requests, runs calls side by side, writes answers. */
final class Protocol {
  private static final int PARSE_ERROR = -32700;
  private static final int METHOD_NOT_FOUND = -32601;
  private static final int INVALID_PARAMS = -32602;
  private static final int INTERNAL_ERROR = -32603;
  private static final int UNUSABLE = -32010;

  /** How long calls may go on after stdin has ended: no process outlives a harness that died. */
  private static final long DRAIN_SECONDS = 5;

  private final OutputStream answers;
  private final Session session;
  // A thread for each call, so that none waits for another.
  private final ExecutorService calls = Executors.newCachedThreadPool(Protocol::daemon);

  private Protocol(OutputStream answers, Session session) {
    this.answers = answers;
    this.session = session;
  }

  /** Answers every line; returns after {@code shutdown} or at the end of the input. */
  static void serve(InputStream requests, OutputStream answers, Session session)
      throws IOException {
    Protocol protocol = new Protocol(answers, session);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null) {
      if (!line.isBlank() && protocol.take(line)) {
        return;
      }
      line = lines.readLine();
    }
    protocol.drain();
  }

  /** Whether it was the last request. */
  private boolean take(String line) throws IOException {
    Json request;
    try {
      request = Json.parse(line);
      if (!request.has("id") || !request.has("method") || !request.has("params")) {
        throw new IOException("Not a request.");
      }
    } catch (IOException unreadable) {
      // The line is not quoted: it may hold a secret.
      String problem = "The line is not a JSON-RPC request with id, method and params.";
      send(null, "error", Map.of("code", PARSE_ERROR, "message", problem));
      return false;
    }
    long id = request.number("id");
    String method = request.text("method");
    if (method.equals("shutdown")) {
      send(id, "result", Map.of());
      return true;
    }
    if (method.equals("call")) {
      calls.execute(() -> answer(id, method, request.object("params")));
    } else {
      answer(id, method, request.object("params"));
    }
    return false;
  }

  private void answer(long id, String method, Json params) {
    try {
      send(id, "result", session.handle(method, params));
    } catch (NoSuchMethodException unknown) {
      fail(id, METHOD_NOT_FOUND, "Unknown method " + method + ".");
    } catch (UsageFault fault) {
      fail(id, INVALID_PARAMS, fault.getMessage());
    } catch (LinkageError fault) {
      Failures.printPlace(fault);
      String what = "The package is not the Java client, or needs other libraries: " + fault;
      fail(id, method.equals("initialize") ? UNUSABLE : INTERNAL_ERROR, what);
    } catch (Exception fault) {
      // Only type and place: the text of an unforeseen error may hold a secret.
      String type = fault.getClass().getName();
      Failures.printPlace(fault);
      fail(id, INTERNAL_ERROR, "The driver failed with " + type + ".");
    }
  }

  private void fail(long id, int code, String message) {
    send(id, "error", Map.of("code", code, "message", message));
  }

  private void send(Long id, String member, Map<String, ?> content) {
    Map<String, Object> message = new HashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put(member, content);
    try {
      byte[] line = Json.line(message);
      synchronized (answers) {
        answers.write(line);
        answers.flush();
      }
    } catch (IOException nobodyListens) {
      Runtime.getRuntime().halt(1);
    }
  }

  private void drain() {
    calls.shutdown();
    try {
      calls.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "call");
    thread.setDaemon(true);
    return thread;
  }
}
