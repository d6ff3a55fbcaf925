package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.dpm.process.Expression;

/** Searches the new lines of a target's log for one that matches an expression. For use by one thread. */
public final class LineSearch {

    /** The largest number of bytes that one call of {@link #isFound()} reads. */
    private static final int MOST_BYTES = 256 * 1024;
    /** The length in bytes above which a line is searched in pieces. */
    private static final int LONGEST_LINE = 8192;

    private final Path live;
    private final Expression wanted;
    private long at;

    /**
     * Creates a search.
     *
     * @param live the path of the log
     * @param from the position in the log at which the search begins, in bytes
     * @param wanted the expression that a line must match
     */
    public LineSearch(Path live, long from, Expression wanted) {
        this.live = live;
        this.at = from;
        this.wanted = wanted;
    }

    /** Searches the lines that have been completed since the last call. Returns whether one of them matches. */
    public boolean isFound() throws IOException {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            if (channel.size() < at) {
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
