package dev.dpm.config;

/**
 * How a target's memory is measured.
 *
 * @param onlyOwn a cgroup counts only where it is the target's: with a limit, and without the runner in it. So it is
 *        where nobody chose the basis: on a machine without containers a process shares its cgroup with its neighbours,
 *        and must not answer for them
 */
public record MemoryMeasure(MemoryBasis basis, boolean onlyOwn) {
}
