package dev.dpm.config.resolve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;

/** Checks whether this machine allows the process properties that a target asks for. */
record PropertyRules(PropertyRights rights) {

    private static final List<Option<?>> OPTIONS = List.of(Options.NICE, Options.OOM_SCORE_ADJ, Options.CPU_AFFINITY,
            Options.RLIMITS);

    /** The same check with this process's rights; the kernel is asked only where a target asks for a property. */
    static boolean areMetHere(Settings settings, Findings findings) {
        return OPTIONS.stream().allMatch(option -> settings.given(option).isEmpty())
                || new PropertyRules(PropertyRights.own()).areMet(settings, findings);
    }

    /** Reports properties that would be refused at every launch. */
    boolean areMet(Settings settings, Findings findings) {
        return isMet(Options.NICE, rights::refusal, settings, findings)
                & isMet(Options.OOM_SCORE_ADJ, rights::oomRefusal, settings, findings)
                & isMet(Options.CPU_AFFINITY, rights::refusal, settings, findings)
                & isMet(Options.RLIMITS,
                        limits -> limits.stream().flatMap(limit -> refusal(limit).stream()).findFirst(),
                        settings, findings);
    }

    private Optional<String> refusal(ResourceLimit limit) {
        return rights.refusal(limit).map(reason -> limit + " " + reason);
    }

    private static <T> boolean isMet(Option<T> option, Function<T, Optional<String>> refusal, Settings settings,
            Findings findings) {
        Optional<String> reason = settings.given(option).isEmpty()
                ? Optional.empty()
                : settings.find(option).flatMap(refusal);
        reason.ifPresent(words -> findings.fault(ConfigFault.of(settings.given(option).orElseThrow().origin(), option,
                (option.isMapping() ? "" : ConfigFault.quoted(settings.text(option).orElse("")) + " ") + words)));
        return reason.isEmpty();
    }
}
