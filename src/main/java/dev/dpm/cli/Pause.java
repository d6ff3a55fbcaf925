package dev.dpm.cli;

import java.time.Duration;

/** Waits between two polls. */
final class Pause {

    private static final Duration SHORT = Duration.ofMillis(25);

    private Pause() {
    }

    /**
     * Waits.
     *
     * @return false where the wait was interrupted: a loop must end then
     */
    static boolean of(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void shortly() throws CommandFailed {
        if (!of(SHORT)) {
            throw new CommandFailed(ExitCodes.FAILED, "interrupted while waiting for the runner");
        }
    }
}
