package dev.dpm.process.cgroup;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the cgroup of version 2 below which the runner makes cgroups for targets. A cgroup other than the root gives
 * its controllers to its children only while no process is in it ("No Internal Process Constraint" in the kernel's
 * cgroup-v2 document), so the runner leaves its own cgroup for a leaf below it, {@value #LEAF}. Pure.
 */
final class UnifiedBase {

    /** The name of the leaf that the runner moves into; for systemd's {@code DelegateSubgroup=} too. */
    static final String LEAF = "dpm-runner";

    /**
     * The known facts about one cgroup.
     *
     * @param mayMake whether the runner may make cgroups below it
     * @param isRoot whether it is the root of the hierarchy, which is free of the constraint
     * @param controllers the controllers that it can give to its children ({@code cgroup.controllers})
     * @param enabled the controllers that it gives to its children ({@code cgroup.subtree_control})
     * @param runners whether processes of the runner are in it
     * @param strangers whether processes are in it that are not the runner's
     */
    record View(boolean mayMake, boolean isRoot, Set<String> controllers, Set<String> enabled, boolean runners,
            boolean strangers) {

        private boolean canGive(String controller) {
            return mayMake && controllers.contains(controller) && (isRoot || !enabled.isEmpty() || !strangers);
        }
    }

    /** The cgroup below which the targets' cgroups are made. */
    enum Choice {
        /** The runner's own cgroup. */
        OWN,
        /** The parent of the runner's own cgroup. */
        AROUND
    }

    private UnifiedBase() {
    }

    /**
     * Chooses the first of the given cgroups that can give at least one of the controllers to its children.
     *
     * @param own the runner's own cgroup
     * @param isLeaf whether the runner's own cgroup is the leaf that an earlier runner, or systemd, put it into
     * @param around the cgroup around the runner's; {@code own} again where there is none
     */
    static Optional<Choice> choose(View own, boolean isLeaf, View around, Set<String> wanted) {
        List<Choice> order = isLeaf ? List.of(Choice.AROUND, Choice.OWN) : List.of(Choice.OWN, Choice.AROUND);
        return order.stream().filter(choice -> wanted.stream()
                .anyMatch(controller -> (choice == Choice.OWN ? own : around).canGive(controller))).findFirst();
    }

    /** Whether the runner's processes must leave the chosen cgroup before it gives controllers to its children. */
    static boolean mustLeave(View chosen) {
        return !chosen.isRoot() && chosen.runners();
    }

    /** Why neither cgroup can be chosen, in words. */
    static String refusal(String folder, View own) {
        return !own.mayMake()
                ? folder + " is not delegated to the runner (systemd: Delegate=yes in the runner's unit)"
                : own.strangers()
                        ? folder + " has processes that are not the runner's, so that version 2 gives no limits to"
                                + " cgroups below it"
                        : folder + " has none of the controllers";
    }
}
