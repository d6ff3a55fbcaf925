package dev.dpm.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.Hook;
import dev.dpm.process.Signal;

/**
 * The commands (hooks) that the runner runs before and after a start and a stop of a target, and for a reload.
 *
 * @param commands command lines for /bin/sh
 * @param reload the signal that makes the target reread its configuration; empty: none
 * @param startTimeout the longest time of a hook at a start
 * @param stopGrace the longest time of a hook at a stop
 */
public record Hooks(Map<Hook, String> commands, Optional<Signal> reload, Duration startTimeout, Duration stopGrace) {

    private static final Map<Hook, Option<Optional<String>>> OPTIONS = Map.of(Hook.PRE_START, Options.PRE_START,
            Hook.POST_START, Options.POST_START, Hook.STOP_COMMAND, Options.STOP_COMMAND, Hook.POST_STOP,
            Options.POST_STOP, Hook.RELOAD_COMMAND, Options.RELOAD_COMMAND);

    public Hooks {
        commands = Map.copyOf(commands);
    }

    static Hooks of(Settings settings) {
        Map<Hook, String> commands = new EnumMap<>(Hook.class);
        OPTIONS.forEach((hook, option) -> settings.get(option).ifPresent(line -> commands.put(hook, line)));
        return new Hooks(commands, settings.get(Options.RELOAD_SIGNAL), settings.get(Options.START_TIMEOUT),
                settings.get(Options.STOP_GRACE));
    }

    public boolean has(Hook hook) {
        return commands.containsKey(hook);
    }

    /** The longest time that a run of this hook may take. */
    public Duration limit(Hook hook) {
        return hook == Hook.STOP_COMMAND || hook == Hook.POST_STOP ? stopGrace : startTimeout;
    }

    /** The longest time by which hooks can prolong a stop of the target. */
    public Duration longestStop() {
        return (has(Hook.STOP_COMMAND) ? stopGrace : Duration.ZERO)
                .plus(has(Hook.POST_STOP) ? stopGrace : Duration.ZERO);
    }

    /** The fault of hook settings that contradict each other; empty: there is none. */
    public static Optional<ConfigFault> fault(Settings settings) {
        boolean isBoth = settings.get(Options.RELOAD_COMMAND).isPresent()
                && settings.get(Options.RELOAD_SIGNAL).isPresent();
        return settings.given(Options.RELOAD_SIGNAL).filter(given -> isBoth)
                .map(given -> ConfigFault.of(given.origin(), Options.RELOAD_SIGNAL,
                        "is not allowed together with reload_command; allowed: one of the two"));
    }
}
