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
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.dpm.process.output.LiveFile;
import dev.dpm.process.output.OutputLayout;

/**
 * Prints the last lines of a target's output and all later output, across rotation, truncation and renaming. A position in the
 * output counts all bytes that the target wrote before it.
 */
public final class LogTail {

    private static final int BLOCK = 64 * 1024;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path file;
    private final PrintStream out;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private long position;
    /** The device and inode of the output file that was read last. */
    private String left = "";
    private long leftAt;

    public LogTail(Path file, PrintStream out) {
        this.file = file.toAbsolutePath();
        this.out = out;
    }

    /**
     * Whether the target has an output file. A file that somebody moved or removed counts as long as the target writes to it.
     */
    public static boolean isThere(Path file) {
        try {
            return Files.exists(LiveFile.of(file));
        } catch (IOException e) {
            // the code that reads the file reports why it cannot be read
            return true;
        }
    }

    /** Prints the last lines of the target's output. Without an output file, nothing is printed. */
    public void last(int lines) throws IOException {
        try {
            LogEnd.Span span = new LogEnd(file, block).of(lines);
            position = span.start();
            Optional<FileChannel> channel = open();
            try (FileChannel live = channel.orElse(null)) {
                while (position < span.end() && step(channel, span.end())) {
                    continue;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private Optional<FileChannel> open() throws IOException {
        try {
            return Optional.of(FileChannel.open(LiveFile.of(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Prints new output of the target until this thread is interrupted.
     *
     * @param isOver called ten times a second; true ends the loop
     */
    public void follow(BooleanSupplier isOver) throws IOException {
        try {
            while (!Thread.currentThread().isInterrupted() && !isOver.getAsBoolean()) {
                Optional<FileChannel> channel = open();
                if (channel.isEmpty()) {
                    Thread.sleep(POLL.toMillis());
                    continue;
                }
                try (FileChannel live = channel.get()) {
                    follow(live, LiveFile.identity(file), isOver);
                }
            }
        } catch (ClosedByInterruptException | InterruptedException e) {
            // the caller ends this loop by an interrupt
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Prints what is written to one output file, until another file is at its path. Then the rest of the first file is
     * printed.
     */
    private void follow(FileChannel channel, String identity, BooleanSupplier isOver)
            throws IOException, InterruptedException {
        if (identity.equals(left)) {
            position = leftAt;
        }
        boolean isCurrent = true;
        while (isCurrent && !isOver.getAsBoolean()) {
            isCurrent = identity.equals(LiveFile.identity(file));
            while (step(Optional.of(channel), Long.MAX_VALUE)) {
                continue;
            }
            out.flush();
            if (isCurrent) {
                Thread.sleep(POLL.toMillis());
            }
        }
        left = identity;
        leftAt = position;
        position = OutputLayout.of(file).base();
    }

    /**
     * Prints the next block of the target's output.
     *
     * @return whether there may be more output. After a rotation during the read, the block is not printed but read again
     */
    private boolean step(Optional<FileChannel> live, long end) throws IOException, InterruptedException {
        OutputLayout layout = OutputLayout.of(file);
        long next = position;
        block.clear().limit((int) Math.min(BLOCK, end - position));
        if (position >= layout.base()) {
            next = fromLive(live, layout);
        } else if (layout.holding(position).isPresent()) {
            fromOlder(layout.holding(position).get());
        } else {
            next = layout.nextAfter(position);
        }
        if (!layout.isCurrent()) {
            return true;
        }
        boolean hasMoved = next != position || block.position() > 0;
        out.write(block.array(), 0, block.position());
        position = next + block.position();
        return hasMoved;
    }

    private long fromLive(Optional<FileChannel> live, OutputLayout layout) throws IOException {
        if (live.isEmpty()) {
            return position;
        }
        long toFile = layout.offset() - layout.base();
        long start = live.get().size() < position + toFile ? layout.base() : position;
        live.get().read(block, start + toFile);
        return start;
    }

    private void fromOlder(OutputLayout.Piece piece) throws IOException {
        block.limit((int) Math.min(block.limit(), piece.end() - position));
        try (FileChannel channel = FileChannel.open(piece.file())) {
            channel.read(block, position - piece.start());
        } catch (NoSuchFileException e) {
            // the file was moved or deleted; the next call searches again for the position
            block.limit(block.position());
        }
    }
}
