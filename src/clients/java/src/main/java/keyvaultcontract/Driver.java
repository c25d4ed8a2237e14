package keyvaultcontract;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The Java driver of keyvault-contract: calls azure-security-keyvault-secrets by JSON-RPC.
 *
 * <p>The messages are those of schemas/driver.json: one a line, UTF-8, requests on stdin and
 * responses on stdout. With {@code --async} the calls are those of {@code SecretAsyncClient}.
 */
public final class Driver {
  private Driver() {}

  /** Answers requests until told to stop or stdin ends. */
  public static void main(String[] arguments) throws IOException {
    OutputStream answers = new FileOutputStream(FileDescriptor.out);
    // What a library prints must not get between the answers.
    System.setOut(System.err);
    ClientLogs.off();
    boolean async = arguments.length > 0 && arguments[0].equals("--async");
    Protocol.serve(new FileInputStream(FileDescriptor.in), answers, new Session(async));
    // Calls that still run (a retry, a poll) are of no interest any more.
    Runtime.getRuntime().halt(0);
  }
}
