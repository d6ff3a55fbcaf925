package dev.dpm.cli.call;

import java.io.PrintStream;

/**
 * Shows on a terminal the activity for which a command waits, and how long the wait has taken. Without a terminal,
 * shows nothing.
 */
public final class Progress implements AutoCloseable {

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isShown;
    private final String what;
    private final long since = System.nanoTime();
    private long shownSeconds = -1;

    /**
     * Begins to show the activity for which the command waits.
     *
     * @param what the activity, such as {@code starting web}
     */
    public Progress(CommandContext surroundings, String what) {
        this.out = surroundings.out();
        this.isShown = surroundings.outIsTerminal();
        this.what = what;
    }

    /**
     * Updates the line with the elapsed time. However often the method is called, the line changes at most once a
     * second.
     */
    public void tick() {
        long seconds = (System.nanoTime() - since) / 1_000_000_000L;
        if (isShown && seconds != shownSeconds) {
            shownSeconds = seconds;
            out.print(ERASE + what + " … " + seconds + " s");
            out.flush();
        }
    }

    /** Erases the line with the activity, so that the next output appears in its place. */
    @Override
    public void close() {
        if (shownSeconds >= 0) {
            out.print(ERASE);
            out.flush();
            shownSeconds = -1;
        }
    }
}
