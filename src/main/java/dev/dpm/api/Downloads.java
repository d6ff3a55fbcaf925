package dev.dpm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;

import dev.dpm.ask.Refusal;

/**
 * Lets a few downloads go on at a time. One holds a worker thread until its reader has taken the last byte, and a slow
 * reader takes hours; the other threads of the few that there are answer pages, commands and health probes.
 */
@Singleton
public class Downloads {

    /** Half of {@code quarkus.thread-pool.max-threads}. */
    static final int MOST = 2;

    private static final int AGAIN_AFTER_SECONDS = 10;

    private final Semaphore free = new Semaphore(MOST);

    /** These bytes, written while a place is free; a {@link Refusal} where none is. */
    public StreamingOutput of(StreamingOutput bytes) {
        if (free.availablePermits() == 0) {
            throw busy();
        }
        return to -> write(bytes, to);
    }

    /** The place is held no longer than the writing lasts, however that ends. */
    private void write(StreamingOutput bytes, OutputStream to) throws IOException {
        if (!free.tryAcquire()) {
            throw busy();
        }
        try {
            bytes.write(to);
        } finally {
            free.release();
        }
    }

    private static Refusal busy() {
        return Refusal.busy(MOST + " downloads are under way, which is all that this runner does at a time; try again "
                + "when one of them is done. Everything else is answered as ever.", AGAIN_AFTER_SECONDS);
    }
}
