package dev.dpm.app;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** The text in front of an output line if several targets write to one stream: the target's name, and the time (UTC). */
final class LinePrefix {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    /**
     * Colours of the targets' names: cyan, yellow, green, magenta, blue, and the same bright (ECMA-48 SGR). They are legible on
     * dark and light backgrounds.
     */
    private static final int[] COLOURS = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

    private final Clock clock;
    private final boolean coloured;
    private final AtomicInteger widest;

    /**
     * @param coloured whether a terminal shows the lines
     * @param widest the length of the longest target's name
     */
    LinePrefix(Clock clock, boolean coloured, int widest) {
        this.clock = clock;
        this.coloured = coloured;
        this.widest = new AtomicInteger(widest);
    }

    /**
     * The text in front of an output line of a target.
     * @param number chooses the colour of the name
     */
    byte[] of(String name, int number) {
        String padded = name + " ".repeat(Math.max(0, widest.updateAndGet(width -> Math.max(width, name.length()))
                - name.length()));
        String shown = coloured
                ? "\u001b[" + COLOURS[number % COLOURS.length] + "m" + padded + " |\u001b[0m"
                : padded + " |";
        return (shown + " " + TIME.format(clock.instant()) + " ").getBytes(StandardCharsets.UTF_8);
    }
}
