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

/** Reconstructs the request that declared a target from the target's specification, where the request was not recorded. */
public final class FormerCaller {

    private static final Set<String> OF_USERS = Set.of("HOME", "USER", "LOGNAME", "SHELL");

    private FormerCaller() {
    }

    /**
     * Reconstructs the request that declared a target.
     *
     * @param target a target from a configuration file
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
