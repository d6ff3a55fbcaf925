package dev.dpm.config;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.NativeText;

/**
 * A fault in what a user wrote on the command line, in an environment variable or in a configuration file.
 *
 * @param place where the value was written: {@code --port}, {@code DPM_PORT}, {@code dpm.yaml line 4}
 * @param sentence what is wrong and what is allowed
 */
public record ConfigFault(String place, String sentence) {

    private static final int LONGEST_QUOTE = 80;

    public ConfigFault {
        place = NativeText.visible(place);
        sentence = NativeText.visible(sentence);
    }

    /** Makes the fault of a text that is no allowed value of an option. */
    public static ConfigFault badValue(Origin origin, Option<?> option, String text, BadValue why) {
        // the value of a variable may be a secret, so the fault does not quote it
        String what = option == Options.ENV ? "what is given" : quoted(text.replace(Settings.SEPARATOR, " "));
        return of(origin, option, what + " is not allowed; allowed: " + why.getMessage());
    }

    public static ConfigFault of(Origin origin, Option<?> option, String sentence) {
        return new ConfigFault(origin.place(), origin.source() == Source.FILE
                ? option.name() + " " + sentence
                : sentence);
    }

    /**
     * Puts a text into quotes, for a message of one line. A long text is shortened. A control character is replaced by
     * its number, such as {@code ⟨U+000A⟩}.
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

    /** Collects the faults, missing programs and warnings that are found while a request is resolved into settings. */
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
            if (!warnings.contains(sentence)) {
                warnings.add(sentence);
            }
        }

        public List<String> sentences() {
            return faults.stream().map(ConfigFault::toString).toList();
        }

        /** The faults found so far. A request with a fault is refused. */
        public List<ConfigFault> faults() {
            return faults;
        }

        /** The scripts and programs of the request that do not exist, one sentence each. */
        public List<String> missing() {
            return missing;
        }

        public List<String> warnings() {
            return warnings;
        }
    }
}
