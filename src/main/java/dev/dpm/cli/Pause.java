package dev.dpm.cli;

import java.time.Duration;

/** Waiting between two looks. */
final class Pause {

    private static final Duration SHORT = Duration.ofMillis(25);

    private Pause() {
    }

    /** @return false where the wait was interrupted: whoever loops shall end */
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
