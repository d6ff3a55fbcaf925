package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.EventType;
import dev.dpm.event.EventWords;
import dev.dpm.event.Severity;

/**
 * A run of a target, from its launch to its end.
 * @param seconds the length of the run
 * @param exitCode empty: a signal ended the run, or the exit code is unknown
 * @param exitSignal the signal that ended the run, such as TERM
 * @param asked whether the runner ended the run
 * @param failed whether the run ended without success, and not by the runner
 * @param lastLine the last line of output, shortened, with secrets masked
 * @param how what is known about the end besides its status: who killed the process, or that memory was short
 */
public record RunView(Instant startedAt, double seconds, Optional<Integer> exitCode, Optional<String> exitSignal,
        boolean asked, boolean failed, Optional<String> lastLine, Optional<String> how) {

    /** The largest number of a target's runs that are shown. */
    public static final int MOST = 10;

    static EventQuery query(String target) {
        return new EventQuery(Optional.of(target), 0, Long.MAX_VALUE, Optional.empty(), Optional.empty(),
                Optional.of(EventType.TARGET_EXITED.word()), Optional.empty(), MOST);
    }

    /**
     * The runs of a target, newest first.
     * @param ends the events that record the ends of these runs, oldest first
     */
    static List<RunView> newestFirst(List<EventView> ends) {
        List<RunView> runs = new ArrayList<>();
        ends.forEach(end -> runs.add(0, of(end)));
        return List.copyOf(runs);
    }

    private static RunView of(EventView end) {
        double seconds = detail(end, "uptime_seconds", Number.class).map(Number::doubleValue).orElse(0.0);
        return new RunView(end.time().minusMillis((long) (seconds * 1000)), seconds,
                detail(end, "exit_code", Number.class).map(Number::intValue),
                detail(end, "exit_signal", String.class), detail(end, "asked", Boolean.class).orElse(false),
                end.severity() != Severity.INFO, detail(end, "last_line", String.class),
                detail(end, "evidence", String.class));
    }

    private static <T> Optional<T> detail(EventView event, String key, Class<T> type) {
        return Optional.ofNullable(event.details().get(key)).filter(type::isInstance).map(type::cast);
    }

    /** How the run ended and how long it took: {@code exit code 4 after 2 min 3 s}. */
    public String words() {
        String status = exitCode.map(code -> "exit code " + code).or(() -> exitSignal.map(name -> "signal " + name))
                .orElse("an unknown end");
        return status + how.map(words -> " (" + words + ")").orElse(asked ? ", as asked," : "") + " after "
                + EventWords.duration(Duration.ofMillis((long) (seconds * 1000)));
    }
}
