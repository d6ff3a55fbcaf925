package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The last line that a target wrote to its file, read from the file's end: a crash waits for it. */
public final class LastLine {

    /** Of a line that is longer, the end is read. */
    private static final int MOST_BYTES = 4096;

    private LastLine() {
    }

    /**
     * The last line with something in it, as it was written; empty where nothing was, or nothing can be read.
     *
     * @param from how long the file was when the target was launched: what stands before was written by an earlier life
     */
    public static Optional<String> of(Path live, long from) {
        try (FileChannel channel = FileChannel.open(LiveFile.of(live))) {
            long size = channel.size();
            // shorter than before: its head was rotated away
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

    /** What a carriage return wrote over is a line too. */
    private static Optional<String> last(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce((earlier, later) -> later);
    }
}
