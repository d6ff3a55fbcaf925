package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Follows a target's output as it grows, across rotations, from the end that it had when the follower was made. Each
 * line is passed on byte for byte. For use by one thread.
 */
public final class OutputFollower {

    /**
     * The largest number of bytes kept of a line that does not end; a longer line is handed on in pieces of this size.
     */
    static final int LONGEST_PIECE = 16 * 1024;

    private static final int BLOCK = 64 * 1024;

    /** Takes one line, or a piece of a line that is too long. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the bytes of a line or piece.
         *
         * @param ends false where the line goes on in the next piece
         */
        void take(byte[] bytes, int from, int to, boolean ends) throws IOException;
    }

    private final Path live;
    private final OutputBytes bytes;
    private long place;
    private String file;
    /**
     * The identity (device and inode) of the file that was read last. When somebody moves the live file away, the name
     * may lead to another file until the runner notices the move.
     */
    private String left = "";
    private long leftAt;
    private byte[] rest = new byte[0];

    /**
     * Begins at the end of the output.
     *
     * @param live the file that the target writes to; need not exist
     */
    public OutputFollower(Path live) throws IOException {
        this.live = live;
        this.file = LiveFile.identity(live);
        this.bytes = new OutputBytes(live);
        this.place = bytes.span().newest();
    }

    /** Passes on the lines that have ended since the last call. */
    public void read(Sink sink) throws IOException {
        turnTo(LiveFile.identity(live));
        boolean isAtEnd = false;
        while (!isAtEnd) {
            OutputBytes.Chunk chunk = bytes.from(place, BLOCK);
            // an empty chunk at a later place means that the bytes before it were deleted by age
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

    /** Reads the rest of the output, and also passes on an unfinished line. */
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
