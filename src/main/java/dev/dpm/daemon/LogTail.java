package dev.dpm.daemon;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The end of a file and what is written to it from then on, byte by byte as it is, across truncation and renaming. */
public final class LogTail {

    private static final int BLOCK = 64 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path file;
    private final PrintStream out;
    private long position;

    public LogTail(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /** Shows the last lines; an unfinished last one counts. Nothing where there is no file. */
    public void last(int lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            position = startOf(channel, lines);
            copy(channel);
        } catch (NoSuchFileException e) {
            position = 0;
        }
    }

    /** Shows what comes, until this thread is interrupted. */
    public void follow() throws IOException {
        try {
            followAll();
        } catch (ClosedByInterruptException e) {
            // interrupted in the middle of a read: that is how following ends
            Thread.currentThread().interrupt();
        }
    }

    private void followAll() throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            if (!Files.exists(file)) {
                pause();
                continue;
            }
            try (FileChannel channel = FileChannel.open(file)) {
                follow(channel, key());
            } catch (NoSuchFileException e) {
                // renamed between the two looks: the next file of that name begins at its start
                position = 0;
            }
        }
    }

    /** Until another file bears the name; then the rest of this one, so that no line is lost in a rotation. */
    private void follow(FileChannel channel, Object key) throws IOException {
        boolean isCurrent = true;
        while (isCurrent) {
            isCurrent = Objects.equals(key, key()) && pause();
            if (channel.size() < position) {
                position = 0;
            }
            copy(channel);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        position = 0;
    }

    /** @return false where the wait was interrupted */
    private static boolean pause() {
        try {
            Thread.sleep(POLL.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Object key() throws IOException {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private void copy(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        int count = channel.read(block, position);
        while (count > 0) {
            out.write(block.array(), 0, count);
            position += count;
            block.clear();
            count = channel.read(block, position);
        }
        out.flush();
    }

    private static long startOf(FileChannel channel, int lines) throws IOException {
        long size = channel.size();
        if (lines == 0) {
            return size;
        }
        long end = size;
        int seen = 0;
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {
                continue;
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                boolean isLastByte = start + i == size - 1;
                if (block.get(i) == '\n' && !isLastByte && ++seen == lines) {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
