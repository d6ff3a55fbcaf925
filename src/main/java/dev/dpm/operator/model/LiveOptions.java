package dev.dpm.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Option;
import dev.dpm.config.Option.Place;
import dev.dpm.config.Options;

/**
 * Separates the options that dpm-runners in running pods read again after a change from the options that only new pods
 * get.
 */
public final class LiveOptions {

    /**
     * Options that the operator derives from the container's livenessProbe if the Supervision has {@code liveness:
     * chain}.
     */
    private static final List<Option<?>> OF_MOVED_PROBES = List.of(Options.HTTP_CHECK, Options.TCP_CHECK,
            Options.CHECK_INTERVAL, Options.CHECK_TIMEOUT, Options.CHECK_FAILURES, Options.START_GRACE);

    private LiveOptions() {
    }

    /**
     * Whether dpm-runners in running pods get a change of this option. They do not if the option has no default, since it
     * could not be removed again by the file that they read.
     */
    public static boolean isLive(Option<?> option, SupervisionSpec spec) {
        return option.isAllowedIn(Place.FILE) && option.isAllowedIn(Place.ENVIRONMENT)
                && Options.defaultOfAttached(option).isPresent()
                && !(spec.livenessInForce() == Liveness.CHAIN && OF_MOVED_PROBES.contains(option));
    }

    /** The options that a spec sets and that running pods get too, in the order of the documentation. */
    public static Map<Option<?>, String> live(SupervisionSpec spec) {
        return given(spec, true);
    }

    /** The options that a spec sets and that only new pods get; the keys are the options' names on the command line. */
    public static Map<String, String> fixed(SupervisionSpec spec) {
        Map<String, String> fixed = new LinkedHashMap<>();
        given(spec, false).forEach((option, text) -> fixed.put(option.name(), text));
        return fixed;
    }

    private static Map<Option<?>, String> given(SupervisionSpec spec, boolean isLive) {
        Map<Option<?>, String> given = new LinkedHashMap<>();
        OptionNames.all().forEach((name, option) -> {
            Object value = spec.options().get(name);
            if (value != null && isLive(option, spec) == isLive) {
                given.put(option, String.valueOf(value));
            }
        });
        return given;
    }
}
