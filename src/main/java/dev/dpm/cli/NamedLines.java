package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Puts a target's name in front of each of its lines, and lets lines of several targets through one at a time. */
final class NamedLines extends OutputStream {

    /** Whoever writes no line end for so long is shown all the same. */
    private static final int LONGEST = 64 * 1024;

    private final byte[] name;
    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param out shared with the others */
    NamedLines(String name, PrintStream out) {
        this.name = (name + " | ").getBytes(StandardCharsets.UTF_8);
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n' || line.size() >= LONGEST) {
            show(b != '\n');
        }
    }

    private void show(boolean isCut) throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        synchronized (out) {
            out.write(name);
            out.write(whole);
            if (isCut) {
                out.write('\n');
            }
        }
    }

    /** What has no line end yet waits for it, so that no other target's words come in between. */
    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            show(true);
        }
        out.flush();
    }
}
