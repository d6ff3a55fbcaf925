package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.notice.Notice;

/** Port: one way to deliver notices. Each call makes one attempt, and returns within the given time. */
interface Post extends AutoCloseable {

    Outcome send(Notice notice, Duration most) throws InterruptedException;

    /** Releases resources that are held between two notices. */
    @Override
    default void close() {
        // most implementations hold nothing to close
    }
}
