package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.resolve.TargetResolver.Draft;
import dev.dpm.process.NativePaths;

/** Checks that no two targets have the same pid file. */
final class PidFileRules {

    private PidFileRules() {
    }

    static void check(List<Draft> drafts, Findings findings) {
        Map<Path, String> owners = new HashMap<>();
        for (Draft draft : drafts) {
            String name = draft.name().orElseThrow().value();
            draft.settings().given(Options.PID_FILE).ifPresent(given -> {
                Path file = NativePaths.of(draft.settings().find(Options.PID_FILE).orElseThrow()).normalize();
                String owner = owners.putIfAbsent(file, name);
                if (owner != null) {
                    findings.fault(ConfigFault.of(given.origin(), Options.PID_FILE,
                            ConfigFault.quoted(NativePaths.text(file)) + " is the pid file of " + owner + " already; "
                                    + "allowed: a file of its own, of instances with {instance} in its name"));
                }
            });
        }
    }
}
