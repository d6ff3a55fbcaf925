package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.value.BadValue;

/**
 * Compares the values that a client has seen with the values in force, so that a change by this client does not undo the
 * change of another one.
 *
 * @param conflicts such as {@code cpu_threshold is '90' now, and not '80'}
 * @param faults expected options that do not exist
 */
public record ExpectedValues(List<String> conflicts, List<ConfigFault> faults) {

    public ExpectedValues {
        conflicts = List.copyOf(conflicts);
        faults = List.copyOf(faults);
    }

    /**
     * Compares the values that a request expects with the values in force. An option that already has the requested value
     * is no conflict.
     */
    public static ExpectedValues compared(Settings inForce, ChangeRequest asked) {
        Map<Option<?>, String> texts = byOption(asked.texts());
        List<String> conflicts = new ArrayList<>();
        List<ConfigFault> faults = new ArrayList<>();
        new TreeMap<>(asked.expected()).forEach((name, text) -> {
            Optional<Option<?>> option = Options.byName(name);
            if (option.isEmpty()) {
                faults.add(new ConfigFault(ConfigFault.quoted(name), "is expected to have a value, but is not an option"
                        + Spelling.hint(name, Options.all().stream().map(Option::name).toList(), "")));
            } else if (!has(inForce, option.get(), text)
                    && !has(inForce, option.get(), texts.get(option.get()))) {
                conflicts.add(option.get().name() + " is " + named(inForce.shown(option.get()).orElse(""))
                        + " now, and not " + named(text));
            }
        });
        return new ExpectedValues(conflicts, faults);
    }

    private static Map<Option<?>, String> byOption(Map<String, String> texts) {
        Map<Option<?>, String> byOption = new HashMap<>();
        texts.forEach((name, text) -> Options.byName(name).ifPresent(option -> byOption.put(option, text)));
        return byOption;
    }

    private static boolean has(Settings inForce, Option<?> option, String text) {
        if (text == null) {
            return false;
        }
        if (inForce.shown(option).orElse("").equals(text.strip())) {
            return true;
        }
        try {
            return !text.isBlank() && inForce.find(option).equals(Optional.of(option.parse(text)));
        } catch (BadValue e) {
            return false;
        }
    }

    private static String named(String text) {
        return text.isBlank() ? "without a value" : ConfigFault.quoted(text);
    }
}
