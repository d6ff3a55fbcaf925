package dev.dpm.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.Reach;

/**
 * Checks each right that the runner needs from its pod or machine (kill(2), ptrace(2)). The result is a line for each right.
 */
public final class Preflight {

    private static final String SAME_USER = "runAsUser: the application's, in the sidecar's securityContext";
    private static final String SAME_USER_AND_GROUP = "runAsUser and runAsGroup: the application's, in the sidecar's securityContext,"
            + " and capabilities: {drop: [ALL]} in both";

    private Preflight() {
    }

    /**
     * The lines about the rights of the runner itself.
     * @param isProcessOne whether the runner is process 1 of its container, and so sees no process of other containers
     * @param homeFault why the home folder cannot be written; empty: it can be written
     */
    public static List<PreflightLine> ofRunner(boolean isProcessOne, Optional<String> homeFault) {
        List<PreflightLine> lines = new ArrayList<>(2);
        lines.add(isProcessOne
                ? PreflightLine.missing("processes",
                        "the runner is process 1, so it sees only what it started itself and"
                                + " can attach to nothing of another container",
                        "shareProcessNamespace: true, in the pod's spec")
                : PreflightLine.permitted("processes", "the runner sees the processes beside it"));
        lines.add(homeFault
                .map(why -> PreflightLine.missing("home", why + "; state and evidence are lost with the container",
                        "an emptyDir volume, mounted where DPM_HOME points"))
                .orElse(PreflightLine.permitted("home", "state and evidence can be written")));
        return List.copyOf(lines);
    }

    /**
     * The line about a logging service.
     * @param socket the path of the service's socket
     * @param isThere whether the socket exists
     */
    public static PreflightLine ofService(String service, String socket, boolean isThere) {
        return isThere
                ? PreflightLine.permitted(service, service + " takes the output of targets at " + socket)
                : PreflightLine.missing(service, service + " has no socket " + socket
                        + ": lines wait in the targets' logs, as far as their limits let them",
                        "the service itself, or its socket mounted into the container");
    }

    /** The lines about what the runner may do with a target's main process. */
    public static List<PreflightLine> ofTarget(String name, long pid, Reach reach) {
        String whom = "process " + pid + " of " + name;
        return List.of(
                line("signals", reach.signal(), whom + " can be signalled",
                        whom + " cannot be signalled: it belongs to another user, and the runner lacks CAP_KILL",
                        SAME_USER),
                line("figures", reach.figures(), "CPU and resident memory of " + whom + " can be read",
                        "CPU and memory of " + whom + " cannot be read: /proc hides it",
                        "a /proc without the option hidepid"),
                line("cgroup", reach.root(), "the cgroup of " + whom + " can be read through its root",
                        "the files of the cgroup of " + whom + " cannot be reached through /proc/" + pid
                                + "/root, so its limit may be unknown and its memory is the sum of resident sets",
                        SAME_USER_AND_GROUP),
                line("proportional memory", reach.rollup(), "smaps_rollup of " + whom + " can be read",
                        "smaps_rollup of " + whom + " cannot be read, so --memory_basis pss counts resident sets",
                        SAME_USER_AND_GROUP));
    }

    private static PreflightLine line(String subject, boolean permitted, String good, String bad, String remedy) {
        return permitted ? PreflightLine.permitted(subject, good) : PreflightLine.missing(subject, bad, remedy);
    }
}
