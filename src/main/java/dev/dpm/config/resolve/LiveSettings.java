package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.value.BadValue;

public record LiveSettings(Settings settings, List<ConfigFault> faults, List<String> warnings) {

    public LiveSettings {
        faults = List.copyOf(faults);
        warnings = List.copyOf(warnings);
    }

    /**
     * Changes options of a running target. A text that is empty or equals the configured value withdraws an earlier change.
     *
     * @param texts the new values, by the option's name
     * @param by who made the change, in one word
     */
    public static LiveSettings changed(Settings settings, Map<String, String> texts, String by) {
        List<ConfigFault> faults = new ArrayList<>();
        Set<Option<?>> given = new HashSet<>();
        Settings changed = settings;
        for (Map.Entry<String, String> asked : new TreeMap<>(texts).entrySet()) {
            Optional<Option<?>> option = Options.byName(asked.getKey());
            if (option.filter(Option::isChangedLive).isEmpty()) {
                faults.add(notLive(asked.getKey(), option));
                continue;
            }
            try {
                changed = changed(changed, option.get(), asked.getValue(), by);
                given.add(option.get());
            } catch (BadValue e) {
                Origin origin = new Origin(Source.CHANGE, option.get().name());
                faults.add(ConfigFault.badValue(origin, option.get(), asked.getValue(), e));
            }
        }
        return faults.isEmpty()
                ? new LiveSettings(changed, faults, IdleSettings.warnings(settings, changed, given))
                : new LiveSettings(settings, faults, List.of());
    }

    /** The end of a sentence that says how an option of a running target can be changed. */
    public static String advice(String target) {
        return "to change it: the console, PATCH /api/v1/targets/" + target
                + "/settings, its file and `reload`, or `stop` and `remove` it and `start` it with the new options";
    }

    private static Settings changed(Settings settings, Option<?> option, String text, String by) throws BadValue {
        Settings before = settings.unchanged(option);
        boolean isAsWritten = text.isBlank() || before.find(option).equals(Optional.of(option.parse(text)));
        return isAsWritten ? before : settings.changed(option, text, by);
    }

    private static ConfigFault notLive(String name, Optional<Option<?>> option) {
        List<String> live = Options.all().stream().filter(Option::isChangedLive).map(Option::name).toList();
        String sentence = option.isEmpty()
                ? "is not an option" + Spelling.hint(name, live, "")
                : "cannot be changed while the target is there; change it where it was written, then reload or start";
        return new ConfigFault(ConfigFault.quoted(name), sentence);
    }
}
