package dev.dpm.app;

import java.util.Arrays;

import dev.dpm.event.OneLine;

/** Says in a sentence which error ended the runner that nothing handles, so that a report of the fault can name it. */
final class UnexpectedEnd {

    private static final String OWN = "dev.dpm.";

    private UnexpectedEnd() {
    }

    /** The sentence, with the error and the place in the runner's code that met it first. */
    static String words(Throwable error) {
        String place = Arrays.stream(error.getStackTrace()).filter(frame -> frame.getClassName().startsWith(OWN))
                .findFirst().map(frame -> " at " + frame).orElse("");
        return OneLine.whole("the runner ended by an error that it cannot handle (" + error + place
                + "): its targets, if there are any, live on, and the next start takes them over");
    }
}
