package dev.dpm.config;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativeText;

/**
 * A fault in a request, as a sentence that names the option, the value and what is allowed.
 *
 * @param place where the user wrote the value: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
 * @param sentence what is wrong and what is allowed
 */
public record ConfigFault(String place, String sentence) {

    private static final int LONGEST_QUOTE = 80;

    public ConfigFault {
        place = NativeText.visible(place);
        sentence = NativeText.visible(sentence);
    }

    /** Makes the fault for a text that a user gave for an option and that is not an allowed value of the option. */
    public static ConfigFault badValue(Origin origin, Option<?> option, String text, BadValue why) {
        // the sentence leaves out the value of an environment variable, since the value may be a secret
        String what = option == Options.ENV ? "what is given" : quoted(text.replace(Settings.SEPARATOR, " "));
        return of(origin, option, what + " is not allowed; allowed: " + why.getMessage());
    }

    /**
     * Makes a fault about an option's value. For a value in a file, the sentence names the option; for a flag or an
     * environment variable, the place in the fault names it.
     */
    public static ConfigFault of(Origin origin, Option<?> option, String sentence) {
        return new ConfigFault(origin.place(), origin.source() == Source.FILE
                ? option.name() + " " + sentence
                : sentence);
    }

    /**
     * Puts a text into quotes, for one line of a terminal: the text is shortened, and a control character appears as
     * its number.
     */
    public static String quoted(String text) {
        String readable = NativeText.shown(text);
        String shown = readable.length() > LONGEST_QUOTE ? readable.substring(0, LONGEST_QUOTE) + "…" : readable;
        return "'" + NativeText.visible(shown).replace("\n", "⟨U+000A⟩") + "'";
    }

    @Override
    public String toString() {
        return place + ": " + sentence;
    }

    /**
     * Collects faults, missing programs and warnings while one request (a command line or a file) is resolved into
     * specifications.
     */
    public static final class Findings {

        private final List<ConfigFault> faults = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        public void fault(ConfigFault fault) {
            if (!faults.contains(fault)) {
                faults.add(fault);
            }
        }

        public void fault(String place, String sentence) {
            fault(new ConfigFault(place, sentence));
        }

        public void missing(String sentence) {
            missing.add(sentence);
        }

        public void warning(String sentence) {
            // all instances of a target cause the same warning, which is stored once
            if (!warnings.contains(sentence)) {
                warnings.add(sentence);
            }
        }

        /** The faults found in the request, one sentence each. */
        public List<String> sentences() {
            return faults.stream().map(ConfigFault::toString).toList();
        }

        /** The faults found in the request. A request with a fault is refused as bad input. */
        public List<ConfigFault> faults() {
            return faults;
        }

        /** The scripts and programs of the request that do not exist, one sentence each. */
        public List<String> missing() {
            return missing;
        }

        /** The warnings about the request. The runner carries out a request in spite of warnings. */
        public List<String> warnings() {
            return warnings;
        }
    }
}
