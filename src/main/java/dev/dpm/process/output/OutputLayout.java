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
 * Which file contains which bytes of a target's output. After reading a file, {@link #isCurrent} must be called, since a
 * rotation may have happened meanwhile. The position of a byte is the number of bytes that the target wrote before it.
 *
 * @param named the path of the log, {@code NAME.log}
 * @param live the path by which the log can be opened
 * @param sequence the sequence of the {@link RotationRecord} from which this layout was made
 * @param settled whether no rotation was under way
 * @param base the position of the first valid byte in the log
 * @param offset the offset of that byte in the log
 * @param older the rotated files, newest first
 */
public record OutputLayout(Path named, Path live, long sequence, boolean settled, long base, long offset,
        List<Piece> older) {

    /** If the record of an unfinished rotation is older than this, the rotation was interrupted. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int SHORT_NAP_MILLIS = 5;

    /**
     * A rotated file.
     *
     * @param start the position of its first byte
     * @param end the position after its last byte
     */
    public record Piece(Path file, long start, long end) {
        boolean holds(long position) {
            return start <= position && position < end;
        }
    }

    public OutputLayout {
        older = List.copyOf(older);
    }

    /** The layout of a log's output. If a rotation is under way, this method waits for its end. */
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
     * The layout of a log's output according to the log's rotation record. If a rotation has copied the head of the log, the
     * layout contains the copies instead of the head.
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
            return 0;
        }
    }

    public boolean isCurrent() throws IOException {
        OutputFiles files = new OutputFiles(named);
        RotationRecord record = RotationRecord.of(files);
        return record.sequence() == sequence && (settled || equals(of(files, record)));
    }

    /** The rotated file that contains the byte at this position of the output. */
    public Optional<Piece> holding(long position) {
        return older.stream().filter(piece -> piece.holds(position)).findFirst();
    }

    /** The next position at which a byte exists: this position, or the end of the gap of deleted bytes around it. */
    public long nextAfter(long position) {
        return older.stream().mapToLong(Piece::start).filter(start -> start >= position).min().orElse(base);
    }
}
