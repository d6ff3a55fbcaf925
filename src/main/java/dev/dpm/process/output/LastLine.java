package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the last line that a target wrote to its output file. Only the end of the file is read, since the handling of a
 * crash waits for this line.
 */
public final class LastLine {

    /** The largest number of bytes that are read; of a longer line only the end is returned. */
    private static final int MOST_BYTES = 4096;

    private LastLine() {
    }

    /**
     * The last line that is not blank, unchanged; empty where there is no such line, or where the file cannot be read.
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
            return last(new String(end.array(), 0, end.position(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The last line that is not blank; text before a carriage return counts as a line of its own. */
    private static Optional<String> last(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((earlier, later) -> later);
    }
}
