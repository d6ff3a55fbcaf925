package dev.dpm.cli.call;

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

/** Passes on those lines of a target's output that the options {@code --since} and {@code --grep} select, byte for byte. */
public final class ChosenLines extends OutputStream {

    /** The number of bytes of a line that are searched, from its beginning. */
    private static final int LONGEST = 64 * 1024;
    /**
     * Control sequences (ECMA-48, 5.4), which are removed before the search. Otherwise a change of colour within a word would
     * hide the word from the search.
     */
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
     * Which lines of a target's output are passed on.
     * @param since the earliest time; earlier lines are left out, with the lines without a time that follow them
     * @param times reads the time of a line
     * @param wanted decides by the text of a line
     * @param most the largest number of lines passed on of those that exist at the start of the command; the newest are chosen
     */
    public record Choice(Instant since, LineTime times, Predicate<String> wanted, int most) {
        public static final Choice ALL = new Choice(Instant.MIN, new LineTime(ZoneOffset.UTC, Instant.EPOCH),
                line -> true,
                Integer.MAX_VALUE);

        public boolean isAll() {
            return equals(ALL);
        }

        public boolean isEver() {
            return since.equals(Instant.MIN);
        }
    }

    public ChosenLines(OutputStream out, Choice choice) {
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
     * Marks the end of the lines that exist at the start of the command. The newest of them are passed on, and all later lines
     * that match.
     * @param isGoingOn whether an incomplete last line may still be completed
     */
    public void endPast(boolean isGoingOn) throws IOException {
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

    /** Whether lines were selected by time, and there are lines, but none of them has a time. */
    public boolean lacksTimes() {
        return !choice.isEver() && hasLines && !hasTimes;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Closes this stream. An incomplete last line is treated as a complete one. */
    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            judge();
        }
        out.flush();
    }
}
