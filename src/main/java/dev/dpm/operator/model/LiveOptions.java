package dev.dpm.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Option;
import dev.dpm.config.Option.Place;
import dev.dpm.config.Options;

/**
 * Divides the options of a Supervision by the way in which they reach its pods: live options through the file that
 * running sidecars follow, and all other options through the command line of a new pod.
 */
public final class LiveOptions {

    /**
     * The options whose values may come from the pod's own probe, with {@code liveness: chain}; no file may override
     * these.
     */
    private static final List<Option<?>> OF_MOVED_PROBES = List.of(Options.HTTP_CHECK, Options.TCP_CHECK,
            Options.CHECK_INTERVAL, Options.CHECK_TIMEOUT, Options.CHECK_FAILURES, Options.START_GRACE);

    private LiveOptions() {
    }

    /**
     * Whether a change of the option reaches running pods. A change of an option without a default does not reach them,
     * since a file cannot say that the option is no longer given.
     */
    public static boolean isLive(Option<?> option, SupervisionSpec spec) {
        return option.isAllowedIn(Place.FILE) && option.isAllowedIn(Place.ENVIRONMENT)
                && Options.defaultOfAttached(option).isPresent()
                && !(spec.livenessInForce() == Liveness.CHAIN && OF_MOVED_PROBES.contains(option));
    }

    /** The live options that a spec gives, by option, in the order of the documentation. */
    public static Map<Option<?>, String> live(SupervisionSpec spec) {
        return given(spec, true);
    }

    /** The other options that a spec gives, by the names of the command line. */
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
