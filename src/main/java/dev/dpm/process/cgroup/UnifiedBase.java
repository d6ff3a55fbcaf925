package dev.dpm.process.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the cgroup of version 2 for targets. It may contain no process (cgroup-v2.rst, "No Internal Process Constraint"), so
 * the runner moves into a leaf, {@value #LEAF}. Pure functions.
 */
final class UnifiedBase {

    /** The runner's leaf. systemd's {@code DelegateSubgroup=} may have the same name. */
    static final String LEAF = "dpm-runner";

    /**
     * One cgroup.
     *
     * @param mayMake whether cgroups may be created below
     * @param isRoot no constraint
     * @param controllers {@code cgroup.controllers}
     * @param enabled {@code cgroup.subtree_control}
     * @param runners has the runner's processes
     * @param strangers has other processes
     */
    record View(boolean mayMake, boolean isRoot, Set<String> controllers, Set<String> enabled, boolean runners,
            boolean strangers) {

        private boolean canGive(String controller) {
            return mayMake && controllers.contains(controller) && (isRoot || !enabled.isEmpty() || !strangers);
        }
    }

    enum Choice {
        /** The runner's own cgroup. */
        OWN,
        AROUND
    }

    private UnifiedBase() {
    }

    /**
     * The first of the two cgroups that can enable a wanted controller.
     *
     * @param own the runner's
     * @param isLeaf whether it is the leaf
     * @param around its parent, or {@code own}
     */
    static Optional<Choice> choose(View own, boolean isLeaf, View around, Set<String> wanted) {
        List<Choice> order = isLeaf ? List.of(Choice.AROUND, Choice.OWN) : List.of(Choice.OWN, Choice.AROUND);
        return order.stream().filter(choice -> wanted.stream()
                .anyMatch(controller -> (choice == Choice.OWN ? own : around).canGive(controller))).findFirst();
    }

    /** Whether the runner must leave the cgroup first. */
    static boolean mustLeave(View chosen) {
        return !chosen.isRoot() && chosen.runners();
    }

    /** Why neither cgroup can be used. */
    static String refusal(String folder, View own) {
        return !own.mayMake()
                ? folder + " is not delegated to the runner (systemd: Delegate=yes in the runner's unit)"
                : own.strangers()
                        ? folder + " has processes that are not the runner's, so that version 2 gives no limits to"
                                + " cgroups below it"
                        : folder + " has none of the controllers";
    }
}
