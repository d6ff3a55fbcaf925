package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the AdmissionReviews that the operator answered. Thread-safe. */
public final class RequestCounts {

    private final Map<Key, LongAdder> answered = new ConcurrentHashMap<>();

    /**
     * What the counted requests have in common: requests with the same path and the same status are counted together.
     *
     * @param path the path of the request, such as {@code /inject}
     * @param status the HTTP status of the answer; 400 if the request was no AdmissionReview
     */
    public record Key(String path, int status) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return path.equals(other.path) ? Integer.compare(status, other.status) : path.compareTo(other.path);
        }
    }

    public Answer counted(String path, Answer answer) {
        answered.computeIfAbsent(new Key(path, answer.status()), key -> new LongAdder()).increment();
        return answer;
    }

    public Map<Key, Long> seen() {
        Map<Key, Long> seen = new TreeMap<>();
        answered.forEach((key, count) -> seen.put(key, count.sum()));
        return seen;
    }
}
