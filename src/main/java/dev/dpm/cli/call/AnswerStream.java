package dev.dpm.cli.call;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The stream for a command's answer; the stream stores the reason of a failed write. A {@link PrintStream} stores only
 * that a write failed: the command could not distinguish a full disk from a reader, such as head(1), that has closed
 * the pipe.
 */
public final class AnswerStream extends PrintStream {

    /**
     * The text of the exception for EPIPE (write(2)): the reader, such as {@code head}, has closed its end of the pipe.
     */
    private static final String READER_GONE = "Broken pipe";

    private final Watched watched;

    public AnswerStream(OutputStream to) {
        this(new Watched(to));
    }

    private AnswerStream(Watched watched) {
        super(watched, true, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /**
     * Why a part of the command's answer could not be written; empty if all was written, or if the reader closed the
     * pipe.
     */
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
