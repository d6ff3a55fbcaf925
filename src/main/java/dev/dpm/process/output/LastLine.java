package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the line with which a target's output ends, as a person reads it: below a stack trace the line that names the
 * exception, see {@link TellingLine}. Only the end of the file is read, since the handling of a crash waits for this
 * line.
 */
public final class LastLine {

    /** The largest number of bytes that are read: a long stack trace. */
    private static final int MOST_BYTES = 64 * 1024;
    /** The largest number of characters of a line; of a longer line only the end is looked at and returned. */
    private static final int LONGEST_LINE = 4096;

    private LastLine() {
    }

    /**
     * The line, unchanged; empty where all lines are blank, or where the file cannot be read.
     *
     * @param from the file's size when the target was launched: earlier bytes were written by an earlier incarnation
     */
    public static Optional<String> of(Path live, long from) {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            long size = channel.size();
            // the file is shorter than at the launch: its head was rotated away
            long begin = size < from ? 0 : from;
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(MOST_BYTES, size - begin));
            long start = size - end.capacity();
            while (end.hasRemaining() && channel.read(end, start + end.position()) > 0) {
                continue;
            }
            return TellingLine.of(lines(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same line among the last lines of an output, oldest first; empty where all are blank. */
    public static Optional<String> among(List<String> lines) {
        return TellingLine.of(lines);
    }

    /** The lines; text before a carriage return counts as a line of its own. */
    private static List<String> lines(String text) {
        return text.lines().map(line -> line.substring(Math.max(0, line.length() - LONGEST_LINE))).toList();
    }
}
