package dev.dpm.cli;

import java.math.BigDecimal;
import java.time.Duration;

/** Numbers as people and the API write them. */
final class Numbers {

    private Numbers() {
    }

    /** A number of lines from 0 on. */
    static int lines(String option, String text, int most) throws CommandFailed {
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > most) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of lines from 0 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** Seconds from 0.1 to a day. */
    static Duration seconds(String option, String text) throws CommandFailed {
        boolean isNumber = text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?");
        long millis = isNumber ? new BigDecimal(text).movePointRight(3).longValue() : 0;
        if (millis < 100 || millis > 86_400_000) {
            throw new CommandFailed(ExitCodes.USAGE,
                    option + " takes a number of seconds from 0.1 to 86400, not '" + text + "'");
        }
        return Duration.ofMillis(millis);
    }

    /** The API's word for an exit code; anything it should not say is a failure. */
    static int exitCode(String text) {
        return text.strip().equals("0") ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
