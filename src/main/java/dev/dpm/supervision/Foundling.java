package dev.dpm.supervision;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.BadValue;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.lifecycle.Resting;
import dev.dpm.process.TargetName;

/**
 * A target that lives and whose record was lost: only its name is known, from its cookie. It is shown and can be
 * stopped; it is not judged, and never launched, since nobody knows its command.
 */
final class Foundling {

    private static final Settings.Origin ORIGIN = new Settings.Origin(Settings.Source.DEFAULT, "its record is lost");

    private Foundling() {
    }

    static Slot slot(TargetName name) {
        Settings settings = with(with(with(Settings.none(), Options.RESTART, "never"), Options.CPU_THRESHOLD, "off"),
                Options.MEMORY_THRESHOLD, "off");
        Slot slot = new Slot(new TargetSpec(name, List.of("(unknown: its record is lost)"), Path.of("/"), Map.of(),
                "0022", settings, Optional.empty()), Resting.blank(), false);
        slot.foundling = true;
        return slot;
    }

    private static Settings with(Settings settings, Option<?> option, String text) {
        try {
            return settings.with(option, text, ORIGIN);
        } catch (BadValue e) {
            throw new IllegalStateException(option.name() + " no longer takes " + text, e);
        }
    }
}
