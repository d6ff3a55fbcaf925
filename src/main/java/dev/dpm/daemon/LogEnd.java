package dev.dpm.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.process.output.OutputLayout;
import dev.dpm.process.output.OutputLayout.Piece;

/** Finds where the last lines of a target's output begin, in the output file and the rotated files. */
final class LogEnd {

    private final Path file;
    private final ByteBuffer block;

    /** A range of bytes of a target's output, counted from the first byte that the target ever wrote. The end is exclusive. */
    record Span(long start, long end) {
    }

    LogEnd(Path file, ByteBuffer block) {
        this.file = file;
        this.block = block;
    }

    /** The range of the last {@code lines} lines in the target's output. An incomplete last line counts as a line. */
    Span of(int lines) throws IOException, InterruptedException {
        while (true) {
            OutputLayout layout = OutputLayout.of(file);
            long end = layout.base() + Math.max(0, size(layout.live()) - layout.offset());
            List<Piece> newestFirst = new ArrayList<>(List.of(new Piece(layout.live(), layout.base(), end)));
            newestFirst.addAll(layout.older());
            long start = lines == 0 ? end : start(layout, newestFirst, lines, end);
            if (layout.isCurrent()) {
                return new Span(start, end);
            }
        }
    }

    private static long size(Path live) throws IOException {
        try {
            return Files.size(live);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private long start(OutputLayout layout, List<Piece> newestFirst, int lines, long end) throws IOException {
        int missing = lines;
        long start = end;
        for (Piece piece : newestFirst) {
            try (FileChannel channel = FileChannel.open(piece.file())) {
                long toFile = (piece.file().equals(layout.live()) ? layout.offset() : 0) - piece.start();
                Found found = newlines(channel, piece, toFile, missing, end);
                if (found.missing() == 0) {
                    return found.at();
                }
                missing = found.missing();
            } catch (NoSuchFileException e) {
                // the output file is missing, or older files were deleted meanwhile
                if (piece.start() != piece.end()) {
                    return start;
                }
            }
            start = piece.start();
        }
        return start;
    }

    /**
     * A partial result of the search for the last lines.
     *
     * @param missing the number of lines whose beginning is not found yet
     * @param at where the last lines begin, if all are found; a byte, counted from the first byte that the target ever wrote
     */
    private record Found(int missing, long at) {
    }

    /**
     * Searches one file for newlines, from its end.
     *
     * @param toFile the number of bytes to add to a position in the target's output to get the position in the file
     */
    private Found newlines(FileChannel channel, Piece piece, long toFile, int lines, long end) throws IOException {
        int missing = lines;
        long upTo = piece.end();
        while (upTo > piece.start()) {
            long from = Math.max(piece.start(), upTo - block.capacity());
            block.clear().limit((int) (upTo - from));
            while (block.hasRemaining()
                    && channel.read(block, from + toFile + block.position()) > 0) {
                continue;
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                boolean isLastByte = from + i == end - 1;
                if (block.get(i) == '\n' && !isLastByte && --missing == 0) {
                    return new Found(0, from + i + 1);
                }
            }
            upTo = from;
        }
        return new Found(missing, piece.start());
    }
}
