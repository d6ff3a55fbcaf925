package dev.dpm.cli.call;

import java.time.Duration;

/** A pause between two requests to the daemon. */
public final class Pause {

    private static final Duration SHORT = Duration.ofMillis(25);

    private Pause() {
    }

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
