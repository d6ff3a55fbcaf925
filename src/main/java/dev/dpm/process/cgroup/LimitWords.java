package dev.dpm.process.cgroup;

import java.util.Optional;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.CgroupUse;

/** Sentences about cgroup limits that the kernel refused, or that are below the present use. This class does no I/O. */
final class LimitWords {

    private LimitWords() {
    }

    static String unheld(Kind kind, String why) {
        return kind.word() + " cannot be held: " + why + "; it runs without";
    }

    /**
     * The sentence about a limit that the kernel refused.
     *
     * @param asked the wanted limits
     * @param use the figures of the cgroup after the refusal
     * @param why the kernel's message
     */
    static String refused(Kind kind, CgroupLimits asked, CgroupUse use, String why) {
        boolean isNone = use.held().of(kind) == CgroupLimits.NO_LIMIT;
        String holds = isNone ? kind.word() + " is not in force" : kind.word() + " stays at " + use.held().words(kind);
        if (kind == Kind.MEMORY_MAX && asked.memoryBytes() > 0 && use.memoryBytes() > asked.memoryBytes()) {
            return holds + ", since it uses " + CgroupLimits.NONE.with(kind, use.memoryBytes()).words(kind)
                    + " and the kernel refuses a limit of "
                    + asked.words(kind) + " below that: restart it, or run `reload` again when it uses less";
        }
        return holds + ", since the kernel refused " + asked.words(kind) + " (" + why + ")"
                + (kind == Kind.CPU_QUOTA ? ": a cgroup around its own may allow less" : "")
                + "; `reload` tries again";
    }

    /** A sentence about a limit that is lower than the present use; empty if there is none. */
    static Optional<String> exceeded(CgroupUse use) {
        long most = use.held().pids();
        return most != CgroupLimits.NO_LIMIT && use.tasks() > most
                ? Optional.of("pids_max " + most + " is in force, and it has " + use.tasks()
                        + " processes and threads: they go on, and none can be added before fewer than " + most
                        + " are left")
                : Optional.empty();
    }
}
