package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.output.RotationRecord.Phase;

/**
 * Which file holds which bytes of all that a target has written, counted from its first. True only as long as
 * {@link #isCurrent} says so after the reading: a rotation may come in between.
 *
 * @param named the live file by its name
 * @param live where the live file can be opened
 * @param settled no rotation was under way
 * @param base the byte from which on the live file is to be read
 * @param offset where in the live file that byte is
 * @param older the files before it, newest first, without a gap
 */
public record OutputLayout(Path named, Path live, long sequence, boolean settled, long base, long offset,
        List<Piece> older) {

    /** A rotation is over within this time, or whoever did it was killed in its midst. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int SHORT_NAP_MILLIS = 5;

    /** A rotated file and where it begins. */
    public record Piece(Path file, long start, long end) {
        boolean holds(long position) {
            return start <= position && position < end;
        }
    }

    public OutputLayout {
        older = List.copyOf(older);
    }

    /**
     * How the output lies now; waits for a rotation that is under way.
     *
     * @throws InterruptedException where the thread is interrupted in that wait
     */
    public static OutputLayout of(Path named) throws IOException, InterruptedException {
        OutputFiles files = new OutputFiles(named);
        RotationRecord.Found found = RotationRecord.found(files);
        while (!found.record().isSettled() && isFresh(found)) {
            Thread.sleep(SHORT_NAP_MILLIS);
            found = RotationRecord.found(files);
        }
        return of(files, found.record());
    }

    private static boolean isFresh(RotationRecord.Found found) {
        Duration age = Duration.between(found.written().toInstant(), Instant.now());
        return !age.isNegative() && age.compareTo(LONGEST) < 0;
    }

    /** Once the head is copied, it is read from the copies: it may bear a mark by then, or be gone. */
    private static OutputLayout of(OutputFiles named, RotationRecord record) throws IOException {
        OutputFiles files = named.through(record.descriptor());
        boolean isMarked = OutputRotation.bears(files.live(), record.mark());
        boolean isCopied = record.phase() == Phase.MARKED || record.phase() == Phase.REMOVED || isMarked;
        List<Path> newestFirst = new ArrayList<>(isCopied ? files.parts().values() : List.of());
        long moved = record.phase() == Phase.REMOVED || !isCopied ? 0 : record.dropped() + total(newestFirst);
        newestFirst.addAll(files.rotated().values());
        long base = record.base() + moved;
        return new OutputLayout(files.named(), files.live(), record.sequence(), record.isSettled(), base,
                isMarked ? moved : 0,
                pieces(newestFirst, base));
    }

    private static List<Piece> pieces(List<Path> newestFirst, long base) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long end = base;
        for (Path file : newestFirst) {
            long size = size(file);
            pieces.add(new Piece(file, end - size, end));
            end -= size;
        }
        return pieces;
    }

    private static long total(List<Path> files) throws IOException {
        long total = 0;
        for (Path file : files) {
            total += size(file);
        }
        return total;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // retention was quicker
            return 0;
        }
    }

    /** Whether nothing has moved since. */
    public boolean isCurrent() throws IOException {
        OutputFiles files = new OutputFiles(named);
        RotationRecord record = RotationRecord.of(files);
        return record.sequence() == sequence && (settled || equals(of(files, record)));
    }

    /** The rotated file that holds a byte. */
    public Optional<Piece> holding(long position) {
        return older.stream().filter(piece -> piece.holds(position)).findFirst();
    }

    /** The first byte there still is from a position on: itself, or what follows a gap. */
    public long nextAfter(long position) {
        return older.stream().mapToLong(Piece::start).filter(start -> start >= position).min().orElse(base);
    }
}
