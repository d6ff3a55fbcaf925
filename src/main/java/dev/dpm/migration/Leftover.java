package dev.dpm.migration;

import dev.dpm.event.OneLine;

/**
 * One thing of a source that the printed file lacks, or has differently.
 *
 * @param place {@code supervisord.conf line 12}
 * @param sentence what it is, and what to do
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
