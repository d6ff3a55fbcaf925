package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a target's output by position, across all its files. The position of a byte is the number of bytes that the
 * target wrote before it. If a rotation happens during a read, the bytes are read again.
 */
final class OutputBytes {

    /**
     * The largest number of attempts to read the same bytes. More than one is needed only if a rotation happens
     * meanwhile.
     */
    private static final int LOOKS = 50;

    private final Path live;

    OutputBytes(Path live) {
        this.live = live.toAbsolutePath();
    }

    /**
     * Consecutive bytes of the output.
     *
     * @param at the position of the first byte
     */
    record Chunk(long at, byte[] bytes) {
        long end() {
            return at + bytes.length;
        }
    }

    /** The positions of the oldest byte that still exists, and of the next byte that the target will write. */
    record Span(long oldest, long newest) {
    }

    private interface Look<T> {
        T at(OutputLayout layout) throws IOException;
    }

    Span span() throws IOException {
        return steady(layout -> new Span(oldest(layout), newest(layout)));
    }

    /**
     * Reads bytes from a position on; if the byte there was deleted, from the next existing byte on. The chunk is empty
     * at the end of the output.
     */
    Chunk from(long place, int most) throws IOException {
        return steady(layout -> {
            long newest = newest(layout);
            // if the position is after the end, somebody has emptied the file
            long start = place > newest ? layout.base() : Math.max(place, oldest(layout));
            if (start >= layout.base()) {
                return fromLive(layout, start, (int) Math.min(most, newest - start));
            }
            Optional<OutputLayout.Piece> piece = layout.holding(start);
            return piece.isPresent()
                    ? fromOlder(piece.get(), start, most)
                    : new Chunk(layout.nextAfter(start), new byte[0]);
        });
    }

    /**
     * Reads the bytes right before a position, at most {@code most}, and only from the file that contains the position. The
     * chunk is empty at the beginning of the output.
     */
    Chunk before(long place, int most) throws IOException {
        return steady(layout -> {
            long end = Math.min(place, newest(layout));
            if (end > layout.base()) {
                long start = Math.max(layout.base(), end - most);
                return fromLive(layout, start, (int) (end - start));
            }
            Optional<OutputLayout.Piece> piece = layout.holding(end - 1);
            if (piece.isEmpty()) {
                return new Chunk(end, new byte[0]);
            }
            long start = Math.max(piece.get().start(), end - most);
            return fromOlder(piece.get(), start, (int) (end - start));
        });
    }

    private <T> T steady(Look<T> look) throws IOException {
        try {
            for (int tried = 1;; tried++) {
                OutputLayout layout = OutputLayout.of(live);
                T found = look.at(layout);
                if (layout.isCurrent() || tried == LOOKS) {
                    return found;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the reading was interrupted", e);
        }
    }

    private static long oldest(OutputLayout layout) {
        return layout.older().stream().mapToLong(OutputLayout.Piece::start).min().orElse(layout.base());
    }

    private static long newest(OutputLayout layout) throws IOException {
        try (FileChannel channel = FileChannel.open(layout.live())) {
            return layout.base() + Math.max(0, channel.size() - layout.offset());
        } catch (NoSuchFileException e) {
            return layout.base();
        }
    }

    private static Chunk fromLive(OutputLayout layout, long start, int count) throws IOException {
        return read(layout.live(), start - layout.base() + layout.offset(), start, count);
    }

    private static Chunk fromOlder(OutputLayout.Piece piece, long start, int most) throws IOException {
        return read(piece.file(), start - piece.start(), start, (int) Math.min(most, piece.end() - start));
    }

    private static Chunk read(Path file, long inFile, long place, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, count));
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining() && channel.read(bytes, inFile + bytes.position()) > 0) {
                continue;
            }
        } catch (NoSuchFileException e) {
            // the file was moved or deleted meanwhile
            return new Chunk(place, new byte[0]);
        }
        return new Chunk(place, Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
