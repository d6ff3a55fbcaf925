package dev.dpm.migration;

import dev.dpm.event.OneLine;

/**
 * A setting that the new dpm.yaml lacks, or that works differently in dpm-runner.
 * @param place the place in the other tool's file, such as {@code supervisord.conf line 12}
 * @param sentence what the user should do
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
