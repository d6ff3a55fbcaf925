package dev.dpm.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/**
 * Chooses the process to which the runner attaches: the topmost process of the tree that contains all processes that
 * match the criteria.
 *
 * @param selector the criteria
 * @param parentOf returns the pid of a process's parent; 0 or less if it has none
 * @param objection returns why a process must not be chosen; empty if the process may be chosen
 */
public record Selection(AttachSelector selector, LongUnaryOperator parentOf,
        Function<Candidate, Optional<String>> objection) {

    private static final int NAMED = 5;
    /**
     * The largest number of ancestors of a process that are examined. Without a limit, the walk might not end, since
     * processes may change meanwhile.
     */
    private static final int DEEPEST = 100;

    /**
     * The result of the choice.
     *
     * @param chosen the process; empty if no tree of processes matches, or several do
     * @param isAmbiguous whether several trees match
     * @param reason why this process, or none, was chosen, as a sentence
     */
    public record Choice(Optional<Candidate> chosen, boolean isAmbiguous, String reason) {
    }

    public Choice of(List<Candidate> matching) {
        List<Candidate> allowed = new ArrayList<>();
        List<String> objections = new ArrayList<>();
        for (Candidate candidate : matching) {
            objection.apply(candidate).ifPresentOrElse(
                    why -> objections.add("process " + candidate + " matches, but " + why),
                    () -> allowed.add(candidate));
        }
        Set<Long> pids = allowed.stream().map(Candidate::pid).collect(Collectors.toSet());
        List<Candidate> roots = allowed.stream().filter(candidate -> !descends(candidate, pids)).toList();
        if (roots.size() == 1) {
            return new Choice(Optional.of(roots.get(0)), false,
                    "process " + roots.get(0) + " matches " + selector);
        }
        return roots.isEmpty()
                ? new Choice(Optional.empty(), false,
                        objections.isEmpty() ? "no process matches " + selector : objections.get(0))
                : new Choice(Optional.empty(), true, several(roots));
    }

    private boolean descends(Candidate candidate, Set<Long> pids) {
        long ancestor = parentOf.applyAsLong(candidate.pid());
        for (int level = 0; level < DEEPEST && ancestor > 0; level++) {
            if (pids.contains(ancestor)) {
                return true;
            }
            ancestor = parentOf.applyAsLong(ancestor);
        }
        return false;
    }

    private String several(List<Candidate> roots) {
        String named = roots.stream().limit(NAMED).map(Candidate::toString).collect(Collectors.joining(", "));
        return roots.size() + " process trees match " + selector + ": " + named
                + (roots.size() > NAMED ? " and others" : "")
                + "; which one is meant is not guessed, narrow it with --match, --pid or --pid_file";
    }
}
