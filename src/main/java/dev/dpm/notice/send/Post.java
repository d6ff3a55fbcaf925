package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.notice.Notice;

/** Port: one way of telling somebody something. Tries once, and comes back within the time it is given. */
interface Post extends AutoCloseable {

    Outcome send(Notice notice, Duration most) throws InterruptedException;

    /** Lets go of what it holds between two notices. */
    @Override
    default void close() {
        // most hold nothing
    }
}
