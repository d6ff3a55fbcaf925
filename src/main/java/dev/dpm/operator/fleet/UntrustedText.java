package dev.dpm.operator.fleet;

import dev.dpm.event.OneLine;

/** Cuts untrusted texts from pods to one short line. */
final class UntrustedText {

    private static final int LONGEST = 300;

    private UntrustedText() {
    }

    static String of(String text) {
        return OneLine.of(text, LONGEST);
    }
}
