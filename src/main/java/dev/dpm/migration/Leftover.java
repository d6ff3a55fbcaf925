package dev.dpm.migration;

import dev.dpm.event.OneLine;

/**
 * What the new file lacks or does differently.
 *
 * @param place such as {@code supervisord.conf line 12}
 * @param sentence what to do
 */
record Leftover(String place, String sentence) {

    private static final int LONGEST = 400;

    Leftover {
        sentence = OneLine.of(sentence, LONGEST);
        place = OneLine.of(place, LONGEST);
    }

    @Override
    public String toString() {
        return place + ": " + sentence;
    }
}
