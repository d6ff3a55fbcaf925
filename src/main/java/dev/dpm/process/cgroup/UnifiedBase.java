package dev.dpm.process.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the cgroup of version 2 below which targets get their cgroups. This cgroup may not contain a process itself
 * (cgroup-v2.rst, "No Internal Process Constraint"), so the runner moves into a cgroup below it, {@value #LEAF}. This
 * class does no I/O.
 */
final class UnifiedBase {

    /**
     * The name of the cgroup into which the runner moves. The setting {@code DelegateSubgroup=} of systemd may name the
     * same cgroup.
     */
    static final String LEAF = "dpm-runner";

    /**
     * What is known about one cgroup.
     *
     * @param mayMake whether the runner may create cgroups below it
     * @param isRoot whether it is the root cgroup, which may contain processes
     * @param controllers the content of {@code cgroup.controllers}
     * @param enabled the content of {@code cgroup.subtree_control}
     * @param runners whether it contains processes of the runner
     * @param strangers whether it contains other processes
     */
    record View(boolean mayMake, boolean isRoot, Set<String> controllers, Set<String> enabled, boolean runners,
            boolean strangers) {

        private boolean canGive(String controller) {
            return mayMake && controllers.contains(controller) && (isRoot || !enabled.isEmpty() || !strangers);
        }
    }

    enum Choice {
        /** The cgroup of the runner itself. */
        OWN,
        AROUND
    }

    private UnifiedBase() {
    }

    /**
     * The first of two cgroups that can enable at least one of the wanted controllers.
     *
     * @param own the cgroup of the runner
     * @param isLeaf whether {@code own} is the cgroup {@link #LEAF}
     * @param around the parent of {@code own}, or {@code own} if there is none
     */
    static Optional<Choice> choose(View own, boolean isLeaf, View around, Set<String> wanted) {
        List<Choice> order = isLeaf ? List.of(Choice.AROUND, Choice.OWN) : List.of(Choice.OWN, Choice.AROUND);
        return order.stream().filter(choice -> wanted.stream()
                .anyMatch(controller -> (choice == Choice.OWN ? own : around).canGive(controller))).findFirst();
    }

    /** Whether the runner must leave the chosen cgroup before it can enable controllers. */
    static boolean mustLeave(View chosen) {
        return !chosen.isRoot() && chosen.runners();
    }

    /**
     * A phrase that says why targets can get cgroups neither below the runner's cgroup nor below the parent of that
     * cgroup.
     */
    static String refusal(String folder, View own) {
        return !own.mayMake()
                ? folder + " is not delegated to the runner (systemd: Delegate=yes in the runner's unit)"
                : own.strangers()
                        ? folder + " has processes that are not the runner's, so that version 2 gives no limits to"
                                + " cgroups below it"
                        : folder + " has none of the controllers";
    }
}
