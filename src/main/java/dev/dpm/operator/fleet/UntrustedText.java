package dev.dpm.operator.fleet;

import dev.dpm.event.OneLine;

/** Converts an untrusted text from a pod to one line of limited length. */
final class UntrustedText {

    private static final int LONGEST = 300;

    private UntrustedText() {
    }

    static String of(String text) {
        return OneLine.of(text, LONGEST);
    }
}
