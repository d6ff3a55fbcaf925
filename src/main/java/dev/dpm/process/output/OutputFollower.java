package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads new lines of a target's output, across rotations, from the end of the output at the time of construction. Lines
 * are passed to the caller byte for byte. Only one thread may use an instance.
 */
public final class OutputFollower {

    /**
     * The largest number of bytes of an unfinished line that are buffered. A longer line is passed on in pieces of this
     * size.
     */
    static final int LONGEST_PIECE = 16 * 1024;

    private static final int BLOCK = 64 * 1024;

    /** Receives one line of the output, or a piece of a line that is too long. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Receives the bytes of a line or of a piece: those from {@code from} to before {@code to}.
         *
         * @param ends false if the line continues in the next piece
         */
        void take(byte[] bytes, int from, int to, boolean ends) throws IOException;
    }

    private final Path live;
    private final OutputBytes bytes;
    private long place;
    private String file;
    /**
     * The identity (device and inode) of the output file that was read last. After somebody has moved the current
     * output file, its name may lead to another file until the runner notices the move.
     */
    private String left = "";
    private long leftAt;
    private byte[] rest = new byte[0];

    /**
     * Starts to follow a target's output at its present end.
     *
     * @param live the file that the target writes to; the file need not exist
     */
    public OutputFollower(Path live) throws IOException {
        this.live = live;
        this.file = LiveFile.identity(live);
        this.bytes = new OutputBytes(live);
        this.place = bytes.span().newest();
    }

    /** Passes on the lines of the output that were completed since the last call. */
    public void read(Sink sink) throws IOException {
        turnTo(LiveFile.identity(live));
        boolean isAtEnd = false;
        while (!isAtEnd) {
            OutputBytes.Chunk chunk = bytes.from(place, BLOCK);
            // an empty chunk at a later position means that old rotated files with the bytes in between were deleted
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

    /** Passes on the rest of the target's output, including an unfinished line. */
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
