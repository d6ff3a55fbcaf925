package dev.dpm.config;

import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.process.NativeText;

/**
 * A fault in a request, as a sentence that names the option, the value and what is allowed.
 *
 * @param place where the fault is: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
 * @param sentence what is wrong and what is allowed
 */
public record ConfigFault(String place, String sentence) {

    private static final int LONGEST_QUOTE = 80;

    /** The fault for a text that is no value of its option. */
    public static ConfigFault badValue(Origin origin, Option<?> option, String text, BadValue why) {
        // the value of a variable may be a secret, so it is not repeated, unlike all other texts
        String what = option == Options.ENV ? "what is given" : quoted(text.replace(Settings.SEPARATOR, " "));
        return of(origin, option, what + " is not allowed; allowed: " + why.getMessage());
    }

    /**
     * A fault about an option; for a line of a file the sentence names the key, which a flag or variable as the place
     * does by itself.
     */
    public static ConfigFault of(Origin origin, Option<?> option, String sentence) {
        return new ConfigFault(origin.place(), origin.source() == Source.FILE
                ? option.name() + " " + sentence
                : sentence);
    }

    /** A text in quotes for one line of a terminal: shortened, {@code ?} for control characters. */
    public static String quoted(String text) {
        String readable = NativeText.shown(text);
        String shown = readable.length() > LONGEST_QUOTE ? readable.substring(0, LONGEST_QUOTE) + "…" : readable;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    @Override
    public String toString() {
        return place + ": " + sentence;
    }
}
