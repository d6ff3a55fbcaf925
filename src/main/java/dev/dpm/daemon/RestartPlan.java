package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.process.KeyLines;

/**
 * The plan to restart a daemon that died, in {@code state/comeback.properties}.
 *
 * @param cause why the daemon died
 * @param pid the pid of the daemon that died
 * @param diedAt when the death was noticed
 * @param due when the next daemon may start
 * @param pending false: the restart was carried out or cancelled
 * @param deaths the deaths of the last hour, oldest first
 */
public record RestartPlan(Cause cause, long pid, Instant diedAt, Instant due, boolean pending, List<Instant> deaths) {

    /**
     * The causes of a daemon's death after which the daemon is restarted. SIGKILL is no such cause, since somebody wanted
     * the end.
     */
    public enum Cause {
        MEMORY("a lack of memory"), CRASH("a crash of its JVM"),
        /** The restarted daemon died before clients could reach it. */
        START("a failed start");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** The number of deaths of daemons within an hour after which no restart follows. */
    public static final int MOST = 10;

    private static final int SCHEMA = 1;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public RestartPlan {
        deaths = List.copyOf(deaths);
    }

    /**
     * Makes the plan after the death of a daemon. The delay is 1 s after the first death within an hour, then 2, 4, 8 s …
     * up to 10 minutes.
     *
     * @param last the preceding plan; empty: none
     * @param now when the death was noticed
     */
    public static RestartPlan after(Optional<RestartPlan> last, Cause cause, long pid, Instant now) {
        List<Instant> deaths = Stream.concat(last.stream().flatMap(before -> before.deaths().stream()), Stream.of(now))
                .filter(at -> at.isAfter(now.minus(HOUR)) && !at.isAfter(now)).toList();
        Duration wait = FIRST.multipliedBy(1L << Math.min(deaths.size() - 1, MOST));
        return new RestartPlan(cause, pid, now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait),
                deaths.size() < MOST, deaths);
    }

    public RestartPlan settled() {
        return new RestartPlan(cause, pid, diedAt, due, false, deaths);
    }

    /** The newest plan in a home folder; empty: there is none, or it cannot be read. */
    public static Optional<RestartPlan> read(RuntimeDirectory home) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(home.comeback(), StandardCharsets.UTF_8)));
            Schema.check(home.comeback(), properties, SCHEMA);
            return Optional.of(new RestartPlan(Cause.valueOf(properties.getProperty("cause", "")),
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("died_at", "")),
                    Instant.parse(properties.getProperty("due", "")),
                    Boolean.parseBoolean(properties.getProperty("pending")), moments(properties)));
        } catch (IOException | HomeFault | IllegalArgumentException | DateTimeException e) {
            // without a readable plan, earlier deaths do not increase the delay
            return Optional.empty();
        }
    }

    private static List<Instant> moments(Properties properties) {
        String text = properties.getProperty("deaths", "").strip();
        return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ", -1)).map(Instant::parse).toList();
    }

    public static Optional<RestartPlan> pending(RuntimeDirectory home) {
        return read(home).filter(RestartPlan::pending);
    }

    /**
     * Cancels the planned restart, for the command {@code stop} while no daemon runs.
     *
     * @return whether a restart was planned; the daemon of that restart may already run, and must then be stopped
     */
    public static boolean callOff(RuntimeDirectory home) throws HomeFault {
        Optional<RestartPlan> pending = pending(home);
        if (pending.isPresent()) {
            pending.get().settled().write(home);
        }
        return pending.isPresent();
    }

    /**
     * Whether a {@code stop} has cancelled the restart by which this daemon was started. The caller must hold the home folder's
     * lock, so that a later {@code stop} finds this daemon by the lock.
     *
     * @param environment the daemon's environment
     */
    public static boolean isCalledOff(RuntimeDirectory home, Map<String, String> environment) {
        return environment.containsKey(RestartShell.COMES_BACK) && pending(home).isEmpty();
    }

    public void write(RuntimeDirectory home) throws HomeFault {
        Map<String, String> keys = new TreeMap<>();
        keys.put("schema", Integer.toString(SCHEMA));
        keys.put("cause", cause.name());
        keys.put("pid", Long.toString(pid));
        keys.put("died_at", diedAt.toString());
        keys.put("due", due.toString());
        keys.put("pending", Boolean.toString(pending));
        keys.put("deaths", deaths.stream().map(Instant::toString).collect(Collectors.joining(" ")));
        try {
            HomeFile.replace(home.comeback(), KeyLines.of(keys));
        } catch (IOException e) {
            throw new HomeFault(home.comeback() + " cannot be written (" + Reason.of(e) + "): make room", e);
        }
    }
}
