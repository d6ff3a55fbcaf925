package dev.dpm.config.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.ArgumentSpace;
import dev.dpm.process.NativeText;

/**
 * Checks the sizes of a target's arguments and variables. The kernel would refuse larger ones at every launch (execve(2)).
 */
record SizeRules(ArgumentSpace space, Findings findings) {

    /**
     * Whether the target's command, variables and checks are small enough. Too large ones are reported as faults.
     *
     * @param place where the user wrote the command
     */
    boolean areMet(TargetSpec spec, String place) {
        boolean isSound = areWords(spec.command(), place) & areVariables(spec) & isCheck(spec.settings());
        return isSound && fitTogether(spec, place);
    }

    private boolean areWords(List<String> command, String place) {
        boolean isSound = true;
        for (int i = 0; i < command.size(); i++) {
            if (!space.holds(command.get(i))) {
                // the fault does not repeat the argument, which may be a secret
                findings.fault(place, "argument " + i + " of the command has "
                        + number(ArgumentSpace.bytes(command.get(i))) + " bytes" + allowed("argument"));
                isSound = false;
            }
        }
        return isSound;
    }

    private boolean areVariables(TargetSpec spec) {
        boolean isSound = true;
        for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
            String text = variable.getKey() + "=" + variable.getValue();
            if (!space.holds(text)) {
                findings.fault(fault(spec.settings(), variable.getKey(), "the variable "
                        + NativeText.shown(variable.getKey()) + " has " + number(ArgumentSpace.bytes(text))
                        + " bytes with its name" + allowed("variable")));
                isSound = false;
            }
        }
        return isSound;
    }

    private static ConfigFault fault(Settings settings, String variable, String sentence) {
        boolean isGiven = settings.find(Options.ENV).map(env -> env.containsKey(variable)).orElse(false);
        return isGiven
                ? ConfigFault.of(settings.given(Options.ENV).orElseThrow().origin(), Options.ENV, sentence)
                : new ConfigFault("the caller's environment", sentence);
    }

    /**
     * Checks the size of each option whose text is a command line for {@code /bin/sh}. The kernel gets the whole line as one
     * argument.
     */
    private boolean isCheck(Settings settings) {
        boolean isSound = true;
        for (Option<?> option : Options.all()) {
            Optional<Settings.Setting> line = option.isShellLine() ? settings.given(option) : Optional.empty();
            if (line.isPresent() && !space.holds(line.get().text())) {
                findings.fault(ConfigFault.of(line.get().origin(), option,
                        "has " + number(ArgumentSpace.bytes(line.get().text())) + " bytes" + allowed("command")));
                isSound = false;
            }
        }
        return isSound;
    }

    private boolean fitTogether(TargetSpec spec, String place) {
        if (spec.command().isEmpty()) {
            return true;
        }
        long taken = ArgumentSpace.taken(spec.command(), spec.environment());
        if (taken <= space.all()) {
            return true;
        }
        findings.fault(place, "arguments and variables take " + number(taken) + " bytes together; allowed: up to "
                + number(space.all()) + " (a quarter of the runner's stack limit, ulimit -s)");
        return false;
    }

    private String allowed(String what) {
        return "; allowed: up to " + number(space.one()) + " for one " + what
                + ", since the system starts no program with more (a file holds what is longer)";
    }

    private static String number(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes);
    }
}
