package dev.dpm.app;

import java.util.Arrays;

import dev.dpm.event.OneLine;

/** Describes an unexpected error that ends the runner. */
final class UnexpectedEnd {

    private static final String OWN = "dev.dpm.";

    private UnexpectedEnd() {
    }

    static String words(Throwable error) {
        String place = Arrays.stream(error.getStackTrace()).filter(frame -> frame.getClassName().startsWith(OWN))
                .findFirst().map(frame -> " at " + frame).orElse("");
        return OneLine.whole("the runner ended by an error that it cannot handle (" + error + place
                + "): its targets, if there are any, live on, and the next start takes them over");
    }
}
