package dev.dpm.cli.call;

import java.time.Duration;

/** Waits between two polls of the daemon. */
public final class Pause {

    private static final Duration SHORT = Duration.ofMillis(25);

    private Pause() {
    }

    /**
     * Waits for a time.
     *
     * @return false if the thread was interrupted, so that the caller's loop must end
     */
    public static boolean of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static void shortly() throws CommandFailed {
        if (!of(SHORT)) {
            throw new CommandFailed(ExitCodes.FAILED, "interrupted while waiting for the runner");
        }
    }
}
