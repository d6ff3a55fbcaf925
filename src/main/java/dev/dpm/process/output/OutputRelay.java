package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.WholeFile;

/**
 * Passes the lines of a target's log on to a receiver, starting where the last runner stopped. Lines that the receiver
 * does not accept yet wait in the log itself, within the log's limits, so the target never waits. Each line is passed
 * on at least once; after the death of the runner, the last lines may be passed on twice. Only one thread may use this
 * object.
 */
public final class OutputRelay {

    /**
     * The number of reads from the log in one call of {@link #pass}. The limit lets the caller serve other logs in
     * between.
     */
    static final int MOST_CHUNKS = 64;

    private final Path log;
    private final OutputBytes bytes;
    private final int longest;
    private Optional<RelayPlace> place = Optional.empty();

    /** Receives lines of the log, and pieces of lines that are too long for one call. */
    public interface Sink {
        /**
         * Receives the bytes of a line, or of a piece of a line.
         *
         * @param begins whether the bytes begin a line; false: they continue the line of the last piece
         * @param ends whether the bytes end a line; false: the next piece continues the line
         * @return false if the receiver cannot accept the bytes now
         */
        boolean take(byte[] bytes, int from, int to, boolean begins, boolean ends) throws IOException;

        /**
         * Completes the delivery of the lines accepted so far. Until this call succeeds, they count as not delivered.
         */
        default void flush() throws IOException {
        }
    }

    /**
     * The result of {@link #pass}.
     *
     * @param lost the number of bytes that a rotation deleted before they could be passed on
     * @param isLeft whether more lines remain, because the receiver refused them, or because {@link #MOST_CHUNKS} reads
     *     were done
     * @param hasTaken whether the receiver accepted lines
     */
    public record Passed(long lost, boolean isLeft, boolean hasTaken) {
    }

    /**
     * Makes the relay that passes on the lines of a log.
     *
     * @param longest the largest number of bytes of a line that are passed on in one piece
     */
    public OutputRelay(Path log, int longest) {
        this.log = log.toAbsolutePath();
        this.bytes = new OutputBytes(log);
        this.longest = longest;
    }

    /**
     * Records on disk that the lines after the present end of a log are to be passed on. An existing record stays
     * unchanged.
     */
    public static void begin(Path log) throws IOException {
        if (RelayPlace.of(log).isEmpty()) {
            Files.createDirectories(log.toAbsolutePath().getParent(), WholeFile.OWNER_FOLDER);
            new RelayPlace(new OutputBytes(log).span().newest(), false).write(log);
        }
    }

    /** Deletes the record that says up to where a log has been passed on. */
    public static void forget(Path log) {
        // a failed deletion is ignored: if the log is passed on again later, some lines may be passed on twice
        var unused = RelayPlace.file(log).toFile().delete();
    }

    /**
     * Passes on the complete lines of the log that were not passed on before.
     *
     * @param isLast true: also passes on the last line if it has no line end yet
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
            // after a gap in the output, or after a user emptied the log, the bytes count as the beginning of a line
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
