package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.notice.Notice;

/**
 * Port: one way to deliver notices, such as HTTP or mail. Each call makes one attempt and returns within the given
 * time.
 */
interface Post extends AutoCloseable {

    Outcome send(Notice notice, Duration most) throws InterruptedException;

    /** Releases resources, such as connections, that are reused from one notice to the next. */
    @Override
    default void close() {
        // most implementations have no resources
    }
}
