package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the line at the end of a target's output that a person would read first. Below a stack trace, that is the line
 * with the exception's name, see {@link FailureLine}. Only the end of the file is read, since the handling of a crash
 * waits for this line.
 */
public final class LastLine {

    /** The largest number of bytes that are read from the end of an output file: enough for a long stack trace. */
    private static final int MOST_BYTES = 64 * 1024;
    /** The largest number of characters of a line of output. A longer line is cut to its last characters. */
    private static final int LONGEST_LINE = 4096;

    private LastLine() {
    }

    /**
     * The line of the output that a person would read first, unchanged. Empty: all lines are blank, or the file cannot
     * be read.
     *
     * @param from the size of the file when the target was launched, in bytes; an earlier run of the target wrote the
     *     bytes before
     */
    public static Optional<String> of(Path live, long from) {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            long size = channel.size();
            // the file is now shorter than at the launch, because a rotation removed its head
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
     * Finds the line that a person would read first among the last lines of an output, the oldest line first. Empty:
     * all lines are blank.
     */
    public static Optional<String> among(List<String> lines) {
        return FailureLine.of(lines);
    }

    /** Splits a text of output into lines. Text before a carriage return counts as a separate line. */
    private static List<String> lines(String text) {
        return text.lines().map(line -> line.substring(Math.max(0, line.length() - LONGEST_LINE))).toList();
    }
}
