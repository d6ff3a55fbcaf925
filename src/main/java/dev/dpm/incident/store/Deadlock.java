package dev.dpm.incident.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.event.OneLine;

/** Finds a deadlock in a thread dump of HotSpot, which reports it as {@code Found one Java-level deadlock}. */
final class Deadlock {

    private static final Pattern FOUND = Pattern
            .compile("(?s)Found (?:one|\\d+) Java-level deadlocks?:(.*?)\\RJava stack information");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"(.+)\":$");
    private static final int MOST_THREADS = 5;
    private static final int LONGEST_NAME = 60;

    private Deadlock() {
    }

    /** The names of the threads in the first deadlock; empty: there is no deadlock. */
    static List<String> threads(byte[] dump) {
        Matcher found = FOUND.matcher(new String(dump, StandardCharsets.UTF_8));
        return found.find()
                ? THREAD.matcher(found.group(1)).results().limit(MOST_THREADS)
                        .map(thread -> OneLine.of(thread.group(1), LONGEST_NAME)).toList()
                : List.of();
    }

    /** A clause that names the threads of a deadlock; empty: there is no deadlock. */
    static Optional<String> words(byte[] dump) {
        List<String> threads = threads(dump);
        return threads.isEmpty()
                ? Optional.empty()
                : Optional.of("; threads of its JVM wait for each other (deadlock): " + String.join(", ", threads));
    }
}
