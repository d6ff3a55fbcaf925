package dev.dpm.history;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the lines of a file from the last to the first, with at most 128 KiB of memory. Lines longer than 64 KiB are skipped.
 */
final class BackwardLines implements AutoCloseable {

    /** The length of a line in bytes, without the newline, above which the line is skipped. */
    static final int LONGEST = 1 << 16;

    private static final int BLOCK = 1 << 16;

    private final FileChannel channel;
    private final byte[] bytes = new byte[LONGEST + BLOCK];
    private final Line line = new Line();
    /** The offset in the file of the first byte that is in memory. */
    private long place;
    private int low = bytes.length;
    private int high = bytes.length;

    BackwardLines(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.place = channel.size();
    }

    /**
     * Moves to the preceding line of the file.
     * @return false: there is none
     */
    boolean previous() throws IOException {
        boolean isTooLong = false;
        int unsearched = high;
        while (true) {
            int newline = newlineBefore(unsearched);
            if (newline >= 0) {
                boolean isWhole = take(newline + 1, newline) && !isTooLong;
                if (isWhole) {
                    return true;
                }
                isTooLong = false;
                unsearched = high;
            } else if (place == 0) {
                boolean isThere = low < high;
                return take(low, low) && isThere && !isTooLong;
            } else {
                isTooLong |= dropTooLong();
                unsearched = fill();
            }
        }
    }

    Line line() {
        return line;
    }

    /**
     * Makes the line that begins at index {@code start} the current one.
     * @param nextHigh where the preceding line ends
     * @return false: the line is too long
     */
    private boolean take(int start, int nextHigh) {
        line.from = start;
        line.to = high;
        high = nextHigh;
        return line.length() <= LONGEST;
    }

    private int newlineBefore(int end) {
        for (int at = end - 1; at >= low; at--) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private boolean dropTooLong() {
        boolean isTooLong = high - low > LONGEST;
        if (isTooLong) {
            high = low;
        }
        return isTooLong;
    }

    /**
     * Reads the preceding block of the file.
     * @return the index in memory at which the block ends
     */
    private int fill() throws IOException {
        int held = high - low;
        System.arraycopy(bytes, low, bytes, bytes.length - held, held);
        int count = (int) Math.min(BLOCK, place);
        high = bytes.length;
        low = high - held - count;
        place -= count;
        ByteBuffer block = ByteBuffer.wrap(bytes, low, count);
        long at = place;
        while (block.hasRemaining()) {
            int read = channel.read(block, at);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            at += read;
        }
        return low + count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A line of bytes as a sequence with one character for each byte, for searches of ASCII texts. */
    final class Line implements CharSequence {
        private int from;
        private int to;

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            return (char) (bytes[from + index] & 0xff);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new String(bytes, from + start, end - start, StandardCharsets.ISO_8859_1);
        }

        boolean contains(String ascii) {
            for (int at = from; at + ascii.length() <= to; at++) {
                if (stands(ascii, at)) {
                    return true;
                }
            }
            return false;
        }

        private boolean stands(String ascii, int at) {
            int same = 0;
            while (same < ascii.length() && bytes[at + same] == ascii.charAt(same)) {
                same++;
            }
            return same == ascii.length();
        }

        @Override
        public String toString() {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }
}
