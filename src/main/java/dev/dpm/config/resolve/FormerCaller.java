package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.NativePaths;

/**
 * Reconstructs the request that declared a target, for a runner's home folder in which no such request was recorded.
 * The folder and the variables come from the target's specification. If the target's own settings override one of them,
 * the value of the present caller is used, and never the value of another target.
 */
public final class FormerCaller {

    /** The environment variables that the runner sets for a target with the option {@link Options#USER}. */
    private static final Set<String> OF_USERS = Set.of("HOME", "USER", "LOGNAME", "SHELL");

    private FormerCaller() {
    }

    /**
     * Reconstructs the request with which a user would declare this target again, if the configuration file has not
     * changed.
     *
     * @param target a target that a configuration file declares
     * @param today the request that started the present runner
     */
    public static StartRequest of(TargetSpec target, StartRequest today) {
        Settings written = target.settings().written();
        Path cwd = written.given(Options.CWD).isPresent() ? today.cwd() : target.cwd();
        boolean isOfRun = written.all().values().stream().anyMatch(given -> given.origin().equals(Resolver.RUN));
        return new StartRequest(isOfRun, Optional.empty(), flags(target, written), List.of(), cwd,
                target.umask(), environment(target, written, today));
    }

    private static Map<String, String> flags(TargetSpec target, Settings written) {
        Map<String, String> flags = new LinkedHashMap<>();
        written.all().forEach((option, given) -> {
            if (given.origin().source() == Source.FLAG) {
                flags.put(option.name(), given.text());
            }
        });
        target.source().ifPresent(file -> flags.put(Options.CONFIG.name(), NativePaths.text(file)));
        return flags;
    }

    private static Map<String, String> environment(TargetSpec target, Settings written, StartRequest today) {
        Set<String> own = new HashSet<>(written.find(Options.ENV).map(Map::keySet).orElse(Set.of()));
        if (written.given(Options.USER).isPresent()) {
            own.addAll(OF_USERS);
        }
        Map<String, String> environment = new LinkedHashMap<>(target.environment());
        environment.keySet().removeAll(own);
        today.environment().forEach((variable, value) -> {
            if (own.contains(variable)) {
                environment.put(variable, value);
            }
        });
        return environment;
    }
}
