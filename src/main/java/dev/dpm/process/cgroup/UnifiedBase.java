package dev.dpm.process.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the cgroup of version 2 below which the runner makes cgroups for targets. A cgroup other than the root can
 * enable controllers for its children only while no process is in it ("No Internal Process Constraint" in the kernel's
 * cgroup-v2 document). The runner therefore moves from its own cgroup into a leaf below it, {@value #LEAF}. All methods
 * are pure functions.
 */
final class UnifiedBase {

    /**
     * The name of the leaf cgroup into which the runner moves itself. An administrator may give the same name to
     * systemd's {@code DelegateSubgroup=}.
     */
    static final String LEAF = "dpm-runner";

    /**
     * The facts about one cgroup on which the choice depends.
     *
     * @param mayMake whether the runner may create cgroups below this cgroup
     * @param isRoot whether this is the root of the hierarchy, to which the constraint does not apply
     * @param controllers the controllers that this cgroup can enable for its children ({@code cgroup.controllers})
     * @param enabled the controllers that this cgroup enables for its children ({@code cgroup.subtree_control})
     * @param runners whether processes of the runner are in this cgroup
     * @param strangers whether processes that do not belong to the runner are in this cgroup
     */
    record View(boolean mayMake, boolean isRoot, Set<String> controllers, Set<String> enabled, boolean runners,
            boolean strangers) {

        private boolean canGive(String controller) {
            return mayMake && controllers.contains(controller) && (isRoot || !enabled.isEmpty() || !strangers);
        }
    }

    /** The cgroup below which the runner creates the targets' cgroups. */
    enum Choice {
        /** The runner creates the targets' cgroups below its own cgroup. */
        OWN,
        /** The runner creates the targets' cgroups below the parent of its own cgroup. */
        AROUND
    }

    private UnifiedBase() {
    }

    /**
     * Chooses the runner's own cgroup or its parent: the first of the two that can enable at least one of the wanted
     * controllers for its children.
     *
     * @param own the runner's own cgroup
     * @param isLeaf whether the runner's own cgroup is the leaf into which an earlier runner, or systemd, moved the
     *     runner
     * @param around the parent of the runner's own cgroup; {@code own} again if there is no parent
     */
    static Optional<Choice> choose(View own, boolean isLeaf, View around, Set<String> wanted) {
        List<Choice> order = isLeaf ? List.of(Choice.AROUND, Choice.OWN) : List.of(Choice.OWN, Choice.AROUND);
        return order.stream().filter(choice -> wanted.stream()
                .anyMatch(controller -> (choice == Choice.OWN ? own : around).canGive(controller))).findFirst();
    }

    /**
     * Whether the runner's processes must leave the chosen cgroup before the runner can enable controllers for the
     * cgroup's children.
     */
    static boolean mustLeave(View chosen) {
        return !chosen.isRoot() && chosen.runners();
    }

    /** Why the runner can create cgroups neither in its own cgroup nor in the parent of that cgroup, in words. */
    static String refusal(String folder, View own) {
        return !own.mayMake()
                ? folder + " is not delegated to the runner (systemd: Delegate=yes in the runner's unit)"
                : own.strangers()
                        ? folder + " has processes that are not the runner's, so that version 2 gives no limits to"
                                + " cgroups below it"
                        : folder + " has none of the controllers";
    }
}
