package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.WholeFile;

/**
 * Passes a target's log on, line by line, from where the last runner left off. The log itself is the queue: it holds
 * what a receiver does not take yet, within the log's limits, and the target never waits. A line is passed on at least
 * once; after the death of the runner the last lines may come twice. For use by one thread.
 */
public final class OutputRelay {

    private final Path log;
    private final OutputBytes bytes;
    private final int longest;
    private Optional<RelayPlace> place = Optional.empty();

    /** Takes lines, or pieces of those that are too long. */
    public interface Sink {
        /**
         * Takes the bytes of a line or a piece of it.
         *
         * @param begins false where the piece goes on with the line of the last one
         * @param ends false where the line goes on in the next piece
         * @return false: it cannot be taken now
         */
        boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) throws IOException;

        /** Completes what was taken; until then it counts as not taken. */
        default void flush() throws IOException {
        }
    }

    /**
     * The result of passing on.
     *
     * @param lost bytes that were rotated away before they could be passed on
     * @param isRefused whether the receiver did not take all
     */
    public record Passed(long lost, boolean isRefused) {
    }

    /**
     * Makes the relay of a log.
     *
     * @param longest the most bytes of a line that are passed on in one piece
     */
    public OutputRelay(Path log, int longest) {
        this.log = log.toAbsolutePath();
        this.bytes = new OutputBytes(log);
        this.longest = longest;
    }

    /** Notes that a log is passed on from its present end, unless a place is noted already. */
    public static void begin(Path log) throws IOException {
        if (RelayPlace.of(log).isEmpty()) {
            Files.createDirectories(log.toAbsolutePath().getParent(), WholeFile.OWNER_FOLDER);
            new RelayPlace(new OutputBytes(log).span().newest(), false).write(log);
        }
    }

    /** Forgets how far a log has been passed on. */
    public static void forget(Path log) {
        // where that fails, older lines may be passed on once more, should the log ever be passed on again
        var unused = RelayPlace.file(log).toFile().delete();
    }

    /**
     * Passes on all lines that have ended.
     *
     * @param isLast true: also the line that has not ended
     */
    public Passed pass(Sink sink, boolean isLast) throws IOException {
        if (place.isEmpty()) {
            begin(log);
            place = RelayPlace.of(log);
        }
        long lost = 0;
        while (true) {
            RelayPlace known = place.orElseThrow();
            OutputBytes.Chunk chunk = bytes.from(known.at(), longest);
            lost += Math.max(0, chunk.at() - known.at());
            // a gap, or a log that somebody emptied, breaks the line off
            RelayPlace start = chunk.at() == known.at() ? known : new RelayPlace(chunk.at(), false);
            place = Optional.of(start);
            Handed handed = hand(chunk, start, sink, isLast);
            sink.flush();
            if (!handed.reached().equals(known)) {
                handed.reached().write(log);
                place = Optional.of(handed.reached());
            }
            if (handed.isRefused() || handed.reached().equals(known)) {
                return new Passed(lost, handed.isRefused());
            }
        }
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
