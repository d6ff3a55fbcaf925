package dev.dpm.cli.call;

import java.io.PrintStream;

/** Shows on a terminal what a command is waiting for, and since when. */
public final class Progress implements AutoCloseable {

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean isShown;
    private final String what;
    private final long since = System.nanoTime();
    private long shownSeconds = -1;

    public Progress(CommandContext surroundings, String what) {
        this.out = surroundings.out();
        this.isShown = surroundings.outIsTerminal();
        this.what = what;
    }

    /** Updates the displayed time, at most once a second. */
    public void tick() {
        long seconds = (System.nanoTime() - since) / 1_000_000_000L;
        if (isShown && seconds != shownSeconds) {
            shownSeconds = seconds;
            out.print(ERASE + what + " … " + seconds + " s");
            out.flush();
        }
    }

    @Override
    public void close() {
        if (shownSeconds >= 0) {
            out.print(ERASE);
            out.flush();
            shownSeconds = -1;
        }
    }
}
