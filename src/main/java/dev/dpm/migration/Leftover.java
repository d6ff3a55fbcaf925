package dev.dpm.migration;

import dev.dpm.event.OneLine;

/**
 * A setting of a source file that the new file does not contain, or sets differently.
 *
 * @param place where the setting stands, such as {@code supervisord.conf line 12}
 * @param sentence names the setting that is not carried over, and says what the user should do
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
