package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.notice.Notice;

/** A way to deliver notices. Each call makes one attempt within the given time. */
interface Post extends AutoCloseable {

    Outcome send(Notice notice, Duration most) throws InterruptedException;

    @Override
    default void close() {
        // does nothing by default, since most ways have no resources to release
    }
}
