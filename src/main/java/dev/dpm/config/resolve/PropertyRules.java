package dev.dpm.config.resolve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.cgroup.LimitPlaces;

/** Checks whether the kernel allows a target's niceness, limits and other properties. */
record PropertyRules(PropertyRights rights, Supplier<LimitPlaces> cgroups) {

    private static final List<Option<?>> OPTIONS = List.of(Options.NICE, Options.OOM_SCORE_ADJ, Options.CPU_AFFINITY,
            Options.RLIMITS, Options.MEMORY_MAX, Options.CPU_QUOTA, Options.PIDS_MAX);

    private static final int MILLIS = 1000;

    /**
     * Checks the properties of a target with the privileges of this process, and adds a fault for each that the kernel
     * would refuse. True: there is none.
     */
    static boolean areMetHere(Settings settings, Findings findings) {
        return OPTIONS.stream().allMatch(option -> settings.given(option).isEmpty())
                || new PropertyRules(PropertyRights.own(), LimitPlaces::ofThisMachine).areMet(settings, findings);
    }

    /**
     * Adds a fault for each property of a target that the kernel would refuse.
     *
     * @return whether there is no such property
     */
    boolean areMet(Settings settings, Findings findings) {
        warnOfProcessors(settings, findings);
        return isMet(Options.NICE, rights::refusal, settings, findings)
                & isMet(Options.OOM_SCORE_ADJ, rights::oomRefusal, settings, findings)
                & isMet(Options.CPU_AFFINITY, rights::refusal, settings, findings)
                & isMet(Options.RLIMITS,
                        limits -> limits.stream().flatMap(limit -> refusal(limit).stream()).findFirst(),
                        settings, findings)
                & isHeld(Options.MEMORY_MAX, CgroupLimits.Kind.MEMORY_MAX, settings, findings)
                & isHeld(Options.CPU_QUOTA, CgroupLimits.Kind.CPU_QUOTA, settings, findings)
                & isHeld(Options.PIDS_MAX, CgroupLimits.Kind.PIDS_MAX, settings, findings);
    }

    private <T> boolean isHeld(Option<Optional<T>> option, CgroupLimits.Kind kind, Settings settings,
            Findings findings) {
        return isMet(option, limit -> limit.flatMap(some -> cgroups.get().refusal(kind))
                .map(why -> "cannot be held: " + why + "; allowed here: off"), settings, findings);
    }

    /** Warns about a CPU quota above the number of the machine's processors, which a forgotten percent sign may cause. */
    private void warnOfProcessors(Settings settings, Findings findings) {
        int online = rights.online().map(cpus -> cpus.numbers().size()).orElse(Integer.MAX_VALUE);
        settings.given(Options.CPU_QUOTA).filter(given -> !given.text().endsWith("%")
                && settings.get(Options.CPU_QUOTA).filter(millis -> millis / MILLIS > online).isPresent())
                .ifPresent(given -> findings.warning(given.origin().place() + ": cpu_quota: " + given.text() + " means "
                        + given.text() + " processors, and this machine has " + online + "; " + given.text()
                        + "% would be a share of one"));
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
