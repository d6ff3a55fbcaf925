package dev.dpm.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.Bytes;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.CgroupUse;

final class OwnCgroupWords {

    /** The largest page size of a kernel in bytes (some arm64 kernels). The kernel rounds a memory limit down to pages. */
    private static final long LARGEST_PAGE = 64 << 10;

    private OwnCgroupWords() {
    }

    /**
     * The limits in force in the target's own cgroup, each with the requested value where that differs:
     * {@code memory_max 64.0 MiB (16.0 MiB asked for), pids_max 20}. If nothing is known about the cgroup, the requested
     * limits. Empty: there are no limits.
     */
    static Optional<String> limits(CgroupLimits asked, CgroupUse own) {
        String words = own.isNone()
                ? asked.words()
                : Arrays.stream(Kind.values()).filter(kind -> asked.of(kind) + own.held().of(kind) > 0)
                        .map(kind -> limit(kind, asked, own.held())).collect(Collectors.joining(", "));
        return Optional.of(words).filter(text -> !text.isEmpty());
    }

    private static String limit(Kind kind, CgroupLimits asked, CgroupLimits held) {
        String holds = kind.word() + " " + held.words(kind);
        long difference = Math.abs(asked.of(kind) - held.of(kind));
        boolean isSame = difference == 0 || kind == Kind.MEMORY_MAX && held.of(kind) > 0 && difference < LARGEST_PAGE;
        return isSame ? holds : holds + " (" + asked.words(kind) + " asked for)";
    }

    /**
     * The use of the limits of the target's own cgroup: {@code 40.2 MiB with caches, throttled in 80 of 90 periods of 100 ms, 3
     * processes and threads, 2 more refused}.
     */
    static Optional<String> use(CgroupUse own) {
        List<String> parts = new ArrayList<>();
        if (own.memoryBytes() >= 0) {
            parts.add(Bytes.words(own.memoryBytes()) + " with file caches");
        }
        if (own.periods() >= 0 && own.throttledPeriods() >= 0) {
            parts.add(own.throttledPeriods() == 0
                    ? "never throttled"
                    : "throttled in " + own.throttledPeriods() + " of " + own.periods() + " periods of 100 ms ("
                            + own.throttledPeriods() * 100 / Math.max(1, own.periods()) + " %)");
        }
        if (own.tasks() >= 0) {
            parts.add(own.tasks() + (own.tasks() == 1 ? " process or thread" : " processes and threads")
                    + (own.refusedForks() > 0 ? ", " + own.refusedForks() + " more refused" : ""));
        }
        return Optional.of(String.join(", ", parts)).filter(text -> !text.isEmpty());
    }

    static Optional<String> path(CgroupUse own) {
        return Optional.of(String.join(", ", own.folders())).filter(text -> !text.isEmpty());
    }
}
