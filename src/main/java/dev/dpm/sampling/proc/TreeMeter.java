package dev.dpm.sampling.proc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CPU time a process tree has used, from successive looks at it: never falls, and counts each tick once.
 *
 * <p>
 * A process's own time counts as it grows. Its waited-for time (cutime and cstime of proc(5)) grows by the whole life of
 * a child when the child is waited for; what was counted of that child while it lived is taken off again. The kernel
 * moves that time before it removes the child (wait4, {@code wait_task_zombie}), and a zombie is still read as a member,
 * so the growth is seen in the look that misses the child or in the next one. What has not come by then never does (a
 * parent that ignores SIGCHLD), and is not held against later children.
 *
 * @param accounts what was last read of each member, by pid
 * @param totalMillis CPU time of the tree so far, in milliseconds
 */
record TreeMeter(Map<Long, Account> accounts, long totalMillis) {

    TreeMeter {
        accounts = Map.copyOf(accounts);
    }

    /** A meter that has seen nothing: all that the members of the first look have used counts. */
    static TreeMeter atLaunch() {
        return new TreeMeter(Map.of(), 0);
    }

    /** The meter after one more look at every member, zombies too. */
    TreeMeter after(List<Reading> readings) {
        Map<Long, Reading> present = new HashMap<>();
        readings.forEach(reading -> present.put(reading.pid(), reading));
        Map<Long, Long> expected = expectedOfVanished(present);
        Map<Long, Account> next = new HashMap<>();
        long sum = totalMillis;
        for (Reading reading : present.values()) {
            Account before = accounts.get(reading.pid());
            if (before == null || !before.isOf(reading)) {
                sum += reading.ownMillis() + reading.waitedMillis();
                next.put(reading.pid(), new Account(reading, 0));
                continue;
            }
            long fresh = expected.getOrDefault(reading.pid(), 0L);
            long grown = Math.max(0, reading.waitedMillis() - before.reading().waitedMillis());
            long known = fresh + before.expectedMillis();
            sum += Math.max(0, reading.ownMillis() - before.reading().ownMillis()) + Math.max(0, grown - known);
            next.put(reading.pid(), new Account(reading, Math.min(fresh, Math.max(0, known - grown))));
        }
        return new TreeMeter(next, sum);
    }

    /** CPU time of the tree since its launch, as far as it could be seen. */
    Duration total() {
        return Duration.ofMillis(totalMillis);
    }

    /** What was already counted of members that are gone, by the pid of the ancestor that may have waited for them. */
    private Map<Long, Long> expectedOfVanished(Map<Long, Reading> present) {
        Map<Long, Long> expected = new HashMap<>();
        for (Account account : accounts.values()) {
            if (!survives(account, present)) {
                long heir = heir(account, present);
                expected.merge(heir, account.countedMillis(), Long::sum);
            }
        }
        return expected;
    }

    /** The nearest recorded ancestor that is still there; 0 where there is none, which nobody asks for. */
    private long heir(Account vanished, Map<Long, Reading> present) {
        Account ancestor = accounts.get(vanished.reading().parentPid());
        for (int step = 0; ancestor != null && step < accounts.size(); step++) {
            if (survives(ancestor, present)) {
                return ancestor.reading().pid();
            }
            ancestor = accounts.get(ancestor.reading().parentPid());
        }
        return 0;
    }

    private static boolean survives(Account account, Map<Long, Reading> present) {
        Reading now = present.get(account.reading().pid());
        return now != null && account.isOf(now);
    }

    /**
     * What one look said of one process.
     *
     * @param startTicks with the pid, which process
     * @param ownMillis its own user and system time
     * @param waitedMillis that of the children it waited for, with theirs
     */
    record Reading(long pid, long startTicks, long parentPid, long ownMillis, long waitedMillis) {
    }

    /**
     * @param expectedMillis counted time of descendants that vanished at the last look and have not yet shown up in
     *        what this process waited for
     */
    record Account(Reading reading, long expectedMillis) {

        boolean isOf(Reading other) {
            return reading.pid() == other.pid() && reading.startTicks() == other.startTicks();
        }

        long countedMillis() {
            return reading.ownMillis() + reading.waitedMillis() + expectedMillis;
        }
    }
}
