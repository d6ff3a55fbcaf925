package dev.dpm.operator.page;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens at the login, since each costs the API server a question: after {@value #MOST} wrong tokens
 * within half a second all further logins have to wait, whatever address they come from.
 */
final class Guesses {

    static final int MOST = 20;
    static final Duration WITHIN = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private final Deque<Long> failures = new ArrayDeque<>();

    Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the login looks at no token now, since too many wrong tokens came. */
    synchronized boolean areTooMany() {
        return failures.size() >= MOST && nanoTime.getAsLong() - failures.getFirst() < WITHIN.toNanos();
    }

    /** Records a wrong token. */
    synchronized void failed() {
        failures.addLast(nanoTime.getAsLong());
        while (failures.size() > MOST) {
            failures.removeFirst();
        }
    }
}
