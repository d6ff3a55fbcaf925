package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.dpm.daemon.LineTime;

/** Passes on the lines of one target's output that {@code --since} and {@code --grep} choose, byte for byte. */
final class ChosenLines extends OutputStream {

    /** Bytes after which a line is judged as if it ended there. */
    private static final int LONGEST = 64 * 1024;
    /** ECMA-48, 5.4: a colour between the letters of a word hides the word from no one but a search. */
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final OutputStream out;
    private final Choice choice;
    private final Deque<byte[]> newest = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isPast = true;
    private boolean isLateEnough;
    private boolean hasTimes;
    private boolean hasLines;

    /**
     * Which lines.
     *
     * @param since lines of an earlier moment are left out, and so are lines without one that follow them
     * @param times reads the moment of a line
     * @param wanted whether the text of a line is looked for
     * @param most of the lines that are there already the newest that many
     */
    record Choice(Instant since, LineTime times, Predicate<String> wanted, int most) {
        /** The last lines, whatever they say. */
        static final Choice ALL = new Choice(Instant.MIN, new LineTime(ZoneOffset.UTC, Instant.EPOCH), line -> true,
                Integer.MAX_VALUE);

        boolean isAll() {
            return equals(ALL);
        }

        /** Whether lines of every moment are chosen. */
        boolean isEver() {
            return since.equals(Instant.MIN);
        }
    }

    ChosenLines(OutputStream out, Choice choice) {
        this.out = out;
        this.choice = choice;
    }

    @Override
    public void write(int b) throws IOException {
        line.write(b);
        if (b == '\n' || line.size() >= LONGEST) {
            judge();
        }
    }

    private void judge() throws IOException {
        byte[] whole = line.toByteArray();
        line.reset();
        hasLines = true;
        String text = CONTROL.matcher(new String(whole, StandardCharsets.UTF_8)).replaceAll("").stripTrailing();
        if (!choice.isEver()) {
            Optional<Instant> moment = choice.times().of(text);
            hasTimes |= moment.isPresent();
            isLateEnough = moment.map(at -> !at.isBefore(choice.since())).orElse(isLateEnough);
        }
        if ((choice.isEver() || isLateEnough) && choice.wanted().test(text)) {
            choose(whole);
        }
    }

    private void choose(byte[] whole) throws IOException {
        if (!isPast || choice.most() == Integer.MAX_VALUE) {
            out.write(whole);
            return;
        }
        newest.addLast(whole);
        if (newest.size() > choice.most()) {
            newest.removeFirst();
        }
    }

    /**
     * Ends the lines that were there already: the newest of them are passed on, and all that come from now on.
     *
     * @param isGoingOn whether an unfinished last line may still be finished; else it counts as it is
     */
    void endPast(boolean isGoingOn) throws IOException {
        if (!isGoingOn && line.size() > 0) {
            judge();
        }
        isPast = false;
        isLateEnough |= !hasTimes;
        for (byte[] whole : newest) {
            out.write(whole);
        }
        newest.clear();
        out.flush();
    }

    /** Whether there were lines, and none of them bore a time although times were asked for. */
    boolean lacksTimes() {
        return !choice.isEver() && hasLines && !hasTimes;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** An unfinished line counts as one. */
    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            judge();
        }
        out.flush();
    }
}
