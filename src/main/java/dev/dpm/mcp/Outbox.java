package dev.dpm.mcp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Passes the server's messages on to the assistant, one per line, and counts them. */
final class Outbox extends FilterOutputStream {

    private long messages;

    Outbox(OutputStream out) {
        super(out);
    }

    @Override
    public synchronized void write(int one) throws IOException {
        write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '\n') {
                messages++;
            }
        }
        notifyAll();
    }

    /** Waits until {@code count} messages were written, or until none was written for {@code quiet}. */
    synchronized void await(long count, Duration quiet) throws InterruptedException {
        long before = -1;
        while (messages < count && messages > before) {
            before = messages;
            wait(quiet.toMillis());
        }
    }
}
