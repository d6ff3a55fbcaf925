package dev.dpm.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;

/**
 * Declares the options of {@code start} and {@code run} to picocli from their one declaration, and reads their values
 * from parsed words.
 */
final class OptionFlags {

    private OptionFlags() {
    }

    static void declare(Grammar grammar) {
        for (Option<?> option : Options.all()) {
            if (option.isAllowedIn(Option.Place.FLAG)) {
                declare(grammar, option);
            }
        }
    }

    private static void declare(Grammar grammar, Option<?> option) {
        String doc = option.doc() + option.defaultText().map(text -> " (default: " + text + ")").orElse("");
        String[] names = option.flag().equals(option.hyphenFlag())
                ? new String[]{option.flag()}
                : new String[]{option.flag(), option.hyphenFlag()};
        if (option.isSwitch()) {
            grammar.flag(option.doc(), names);
        } else if (option.isRepeatable()) {
            grammar.values(option.metavar(), doc + "; may be given several times", names);
        } else {
            grammar.value(option.metavar(), doc, names);
        }
    }

    /** Whether the words name a script, so that the words after {@code --}, if there are any, are its arguments. */
    static boolean nameScript(WrittenCommand words) {
        return words.has(Options.SCRIPT_PATH.flag()) || words.has(Options.PROCESS_NAME.flag());
    }

    /** Option name to text, for the options that were written. */
    static Map<String, String> read(WrittenCommand words) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Option<?> option : Options.all()) {
            if (!words.has(option.flag())) {
                continue;
            }
            if (option.isSwitch()) {
                flags.put(option.name(), "true");
            } else if (option.isRepeatable()) {
                flags.put(option.name(),
                        String.join(Settings.SEPARATOR,
                                words.parsed().matchedOptionValue(option.flag(), new String[0])));
            } else {
                flags.put(option.name(), words.given(option.flag()).orElse(""));
            }
        }
        return flags;
    }
}
