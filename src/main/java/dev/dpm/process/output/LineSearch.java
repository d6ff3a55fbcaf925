package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.dpm.process.Expression;

/** Searches the lines that a target adds to its output file for a match. Only one thread may use an instance. */
public final class LineSearch {

    /** The largest number of bytes that one search of the output reads. The next search continues after them. */
    private static final int MOST_BYTES = 256 * 1024;
    /** The largest number of bytes of output that are searched as one line. A longer line is searched in pieces. */
    private static final int LONGEST_LINE = 8192;

    private final Path live;
    private final Expression wanted;
    private long at;

    /**
     * Makes a search of a target's output.
     *
     * @param from the position in bytes at which the search begins; an earlier run of the target wrote the bytes before
     */
    public LineSearch(Path live, long from, Expression wanted) {
        this.live = live;
        this.at = from;
        this.wanted = wanted;
    }

    /**
     * Searches the lines of the output that no earlier call searched, and returns whether one of them matches. A line
     * is searched when it is complete, or longer than 8192 bytes.
     */
    public boolean isFound() throws IOException {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            if (channel.size() < at) {
                // the output file is now shorter than before, because a rotation removed its head
                at = 0;
            }
            ByteBuffer read = ByteBuffer.allocate((int) Math.min(MOST_BYTES, channel.size() - at));
            while (read.hasRemaining() && channel.read(read, at + read.position()) > 0) {
                continue;
            }
            return isFound(read.array(), read.position());
        }
    }

    private boolean isFound(byte[] bytes, int length) {
        int begin = 0;
        for (int end = 0; end < length; end++) {
            if (bytes[end] == '\n' || end - begin == LONGEST_LINE) {
                String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
                begin = bytes[end] == '\n' ? end + 1 : end;
                if (wanted.isFoundIn(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)) {
                    at += begin;
                    return true;
                }
            }
        }
        at += begin;
        return false;
    }
}
