package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.WholeFile;

/**
 * Forwards the lines of a log to a receiver, such as syslog. Each line is forwarded at least once; lines that the
 * receiver refuses are forwarded later. For use by one thread.
 */
public final class OutputRelay {

    /** The largest number of reads in one call of {@link #pass}, so that the thread can forward other logs too. */
    static final int MOST_CHUNKS = 64;

    private final Path log;
    private final OutputBytes bytes;
    private final int longest;
    private Optional<RelayPlace> place = Optional.empty();

    /** Receives lines of the log, and pieces of lines that are too long for one call. */
    public interface Sink {
        /**
         * Receives the bytes of a line or of a piece.
         *
         * @param from the index of the first byte
         * @param to the index after the last byte
         * @param begins whether the line begins here; otherwise, this is a further piece of it
         * @param ends whether the line ends here; otherwise, a further piece may follow
         * @return false if the receiver refuses the bytes
         */
        boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) throws IOException;

        /** Completes the delivery of the received lines. Until then, they count as not delivered. */
        default void flush() throws IOException {
        }
    }

    /**
     * The result of {@link #pass}.
     *
     * @param lost the number of bytes that rotations deleted before they were forwarded
     * @param isLeft whether lines remain to be forwarded
     * @param hasTaken whether the receiver accepted any line
     */
    public record Passed(long lost, boolean isLeft, boolean hasTaken) {
    }

    /**
     * Creates an object that forwards the lines of one log.
     *
     * @param longest the largest number of bytes in one piece of a line
     */
    public OutputRelay(Path log, int longest) {
        this.log = log.toAbsolutePath();
        this.bytes = new OutputBytes(log);
        this.longest = longest;
    }

    /** Lets a log be forwarded from its present end on, unless it is being forwarded already. */
    public static void begin(Path log) throws IOException {
        if (RelayPlace.of(log).isEmpty()) {
            Files.createDirectories(log.toAbsolutePath().getParent(), WholeFile.OWNER_FOLDER);
            new RelayPlace(new OutputBytes(log).span().newest(), false).write(log);
        }
    }

    /** Deletes the file that says up to which byte a log was forwarded. */
    public static void forget(Path log) {
        // if deleting fails, some lines may be forwarded twice later
        var unused = RelayPlace.file(log).toFile().delete();
    }

    /**
     * Forwards the lines that have been completed since the last call.
     *
     * @param isLast whether an unfinished last line is forwarded too
     */
    public Passed pass(Sink sink, boolean isLast) throws IOException {
        if (place.isEmpty()) {
            begin(log);
            place = RelayPlace.of(log);
        }
        long lost = 0;
        boolean hasTaken = false;
        for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
            RelayPlace known = place.orElseThrow();
            OutputBytes.Chunk chunk = bytes.from(known.at(), longest);
            lost += Math.max(0, chunk.at() - known.at());
            // after a gap of deleted bytes, the next byte counts as the beginning of a line
            RelayPlace start = chunk.at() == known.at() ? known : new RelayPlace(chunk.at(), false);
            place = Optional.of(start);
            Handed handed = hand(chunk, start, sink, isLast);
            sink.flush();
            hasTaken |= handed.reached().at() > start.at();
            if (!handed.reached().equals(known)) {
                handed.reached().write(log);
                place = Optional.of(handed.reached());
            }
            if (handed.isRefused() || handed.reached().equals(known)) {
                return new Passed(lost, handed.isRefused(), hasTaken);
            }
        }
        return new Passed(lost, true, hasTaken);
    }

    private record Handed(RelayPlace reached, boolean isRefused) {
    }

    private Handed hand(OutputBytes.Chunk chunk, RelayPlace start, Sink sink, boolean isLast) throws IOException {
        byte[] block = chunk.bytes();
        RelayPlace at = start;
        int begin = 0;
        for (int end = 0; end < block.length; end++) {
            if (block[end] == '\n') {
                if (!sink.take(block, begin, end, !at.isWithin(), true)) {
                    return new Handed(at, true);
                }
                begin = end + 1;
                at = new RelayPlace(chunk.at() + begin, false);
            }
        }
        boolean isPiece = begin == 0 && block.length == longest || isLast && begin < block.length;
        if (isPiece) {
            if (!sink.take(block, begin, block.length, !at.isWithin(), false)) {
                return new Handed(at, true);
            }
            at = new RelayPlace(chunk.end(), true);
        }
        return new Handed(at, false);
    }
}
