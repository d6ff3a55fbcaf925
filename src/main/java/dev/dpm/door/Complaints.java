package dev.dpm.door;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * What outsiders can cause, in the log: for each kind one line at once and, a minute later, one with how many more there
 * were. However much is sent, the log grows by two lines a minute and kind, and keeps what it is for.
 */
public final class Complaints {

    /** Between the first case of a kind and the count of the others. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final class Count {
        private long others;
        private String lastFrom = "";
    }

    private final Consumer<String> log;
    private final BiConsumer<Runnable, Duration> later;
    private final Map<String, Count> open = new HashMap<>();

    /** As warnings of one logger; a thread for the minute's end lives while there is one to wait for. */
    public static Complaints inLog(Logger log) {
        return new Complaints(log::warn,
                (work, pause) -> GlobalEventExecutor.INSTANCE.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param later does something after a time, on whatever thread */
    Complaints(Consumer<String> log, BiConsumer<Runnable, Duration> later) {
        this.log = log;
        this.later = later;
    }

    /**
     * @param kind what was done, of a fixed number of kinds
     * @param from the address of who did it
     */
    public synchronized void about(String kind, String from) {
        Count count = open.get(kind);
        if (count == null) {
            open.put(kind, new Count());
            log.accept(kind + " from=" + from);
            later.accept(() -> close(kind), WINDOW);
        } else {
            count.others++;
            count.lastFrom = from;
        }
    }

    private synchronized void close(String kind) {
        Count count = open.remove(kind);
        if (count != null && count.others > 0) {
            log.accept(kind + " more=" + count.others + " seconds=" + WINDOW.toSeconds() + " last_from="
                    + count.lastFrom);
        }
    }
}
