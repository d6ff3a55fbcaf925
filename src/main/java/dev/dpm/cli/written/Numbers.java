package dev.dpm.cli.written;

import java.math.BigDecimal;
import java.time.Duration;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;

public final class Numbers {

    private Numbers() {
    }

    public static int lines(String option, String text, int most) throws CommandFailed {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > most) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of lines from 0 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    public static int count(String option, String text, int most) throws CommandFailed {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of targets from 1 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    public static Duration seconds(String option, String text) throws CommandFailed {
        boolean isNumber = text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?");
        long millis = isNumber ? new BigDecimal(text).movePointRight(3).longValue() : 0;
        if (millis < 100 || millis > 86_400_000) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of seconds from 0.1 to 86400, not '" + text + "'");
        }
        return Duration.ofMillis(millis);
    }

    /** The exit code in an answer of the runner. A text that is no number counts as the exit code of a failure. */
    public static int exitCode(String text) {
        return text.strip().equals("0") ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
