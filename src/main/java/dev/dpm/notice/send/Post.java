package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.notice.Notice;

/**
 * Port: one way to deliver notices, such as HTTP or mail. Each call makes one attempt to deliver a notice and returns
 * within the given time.
 */
interface Post extends AutoCloseable {

    Outcome send(Notice notice, Duration most) throws InterruptedException;

    /** Releases resources, such as connections, that this delivery reuses from one notice to the next. */
    @Override
    default void close() {
        // by default there is no resource to release: only some ways of delivery reuse a connection
    }
}
