package dev.dpm.cli.call;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stream for a command's answer. It stores why a write failed, which tells a full disk from a reader that has closed the
 * pipe, such as head(1).
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

    /** Why the answer could not be written; empty: it was written, or the reader has closed the pipe. */
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
