package keyvaultcontract;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What the client and the identity library log, by java.util.logging, to stderr. */
final class ClientLogs {
  /** Held on to: the log manager forgets loggers that nobody holds, with their levels. */
  private static final Logger[] LOGGERS = {
    Logger.getLogger("com.azure"), Logger.getLogger("com.microsoft")
  };

  private ClientLogs() {}

  /** Until a client asks for its log there is none. */
  static void off() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(handler);
  }

  /** All levels, for every client; the requests of a client are logged only if it was told to. */
  static void verbose() {
    for (Logger logger : LOGGERS) {
      logger.setLevel(Level.ALL);
    }
  }
}
