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

/** Passes on the output lines that {@code --since} and {@code --grep} select, byte for byte. */
public final class ChosenLines extends OutputStream {

    /** The number of bytes at the beginning of a line that are searched. */
    private static final int LONGEST = 64 * 1024;
    /** Control sequences (ECMA-48, 5.4). A colour within a word would otherwise hide the word from the search. */
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
     * The selected lines.
     *
     * @param since earlier lines are left out, and lines without a time that follow them
     * @param times reads the time of a line
     * @param wanted decides by the text of a line
     * @param most the largest number of old lines; the newest are chosen
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
     * Ends the old lines, of which only the newest are passed on; all later lines that match are passed on.
     *
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

    /** Whether there were lines, but none with a time, although lines were selected by time. */
    public boolean lacksTimes() {
        return !choice.isEver() && hasLines && !hasTimes;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Closes this stream. A last line without a line end counts as a line. */
    @Override
    public void close() throws IOException {
        if (line.size() > 0) {
            judge();
        }
        out.flush();
    }
}
