package dev.dpm.cli.written;

import java.math.BigDecimal;
import java.time.Duration;

import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;

/** Parses numbers in command lines and in answers of the API. */
public final class Numbers {

    private Numbers() {
    }

    /** Parses the number of lines in an option's text, from 0 to {@code most}. */
    public static int lines(String option, String text, int most) throws CommandFailed {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > most) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of lines from 0 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Parses the number of targets in an option's text, from 1 to {@code most}. */
    public static int count(String option, String text, int most) throws CommandFailed {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of targets from 1 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Parses the number of seconds in an option's text, from 0.1 to a day. */
    public static Duration seconds(String option, String text) throws CommandFailed {
        boolean isNumber = text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?");
        long millis = isNumber ? new BigDecimal(text).movePointRight(3).longValue() : 0;
        if (millis < 100 || millis > 86_400_000) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of seconds from 0.1 to 86400, not '" + text + "'");
        }
        return Duration.ofMillis(millis);
    }

    /** The exit code that an answer of the API contains; each text other than 0 counts as a failure. */
    public static int exitCode(String text) {
        return text.strip().equals("0") ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
