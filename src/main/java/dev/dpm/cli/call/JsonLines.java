package dev.dpm.cli.call;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import dev.dpm.daemon.LineTime;

/**
 * Writes each line of a target's output as a JSON object with these members: {@code target}, {@code time} (UTC, or null),
 * {@code line}, and {@code fields} (the line itself if it is a JSON object, otherwise null).
 */
public final class JsonLines extends OutputStream {

    /** The largest number of bytes of a line in one JSON object. The rest of a longer line becomes another object. */
    private static final int LONGEST = 64 * 1024;

    private final String target;
    private final PrintStream out;
    private final LineTime times;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * Creates the stream for one target.
     * @param out the stream that all targets share
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

    /** Closes this stream. An incomplete last line is treated as a complete one. */
    @Override
    public void close() {
        if (line.size() > 0) {
            show();
        }
        out.flush();
    }
}
