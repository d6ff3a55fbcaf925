package dev.dpm.operator.fleet;

import dev.dpm.event.OneLine;

/**
 * Cuts texts from pods to one line of bounded length. Such texts are untrusted, since any program in the pod may have
 * written the text.
 */
final class UntrustedText {

    private static final int LONGEST = 300;

    private UntrustedText() {
    }

    static String of(String text) {
        return OneLine.of(text, LONGEST);
    }
}
