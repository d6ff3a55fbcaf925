package dev.dpm.listener;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * Logs misbehaviour of clients. For each kind of misbehaviour, a line is logged at once, and a minute later the number of
 * further cases. So clients cannot push older lines out of the log.
 */
public final class MisuseLog {

    /** The time between the line about the first case and the line with the number of further cases. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final class Count {
        private long others;
        private String lastFrom = "";
    }

    private final Consumer<String> log;
    private final BiConsumer<Runnable, Duration> later;
    private final Map<String, Count> open = new HashMap<>();

    public static MisuseLog inLog(Logger log) {
        return new MisuseLog(log::warn,
                (work, pause) -> GlobalEventExecutor.INSTANCE.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** @param later runs work after a given time, on any thread */
    MisuseLog(Consumer<String> log, BiConsumer<Runnable, Duration> later) {
        this.log = log;
        this.later = later;
    }

    /**
     * Logs or counts a case of misbehaviour.
     * @param kind one of a few kinds, in words
     * @param from the client's address
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
