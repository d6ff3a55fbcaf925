package dev.dpm.process.output;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Rotates the output of one target while it is written, so that no byte is lost or doubled, also if the runner is
 * killed at any moment.
 *
 * <pre>
 *  copy the head to parts      killed here: the next runner deletes the parts; the file is unchanged
 *  record COPIED
 *  write a mark over the head  killed here: if the file begins with the mark, go on; if not, nothing has happened
 *  record MARKED
 *  remove the head             killed here: if the file begins with the mark, remove the head
 *  record REMOVED
 *  parts become .1, .2 …       killed here: go on with the parts that are left
 *  record SETTLED
 * </pre>
 *
 * <p>
 * The mark may overwrite the head because the head is already copied. Every failure is treated like a death of the
 * runner: the next call continues from the record. The kernel copies the bytes (sendfile(2), copy_file_range(2)), so
 * they take no memory in the runner.
 */
final class OutputRotation {

    private static final String MARK = "[dpm-runner:rotated]";
    /** The largest age of deleted output that an event reports. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final OutputFiles files;
    private final HeadRemoval removal;

    OutputRotation(OutputFiles files, HeadRemoval removal) {
        this.files = files;
        this.removal = removal;
    }

    void recover() throws IOException {
        RotationRecord record = RotationRecord.of(files);
        switch (record.phase()) {
            case SETTLED -> deleteParts();
            case COPIED -> {
                if (beginsWith(record.mark())) {
                    finish(record.marked().write(files));
                } else {
                    record.settled().write(files);
                    deleteParts();
                }
            }
            case MARKED, REMOVED -> finish(record);
        }
    }

    /**
     * Rotates the log.
     *
     * @param plan which bytes of the log are moved to rotated files or deleted
     * @param keep the largest number of rotated files
     * @param unit the unit of {@link HeadRemoval#unit} in bytes; empty if the head cannot be removed, so that the log is
     *     emptied
     * @return the number of deleted bytes that were less than a minute old
     */
    long rotate(RotationPlan plan, int keep, OptionalLong unit) throws IOException {
        long young = deleteBeyond(keep - plan.pieces().size());
        copy(plan);
        String mark = MARK + UUID.randomUUID();
        boolean fits = mark.length() <= plan.cut();
        RotationRecord copied = RotationRecord.of(files)
                .copied(plan, fits ? mark : mark.substring(mark.length() - (int) plan.cut()), unit.isEmpty())
                .write(files);
        overwriteHead(copied.mark());
        finish(copied.marked().write(files));
        return young;
    }

    private void finish(RotationRecord from) throws IOException {
        RotationRecord record = from;
        if (record.phase() == RotationRecord.Phase.MARKED) {
            if (beginsWith(record.mark())) {
                removeHead(record);
            }
            record = record.removed(moved(record)).write(files);
        }
        number();
        record.settled().write(files);
    }

    private long moved(RotationRecord record) throws IOException {
        return record.emptying() ? record.dropped() + partBytes() : record.cut();
    }

    private long partBytes() throws IOException {
        long bytes = 0;
        for (Path part : files.parts().values()) {
            bytes += Files.size(part);
        }
        return bytes;
    }

    /**
     * Deletes the oldest rotated files before new ones are made, so that the limit on their number is never exceeded.
     *
     * @return the number of deleted bytes that were less than a minute old
     */
    private long deleteBeyond(int number) throws IOException {
        FileTime aMinuteAgo = FileTime.from(Instant.now().minus(YOUNG));
        long young = 0;
        for (Path surplus : files.rotated().tailMap(Math.max(0, number) + 1).values()) {
            if (Files.getLastModifiedTime(surplus).compareTo(aMinuteAgo) > 0) {
                young += Files.size(surplus);
            }
            Files.deleteIfExists(surplus);
        }
        return young;
    }

    private void deleteParts() throws IOException {
        for (Path part : files.parts().values()) {
            Files.deleteIfExists(part);
        }
    }

    private void copy(RotationPlan plan) throws IOException {
        deleteParts();
        List<Long> pieces = plan.pieces();
        try (FileChannel from = FileChannel.open(files.live())) {
            long at = plan.dropped();
            for (int i = 0; i < pieces.size(); i++) {
                try (FileChannel to = OutputFiles.create(files.part(pieces.size() - i))) {
                    transfer(from, at, pieces.get(i), to);
                }
                at += pieces.get(i);
            }
        } catch (IOException e) {
            // copying failed, perhaps since the disk is full; the log still contains all output
            deleteParts();
            throw e;
        }
    }

    private static void transfer(FileChannel from, long start, long count, FileChannel to) throws IOException {
        long done = 0;
        while (done < count) {
            long moved = from.transferTo(start + done, count - done, to);
            if (moved <= 0) {
                throw new EOFException("the file became shorter while it was copied");
            }
            done += moved;
        }
    }

    private void overwriteHead(String mark) throws IOException {
        try (FileChannel channel = FileChannel.open(files.live(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)), 0);
        }
    }

    private boolean beginsWith(String mark) throws IOException {
        return beginsWith(files.live(), mark);
    }

    static boolean beginsWith(Path file, String mark) throws IOException {
        if (mark.isEmpty() || !Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(mark.length());
            while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
                continue;
            }
            return !head.hasRemaining() && mark.equals(new String(head.array(), StandardCharsets.US_ASCII));
        }
    }

    private void removeHead(RotationRecord record) throws IOException {
        if (record.emptying()) {
            empty(record);
        } else {
            removal.remove(files.live(), record.cut());
        }
    }

    /**
     * Copies what the target has written since the head was copied, and empties the log. Bytes that the target writes in
     * the microseconds between these two steps are lost.
     */
    private void empty(RotationRecord record) throws IOException {
        try (FileChannel live = FileChannel.open(files.live(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Path newest = files.part(1);
            if (Files.exists(newest)) {
                try (FileChannel to = FileChannel.open(newest, StandardOpenOption.WRITE)) {
                    to.position(to.size());
                    long at = record.dropped() + partBytes();
                    for (long end = live.size(); end > at; end = live.size()) {
                        transfer(live, at, end - at, to);
                        at = end;
                    }
                    live.truncate(0);
                }
            } else {
                live.truncate(0);
            }
        }
    }

    /**
     * Renames the copies to {@code .1}, {@code .2} …. Existing rotated files move up to the first free number, so that an
     * interrupted renaming can be continued.
     */
    private void number() throws IOException {
        Optional<Integer> oldest = last(files.parts().keySet());
        while (oldest.isPresent()) {
            int free = 1;
            while (Files.exists(files.rotated(free))) {
                free++;
            }
            for (int number = free; number > 1; number--) {
                move(files.rotated(number - 1), files.rotated(number));
            }
            move(files.part(oldest.get()), files.rotated(1));
            oldest = last(files.parts().keySet());
        }
    }

    private static Optional<Integer> last(Iterable<Integer> numbers) {
        Optional<Integer> last = Optional.empty();
        for (int number : numbers) {
            last = Optional.of(number);
        }
        return last;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
