package dev.dpm.operator.fleet;

import dev.dpm.event.OneLine;

/** Cuts what others say (pods, and whoever may write into them) to one line of bounded length. */
final class Said {

    private static final int LONGEST = 300;

    private Said() {
    }

    static String of(String text) {
        return OneLine.of(text, LONGEST);
    }
}
