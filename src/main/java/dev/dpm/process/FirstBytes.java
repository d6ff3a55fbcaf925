package dev.dpm.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the output of a process to its end, so that the process never waits for a reader, and keeps only the first
 * bytes. One thread reads; any thread may take the bytes that were read so far.
 */
public final class FirstBytes {

    private static final int BLOCK = 8192;

    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Makes a reader that keeps at most this number of bytes. */
    public FirstBytes(int most) {
        this.most = most;
    }

    /** Reads until the output ends, or until reading fails because the process was ended. */
    public void readFrom(Process process) {
        byte[] block = new byte[BLOCK];
        try (InputStream output = process.getInputStream()) {
            for (int count = output.read(block); count >= 0; count = output.read(block)) {
                keep(block, count);
            }
        } catch (IOException ended) {
            // the process was ended; the bytes that were read before stay available
            return;
        }
    }

    private synchronized void keep(byte[] block, int count) {
        kept.write(block, 0, Math.min(count, most - kept.size()));
    }

    /** The first bytes of the output, as far as they have been read. */
    public synchronized byte[] bytes() {
        return kept.toByteArray();
    }
}
