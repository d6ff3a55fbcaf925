package dev.dpm.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/** Port: stores events in order. Appending is quick and never throws. */
public interface Journal {

    /** Stores an event with the present time. If the disk refuses, it stays in memory. */
    Recorded append(Event event);

    /**
     * Stores an event that happened at a given time, perhaps before the last one.
     *
     * @param incident empty: none
     */
    Recorded append(Event event, Optional<String> incident, WallTime at);

    /**
     * Reads the newest wanted events, oldest first.
     *
     * @param limit the largest number; fewer if they are very long
     */
    List<Written> read(Filter wanted, int limit);

    /** The newest event of each target, from memory. */
    default Latest latest() {
        return Latest.NONE;
    }

    /**
     * The newest events.
     *
     * @param newest of all
     * @param byTarget without remarks ({@link EventType#isRemark})
     */
    record Latest(Optional<Written> newest, Map<String, Written> byTarget) {

        static final Latest NONE = new Latest(Optional.empty(), Map.of());

        public Latest {
            byTarget = Map.copyOf(byTarget);
        }
    }

    /**
     * Reads the newest events, oldest first.
     *
     * @param target empty: all
     * @param after the number of an event; only events with a higher number match
     * @param limit the largest number
     */
    default List<Written> read(Optional<TargetName> target, long after, int limit) {
        return read(new Filter(target, after, Long.MAX_VALUE, Optional.empty(), written -> true), limit);
    }

    /**
     * Selects events by all of these conditions.
     *
     * @param target empty: any
     * @param isRunners only the runner's own
     * @param after the number of an event; only events with a higher number match
     * @param before the number of an event; only events with a lower number match
     * @param since at this time or later
     * @param also a further condition
     */
    record Filter(Optional<TargetName> target, boolean isRunners, long after, long before, Optional<Instant> since,
            Predicate<Written> also) {

        /** For events of one target, or all. */
        public Filter(Optional<TargetName> target, long after, long before, Optional<Instant> since,
                Predicate<Written> also) {
            this(target, false, after, before, since, also);
        }

        public boolean takes(Written written) {
            return holds(written.sequence()) && isOf(written) && since.filter(written.time()::isBefore).isEmpty()
                    && also.test(written);
        }

        public boolean holds(long sequence) {
            return sequence > after && sequence < before;
        }

        private boolean isOf(Written written) {
            return isRunners
                    ? written.target().isEmpty()
                    : target.isEmpty() || written.target().equals(target.map(TargetName::value));
        }
    }

    /**
     * An event as read, perhaps of another version.
     *
     * @param type the word, see {@link #kind}
     * @param json its line
     */
    record Written(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
            Severity severity, String message, Map<String, Object> details, String json) {

        /** The type; empty: unknown to this version. */
        public Optional<EventType> kind() {
            return EventType.of(type);
        }
    }
}
