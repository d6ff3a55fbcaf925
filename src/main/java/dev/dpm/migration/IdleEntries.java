package dev.dpm.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.value.BadValue;

/** Leaves out those settings of the new dpm.yaml that have no effect, since dpm-runner would warn about them at each start. */
final class IdleEntries {

    private IdleEntries() {
    }

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

    /** Whether a text switches an option on. A text with variables counts as on, since their values are unknown. */
    private static boolean isOn(Option<?> option, String text) {
        try {
            return text.contains("$") || option.isOn(option.parse(text));
        } catch (BadValue e) {
            return false;
        }
    }
}
