package dev.dpm.cli.call;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import dev.dpm.daemon.LineTime;

/**
 * Writes each output line as a JSON object: {@code target}, {@code time} (UTC, or null), {@code line}, and {@code fields} (the
 * line itself if it is a JSON object, or null).
 */
public final class JsonLines extends OutputStream {

    /** The number of bytes after which the rest of a longer line becomes another object. */
    private static final int LONGEST = 64 * 1024;

    private final String target;
    private final PrintStream out;
    private final LineTime times;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * Makes the stream of one target.
     *
     * @param out the stream shared by all targets
     * @param times reads the time of a line
     */
    public JsonLines(String target, PrintStream out, LineTime times) {
        this.target = target;
        this.out = out;
        this.times = times;
    }

    @Override
    public void write(int b) {
        if (b == '\n') {
            show();
            return;
        }
        line.write(b);
        if (line.size() >= LONGEST) {
            show();
        }
    }

    private void show() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        String object = "{\"target\": " + JsonText.of(target) + ", \"time\": "
                + times.of(text).map(at -> JsonText.of(at.toString())).orElse("null") + ", \"line\": "
                + JsonText.of(text) + ", \"fields\": " + (JsonObjectLine.isOne(text) ? text.strip() : "null") + "}\n";
        synchronized (out) {
            out.print(object);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Closes this stream. A last line without a line end counts as a line. */
    @Override
    public void close() {
        if (line.size() > 0) {
            show();
        }
        out.flush();
    }
}
