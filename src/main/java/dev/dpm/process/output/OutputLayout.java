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
 * Which file contains which bytes of a target's output, by position: the number of bytes that the target wrote before,
 * since its first byte. A reader must call {@link #isCurrent} after reading, since a rotation may have happened during
 * the read.
 *
 * @param named the path of the current output file
 * @param live the path that opens the current output file
 * @param settled true where no rotation was under way
 * @param base the position of the first byte that must be read from the current output file
 * @param offset the offset of that byte in the current output file
 * @param older the rotated files with the preceding bytes, newest first, without a gap
 */
public record OutputLayout(Path named, Path live, long sequence, boolean settled, long base, long offset,
        List<Piece> older) {

    /**
     * The longest time that a rotation takes. A rotation whose record is older was interrupted by the death of its
     * runner.
     */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int SHORT_NAP_MILLIS = 5;

    /**
     * A rotated file of the output.
     *
     * @param start the position in the output of the file's first byte
     * @param end the position after the file's last byte
     */
    public record Piece(Path file, long start, long end) {
        boolean holds(long position) {
            return start <= position && position < end;
        }
    }

    public OutputLayout {
        older = List.copyOf(older);
    }

    /**
     * The present layout of the output whose log has this path. If a rotation is under way, the method waits for the
     * end of the rotation.
     *
     * @throws InterruptedException if the thread is interrupted during that wait
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

    /**
     * Which file contains which bytes of the output, according to a rotation record. As soon as the rotation has copied
     * the head of the current output file, readers must use the copies: the rotation then overwrites the head with a
     * mark, and removes it.
     */
    private static OutputLayout of(OutputFiles named, RotationRecord record) throws IOException {
        OutputFiles files = named.through(record.descriptor());
        boolean isMarked = OutputRotation.beginsWith(files.live(), record.mark());
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
            // the rotated file was deleted, since it was too old or one too many
            return 0;
        }
    }

    /** Whether this layout is still correct, because no rotation has happened since it was read. */
    public boolean isCurrent() throws IOException {
        OutputFiles files = new OutputFiles(named);
        RotationRecord record = RotationRecord.of(files);
        return record.sequence() == sequence && (settled || equals(of(files, record)));
    }

    /** The rotated file that contains the byte at this position of the output. */
    public Optional<Piece> holding(long position) {
        return older.stream().filter(piece -> piece.holds(position)).findFirst();
    }

    /**
     * The first position at or after the given position whose byte still exists: the given position itself, or the end
     * of the gap around it.
     */
    public long nextAfter(long position) {
        return older.stream().mapToLong(Piece::start).filter(start -> start >= position).min().orElse(base);
    }
}
