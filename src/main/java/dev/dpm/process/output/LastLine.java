package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads from a target's output the line that says why the target failed: the last line, or the exception of a stack trace
 * ({@link FailureLine}).
 */
public final class LastLine {

    /** The largest number of bytes that are read from the end of an output file: enough for a long stack trace. */
    private static final int MOST_BYTES = 64 * 1024;
    /** The largest number of characters of a line of output. A longer line is cut to its last characters. */
    private static final int LONGEST_LINE = 4096;

    private LastLine() {
    }

    /**
     * Finds in a target's log the line that says why the target failed; empty if all lines are blank, or the log is unreadable.
     *
     * @param live the path of the log
     * @param from the size of the log at the launch of the target, in bytes; earlier output is ignored
     */
    public static Optional<String> of(Path live, long from) {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            long size = channel.size();
            // if the file is shorter than at the launch, a rotation has shortened it
            long begin = size < from ? 0 : from;
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(MOST_BYTES, size - begin));
            long start = size - end.capacity();
            while (end.hasRemaining() && channel.read(end, start + end.position()) > 0) {
                continue;
            }
            return FailureLine.of(lines(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Finds among these lines, of which the oldest comes first, the line that says why the target failed; empty if all
     * are blank.
     */
    public static Optional<String> among(List<String> lines) {
        return FailureLine.of(lines);
    }

    private static List<String> lines(String text) {
        return text.lines().map(line -> line.substring(Math.max(0, line.length() - LONGEST_LINE))).toList();
    }
}
