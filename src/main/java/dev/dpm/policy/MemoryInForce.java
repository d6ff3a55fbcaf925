package dev.dpm.policy;

import java.util.Optional;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.config.Thresholds.MemoryMeasure;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

/**
 * A target's memory by the configured basis, or by the sum of the resident sets where that basis cannot be read.
 *
 * @param basis the basis used
 * @param bytes memory by that basis
 * @param because why the configured basis is not used; empty: the configured basis is used
 */
public record MemoryInForce(MemoryBasis basis, long bytes, Optional<String> because) {

    /** The memory in one sample by the wanted basis, or by the basis that replaces it. */
    public static MemoryInForce of(MemoryMeasure wanted, Sample sample) {
        Cgroup cgroup = sample.cgroup();
        boolean isForeign = cgroup.isShared() || cgroup.memoryLimitBytes().isEmpty();
        if (wanted.basis() == MemoryBasis.CGROUP && wanted.onlyOwn() && isForeign
                && cgroup.workingSetBytes().isPresent()) {
            return resident(sample, (cgroup.isShared() ? "the runner is in its cgroup too" : "its cgroup has no limit")
                    + ", so others may be in it; --memory_basis cgroup measures it all the same");
        }
        return by(wanted.basis(), sample);
    }

    /** Whether memory is computed as the sum of resident sets, which counts a shared page once for each process. */
    static boolean isSummed(MemoryMeasure measure, Sample sample) {
        return measure.basis() != MemoryBasis.PSS && of(measure, sample).basis() == MemoryBasis.RSS;
    }

    private static MemoryInForce by(MemoryBasis wanted, Sample sample) {
        return switch (wanted) {
            case RSS -> new MemoryInForce(MemoryBasis.RSS, sample.residentBytes(), Optional.empty());
            case PSS -> sample.proportionalBytes()
                    .map(bytes -> new MemoryInForce(MemoryBasis.PSS, bytes, Optional.empty()))
                    .orElseGet(() -> resident(sample, "smaps_rollup of one of its processes cannot be read"));
            case CGROUP -> sample.cgroup().workingSetBytes()
                    .map(bytes -> new MemoryInForce(MemoryBasis.CGROUP, bytes, Optional.empty()))
                    .orElseGet(() -> resident(sample, sample.cgroup().unreadable().orElse("it could not be read")));
        };
    }

    private static MemoryInForce resident(Sample sample, String because) {
        return new MemoryInForce(MemoryBasis.RSS, sample.residentBytes(), Optional.of(because));
    }
}
