package dev.dpm.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.process.TargetName;

/** Port: where events are written down, in order, and read again. Appending is quick and never throws. */
public interface Journal {

    /** Stamps and keeps an event. Where the disk refuses, it is kept in memory and written when it can be. */
    default Recorded append(Event event) {
        return append(event, Optional.empty());
    }

    /**
     * Likewise.
     *
     * @param incident the id of the incident that the event belongs to
     */
    Recorded append(Event event, Optional<String> incident);

    /**
     * The newest events of those that are wanted, oldest first.
     *
     * @param limit at most that many; fewer where their texts are so long that they would fill the memory
     */
    List<Written> read(Wanted wanted, int limit);

    /** What happened last, to each target and at all; from memory. */
    default Latest latest() {
        return Latest.NONE;
    }

    /**
     * What happened last.
     *
     * @param newest of all events
     * @param byTarget the newest event of each target that is no remark
     */
    record Latest(Optional<Written> newest, Map<String, Written> byTarget) {

        static final Latest NONE = new Latest(Optional.empty(), Map.of());

        public Latest {
            byTarget = Map.copyOf(byTarget);
        }
    }

    /**
     * The newest events, oldest first.
     *
     * @param target only this one's; empty: all
     * @param after only those with a higher sequence
     * @param limit at most that many
     */
    default List<Written> read(Optional<TargetName> target, long after, int limit) {
        return read(new Wanted(target, after, Long.MAX_VALUE, Optional.empty(), written -> true), limit);
    }

    /**
     * Which events to read; all of it must hold.
     *
     * @param target only this one's; empty: all
     * @param isRunners only the runner's own
     * @param after only those with a higher sequence
     * @param before only those with a lower sequence
     * @param since only those not earlier; where many in a row are, those before them are not looked at
     * @param also only those
     */
    record Wanted(Optional<TargetName> target, boolean isRunners, long after, long before, Optional<Instant> since,
            Predicate<Written> also) {

        /** Of one target, or of all and the runner. */
        public Wanted(Optional<TargetName> target, long after, long before, Optional<Instant> since,
                Predicate<Written> also) {
            this(target, false, after, before, since, also);
        }

        /** Whether an event is one of them. */
        public boolean takes(Written written) {
            return holds(written.sequence()) && isOf(written) && since.filter(written.time()::isBefore).isEmpty()
                    && also.test(written);
        }

        /** Whether one of them can have that sequence. */
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
     * An event as it stands in the journal, perhaps written by another version.
     *
     * @param type the word for its kind; see {@link #kind}
     * @param json its whole line, one JSON object
     */
    record Written(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
            Severity severity, String message, Map<String, Object> details, String json) {

        /** Empty where only another version knows such events. */
        public Optional<EventType> kind() {
            return EventType.of(type);
        }
    }
}
