package dev.dpm.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;

import dev.dpm.command.Refusal;

/**
 * Limits the number of parallel downloads. Each download occupies a worker thread until its client has received the last byte.
 */
@Singleton
public class Downloads {

    /** The largest number of parallel downloads: half of {@code quarkus.thread-pool.max-threads}. */
    static final int MOST = 2;

    private static final int AGAIN_AFTER_SECONDS = 10;

    private final Semaphore free = new Semaphore(MOST);

    /**
     * A stream that counts as a download while it is written. If too many downloads run already, a {@link Refusal} is thrown.
     */
    public StreamingOutput of(StreamingOutput bytes) {
        if (free.availablePermits() == 0) {
            throw busy();
        }
        return to -> write(bytes, to);
    }

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
