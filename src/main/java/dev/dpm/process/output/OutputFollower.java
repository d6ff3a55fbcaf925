package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the new lines of a target's output, unchanged and across rotations. For use by one thread. */
public final class OutputFollower {

    /** The length in bytes above which a line is passed on in pieces. */
    static final int LONGEST_PIECE = 16 * 1024;

    private static final int BLOCK = 64 * 1024;

    /** Receives lines, or pieces of long lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Receives the bytes of a line or of a piece.
         *
         * @param from the index of the first byte
         * @param to the index after the last byte
         * @param ends whether the line ends here; otherwise, a further piece may follow
         */
        void take(byte[] bytes, int from, int to, boolean ends) throws IOException;
    }

    private final Path live;
    private final OutputBytes bytes;
    private long place;
    private String file;
    /** Device and inode of the file that was read before {@link #file}. */
    private String left = "";
    private long leftAt;
    private byte[] rest = new byte[0];

    public OutputFollower(Path live) throws IOException {
        this.live = live;
        this.file = LiveFile.identity(live);
        this.bytes = new OutputBytes(live);
        this.place = bytes.span().newest();
    }

    /** Passes the lines that have been completed since the last call to the sink. */
    public void read(Sink sink) throws IOException {
        turnTo(LiveFile.identity(live));
        boolean isAtEnd = false;
        while (!isAtEnd) {
            OutputBytes.Chunk chunk = bytes.from(place, BLOCK);
            // an empty chunk after a gap of deleted rotated files is not the end of the output
            isAtEnd = chunk.bytes().length == 0 && chunk.at() <= place;
            place = chunk.end();
            hand(joined(rest, chunk.bytes()), sink);
        }
    }

    private void turnTo(String now) {
        if (now.equals(file)) {
            return;
        }
        long at = place;
        place = now.equals(left) ? leftAt : place;
        left = file;
        leftAt = at;
        file = now;
    }

    /** Passes the remaining lines to the sink, including an unfinished last line. */
    public void finish(Sink sink) throws IOException {
        read(sink);
        if (rest.length > 0) {
            sink.take(rest, 0, rest.length, false);
            rest = new byte[0];
        }
    }

    private void hand(byte[] block, Sink sink) throws IOException {
        int begin = 0;
        for (int at = 0; at < block.length; at++) {
            if (block[at] == '\n') {
                sink.take(block, begin, at, true);
                begin = at + 1;
            } else if (at - begin == LONGEST_PIECE) {
                sink.take(block, begin, at, false);
                begin = at;
            }
        }
        rest = Arrays.copyOfRange(block, begin, block.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
