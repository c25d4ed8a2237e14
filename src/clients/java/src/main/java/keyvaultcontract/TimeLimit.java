package keyvaultcontract;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that opened it when its time is up, and not once it is closed: Java's means
 * of cancelling a blocking call.
 */
final class TimeLimit {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "time limits");
            thread.setDaemon(true);
            return thread;
          });

  private final Thread caller = Thread.currentThread();
  private final ScheduledFuture<?> end;
  private boolean closed;

  /** {@code limit}: null for none. */
  TimeLimit(Duration limit) {
    end =
        limit == null
            ? null
            : CLOCK.schedule(this::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void interrupt() {
    if (!closed) {
      caller.interrupt();
    }
  }

  synchronized void close() {
    closed = true;
    if (end != null) {
      end.cancel(false);
      Thread.interrupted();
    }
  }
}
