package dev.dpm.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;

/**
 * Leaves out settings that have no effect in the new file because another option is missing there, such as PM2's {@code
 * ignore_watch} beside {@code watch: false}. Otherwise each start from the new file would print a warning about them.
 */
final class IdleEntries {

    private IdleEntries() {
    }

    /** Removes the settings without effect from all targets, and records a note for each. */
    static void leaveOut(Collected all) {
        for (Draft draft : all.drafts()) {
            new LinkedHashMap<>(draft.entries()).forEach((name, entry) -> {
                List<String> needs = Options.byName(name).map(Option::needs).orElse(List.of());
                if (!needs.isEmpty() && needs.stream().noneMatch(other -> isOn(other, draft, all.toolOf(draft)))) {
                    draft.entries().remove(name);
                    draft.note(entry.from(), name + " is left out, since it has no effect without "
                            + String.join(" or ", needs));
                }
            });
        }
    }

    private static boolean isOn(String name, Draft draft, Tool tool) {
        Option<?> option = Options.byName(name).orElseThrow();
        Optional<Object> value = draft.value(name);
        return value.filter(written -> !(written instanceof String)).isPresent()
                || value.map(String.class::cast).or(() -> Optional.ofNullable(tool.defaults().get(name)))
                        .or(option::defaultText).filter(text -> isOn(option, text)).isPresent();
    }

    /**
     * Whether a text switches an option on. A text with variables counts as switching it on, since the values of the
     * variables are unknown.
     */
    private static boolean isOn(Option<?> option, String text) {
        try {
            return text.contains("$") || option.isOn(option.parse(text));
        } catch (BadValue e) {
            return false;
        }
    }
}
