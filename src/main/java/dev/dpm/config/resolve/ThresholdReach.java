package dev.dpm.config.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.dpm.config.Bytes;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.MachineMemory;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.cgroup.SurroundingLimits;

/**
 * Warns about thresholds above a limit that applies to the target.
 *
 * @param memory the limits of machine and runner, in bytes
 * @param cpu the limits in percent of one core
 */
record ThresholdReach(Supplier<List<Ceiling>> memory, Supplier<List<Ceiling>> cpu) {

    private static final String SHARE = "80%";
    private static final String SHARE_OF_LIMIT = "80%limit";
    private static final int PERCENT = 100;
    private static final int MILLIS_PER_PERCENT = 10;

    /**
     * A limit above which a threshold would have no effect.
     *
     * @param value in bytes, or in percent of one core
     * @param words the limit as warnings show it, such as {@code memory_max 64.0 MiB, where the kernel kills first}
     * @param share a threshold that the user may write instead, such as {@code 80%}; empty text: none
     */
    record Ceiling(double value, String words, String share) {
    }

    /** The limits of this machine and of the runner's cgroup, read once. For use by one thread. */
    static ThresholdReach here() {
        return new ThresholdReach(once(ThresholdReach::memoryHere), once(ThresholdReach::cpuHere));
    }

    static <T> Supplier<T> once(Supplier<T> origin) {
        List<T> known = new ArrayList<>(1);
        return () -> {
            if (known.isEmpty()) {
                known.add(origin.get());
            }
            return known.get(0);
        };
    }

    void warn(Settings settings, Findings findings) {
        if (isFixed(Options.MEMORY_THRESHOLD, settings)) {
            warn(Options.MEMORY_THRESHOLD, memoryLimits(settings), settings, findings);
        }
        if (isFixed(Options.CPU_THRESHOLD, settings)) {
            warn(Options.CPU_THRESHOLD, cpuLimits(settings), settings, findings);
        }
    }

    private static boolean isFixed(Option<Threshold> option, Settings settings) {
        return settings.given(option).isPresent() && settings.get(option) instanceof Threshold.At;
    }

    private static void warn(Option<Threshold> option, List<Ceiling> limits, Settings settings,
            Findings findings) {
        Threshold.At threshold = (Threshold.At) settings.get(option);
        Settings.Setting given = settings.given(option).orElseThrow();
        limits.stream().min(Comparator.comparingDouble(Ceiling::value))
                .filter(limit -> threshold.value() >= limit.value())
                .ifPresent(limit -> findings.warning(ConfigFault
                        .of(given.origin(), option, given.text() + " is not below "
                                + limit.words() + ", so the target hardly ever exceeds it"
                                + (limit.share().isEmpty() ? "" : "; " + limit.share() + " is a share of that limit"))
                        .toString()));
    }

    private List<Ceiling> memoryLimits(Settings settings) {
        List<Ceiling> limits = new ArrayList<>();
        settings.find(Options.MEMORY_MAX).flatMap(some -> some).ifPresent(max -> limits
                .add(new Ceiling(max.count(), "memory_max " + max + ", where the kernel kills first", SHARE)));
        settings.find(Options.MEMORY_LIMIT)
                .ifPresent(told -> limits.add(new Ceiling(told.count(), "memory_limit " + told, SHARE)));
        settings.find(Options.RLIMITS).orElse(List.of()).stream()
                .filter(limit -> limit.kind() == ResourceLimit.Kind.AS && limit.soft() != ResourceLimit.UNLIMITED)
                .forEach(limit -> limits.add(new Ceiling(limit.soft(), "the rlimit as of "
                        + new Bytes(limit.soft()) + ", which every process has for itself", "")));
        if (!settings.get(Options.ATTACH)) {
            limits.addAll(memory.get());
        }
        return limits;
    }

    private List<Ceiling> cpuLimits(Settings settings) {
        List<Ceiling> limits = new ArrayList<>();
        settings.find(Options.CPU_QUOTA).flatMap(some -> some).ifPresent(millis -> limits
                .add(new Ceiling(millis / (double) MILLIS_PER_PERCENT, "cpu_quota "
                        + settings.text(Options.CPU_QUOTA).orElse("") + ", which holds the target there",
                        SHARE_OF_LIMIT)));
        settings.find(Options.CPU_LIMIT).ifPresent(cores -> limits.add(new Ceiling(cores * PERCENT,
                "cpu_limit " + settings.text(Options.CPU_LIMIT).orElse(""), SHARE_OF_LIMIT)));
        settings.find(Options.CPU_AFFINITY).ifPresent(cpus -> limits.add(new Ceiling(
                (double) cpus.numbers().size() * PERCENT, "cpu_affinity " + cpus + " ("
                        + processors(cpus.numbers().size()) + ")",
                "")));
        if (!settings.get(Options.ATTACH)) {
            limits.addAll(cpu.get());
        }
        return limits;
    }

    private static List<Ceiling> memoryHere() {
        List<Ceiling> limits = new ArrayList<>();
        SurroundingLimits.limit(Kind.MEMORY_MAX).ifPresent(bytes -> limits
                .add(new Ceiling(bytes, "the memory limit of the runner's cgroup, " + Bytes.words(bytes), SHARE)));
        MachineMemory.bytes().ifPresent(bytes -> limits
                .add(new Ceiling(bytes, "this machine's memory of " + Bytes.words(bytes), "")));
        return limits;
    }

    private static List<Ceiling> cpuHere() {
        List<Ceiling> limits = new ArrayList<>();
        SurroundingLimits.limit(Kind.CPU_QUOTA).ifPresent(millis -> limits.add(new Ceiling(
                millis / (double) MILLIS_PER_PERCENT, "the CPU limit of the runner's cgroup, "
                        + millis / MILLIS_PER_PERCENT + "%",
                SHARE_OF_LIMIT)));
        Optional<Integer> online = PropertyRights.own().online().map(cpus -> cpus.numbers().size());
        online.ifPresent(count -> limits
                .add(new Ceiling((double) count * PERCENT, "this machine's " + processors(count), "")));
        return limits;
    }

    private static String processors(int count) {
        return count + (count == 1 ? " processor" : " processors");
    }
}
