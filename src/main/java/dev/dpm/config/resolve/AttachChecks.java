package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.AttachRules;
import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RestartRules.OnExhausted;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.Stdout;
import dev.dpm.config.resolve.TargetResolver.Draft;

/** Checks that the settings of a target fit together with {@code --attach}, or without it. */
final class AttachChecks {

    private static final String NOT_LAUNCHED = "is not allowed with --attach: the process is started by somebody else";
    private static final String ACTIONS = "allowed with --attach: unhealthy, terminate, signal:NAME or none";

    private AttachChecks() {
    }

    static boolean areMet(Draft draft, Findings findings) {
        List<ConfigFault> faults = new ArrayList<>();
        Settings settings = draft.settings();
        if (AttachRules.asks(settings)) {
            attached(draft, faults);
        } else {
            AttachRules.onlySelectors()
                    .forEach(option -> settings.given(option).ifPresent(given -> faults.add(ConfigFault
                            .of(given.origin(), option,
                                    "is not allowed without --attach; allowed: together with it"))));
            settings.given(Options.ON_BREACH).filter(given -> is(given, BreachAction.Kind.TERMINATE))
                    .ifPresent(given -> faults.add(badAction(given, "allowed without --attach: restart, stop, "
                            + "signal:NAME, unhealthy or none")));
        }
        faults.forEach(findings::fault);
        return faults.isEmpty();
    }

    private static void attached(Draft draft, List<ConfigFault> faults) {
        Settings settings = draft.settings();
        if (AttachRules.selectors().stream().noneMatch(option -> settings.given(option).isPresent())) {
            faults.add(ConfigFault.of(settings.given(Options.ATTACH).orElseThrow().origin(), Options.ATTACH,
                    "does not say to which process; allowed: together with --process_name, --match, --pid or "
                            + "--pid_file, one of them at least"));
        }
        if (!draft.command().isEmpty() || !draft.arguments().isEmpty()) {
            faults.add(new ConfigFault(draft.place(), "a command " + NOT_LAUNCHED));
        }
        for (Option<?> option : AttachRules.ofLaunches()) {
            settings.given(option).filter(given -> given.origin().source() != Source.DEFAULT)
                    .filter(given -> !given.value().equals(Stdout.of(OutputMode.FILE)))
                    .ifPresent(given -> faults.add(ConfigFault.of(given.origin(), option, NOT_LAUNCHED)));
        }
        settings.given(Options.PROCESS_NAME).filter(given -> given.text().indexOf('/') >= 0)
                .ifPresent(given -> faults.add(ConfigFault.of(given.origin(), Options.PROCESS_NAME,
                        ConfigFault.quoted(given.text()) + " is not allowed with --attach; allowed: a name without "
                                + "a folder")));
        settings.given(Options.ON_BREACH)
                .filter(given -> is(given, BreachAction.Kind.RESTART) || is(given, BreachAction.Kind.STOP))
                .ifPresent(given -> faults.add(badAction(given, ACTIONS)));
        settings.given(Options.ON_EXHAUSTED).filter(given -> given.value() == OnExhausted.STOP)
                .ifPresent(given -> faults.add(ConfigFault.of(given.origin(), Options.ON_EXHAUSTED,
                        "'stop' is not allowed; allowed with --attach: leave or exit")));
    }

    private static boolean is(Setting given, BreachAction.Kind kind) {
        return given.value() instanceof BreachAction action && action.kind() == kind;
    }

    private static ConfigFault badAction(Setting given, String allowed) {
        return ConfigFault.of(given.origin(), Options.ON_BREACH,
                ConfigFault.quoted(given.text()) + " is not allowed; " + allowed);
    }
}
