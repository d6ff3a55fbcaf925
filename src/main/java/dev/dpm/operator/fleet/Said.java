package dev.dpm.operator.fleet;

import dev.dpm.event.OneLine;

/** Cuts foreign texts (from pods, and from any program in them) to one line of bounded length. */
final class Said {

    private static final int LONGEST = 300;

    private Said() {
    }

    static String of(String text) {
        return OneLine.of(text, LONGEST);
    }
}
