package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prefixes each line with a target's name, and writes lines of several targets one at a time. */
final class NamedLines extends OutputStream {

    /** Bytes after which an unfinished line is written all the same. */
    private static final int LONGEST = 64 * 1024;

    private final byte[] name;
    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * Makes the stream of one target.
     *
     * @param out the stream shared by all targets
     */
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

    /** Keeps an unfinished line until its end comes, so that no other target's text is put in between. */
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
