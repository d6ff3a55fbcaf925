package dev.dpm.cli.call;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stream for a command's output. After a failed write, it tells a full disk from a pipe that the reader, such as head(1),
 * has closed.
 */
public final class AnswerStream extends PrintStream {

    /** The message of EPIPE (write(2)): the reader has closed the pipe. */
    private static final String READER_GONE = "Broken pipe";

    private final Watched watched;

    public AnswerStream(OutputStream to) {
        this(new Watched(to));
    }

    private AnswerStream(Watched watched) {
        super(watched, true, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /** Why the output could not be written. Empty: it was written, or its reader has closed the pipe. */
    public Optional<String> loss() {
        flush();
        return Optional.ofNullable(watched.first).filter(why -> !why.contains(READER_GONE));
    }

    private static final class Watched extends FilterOutputStream {

        private String first;

        Watched(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[]{(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                first = first == null ? String.valueOf(e.getMessage()) : first;
                throw e;
            }
        }
    }
}
