package dev.dpm.pattern;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selects from the incidents of a target those that are independent of each other if chance alone causes them. Each
 * list of incidents is sorted, oldest first.
 */
final class Histories {

    /** Two times count as the same if they differ by less than this number of seconds. */
    static final long SAME_MOMENT = 60;
    /** The longest time between two incidents of one series, such as a crash loop. */
    static final Duration QUIET = Duration.ofMinutes(30);

    private Histories() {
    }

    /**
     * The first incident of each series of incidents. A series ends when no incident follows for longer than {@link
     * #QUIET}.
     */
    static List<Trace> beginnings(List<Trace> history) {
        List<Trace> first = new ArrayList<>();
        Instant last = Instant.MIN;
        for (Trace one : history) {
            if (one.isTimely()) {
                if (last.equals(Instant.MIN) || Duration.between(last, one.at()).compareTo(QUIET) > 0) {
                    first.add(one);
                }
                last = one.at();
            }
        }
        return first;
    }

    static List<Trace> lives(List<Trace> history) {
        List<Trace> first = new ArrayList<>();
        for (Trace one : history) {
            if (first.isEmpty() || !first.get(first.size() - 1).isSameLife(one)) {
                first.add(one);
            }
        }
        return first;
    }

    /** The newest part of a history from which no incident was deleted. */
    static List<Trace> whole(List<Trace> history) {
        for (int i = history.size() - 1; i > 0; i--) {
            if (!history.get(i).previous().equals(Optional.of(history.get(i - 1).id()))) {
                return history.subList(i, history.size());
            }
        }
        return history;
    }

    static List<String> ids(List<Trace> history) {
        return history.stream().map(Trace::id).toList();
    }
}
