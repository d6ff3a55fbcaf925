package dev.dpm.sampling.proc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the CPU time of a process tree from successive readings of its processes. The total never falls, and each
 * tick counts once.
 *
 * <p>
 * The growth of a process's own time counts. When a process waits for an ended child, its waited-for time (cutime and
 * cstime of proc(5)) grows by the whole time of the child. The part that was counted while the child lived is then
 * subtracted. The kernel adds the child's time before it removes the child (wait4, {@code wait_task_zombie}), and this
 * class still reads a zombie as a member. So the growth shows in the first reading without the child, or in the next
 * one. Time that has not appeared by then never appears (the parent ignores SIGCHLD), and is not subtracted from later
 * children.
 *
 * @param accounts the last reading of each member, by pid
 * @param totalMillis CPU time of the tree so far, in milliseconds
 */
record TreeMeter(Map<Long, Account> accounts, long totalMillis) {

    TreeMeter {
        accounts = Map.copyOf(accounts);
    }

    /** The meter of a tree right after its launch. All CPU time that the first reading shows counts. */
    static TreeMeter atLaunch() {
        return new TreeMeter(Map.of(), 0);
    }

    /** The meter after one more reading of every process of the tree, including zombies. */
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

    /** The CPU time of the tree since its launch, without time that the kernel never showed. */
    Duration total() {
        return Duration.ofMillis(totalMillis);
    }

    /**
     * The user and system CPU time of one process in the last reading, without its children's time. Zero: the process
     * is unknown.
     */
    Duration own(long pid) {
        return Duration.ofMillis(accounts.containsKey(pid) ? accounts.get(pid).reading().ownMillis() : 0);
    }

    /**
     * The CPU time of ended processes that this meter has already counted, by the pid of the ancestor that may have
     * waited for these processes.
     */
    private Map<Long, Long> expectedOfVanished(Map<Long, Reading> present) {
        Map<Long, Long> expected = new HashMap<>();
        for (Account account : accounts.values()) {
            if (!survives(account, present)) {
                long livingAncestor = livingAncestor(account, present);
                expected.merge(livingAncestor, account.countedMillis(), Long::sum);
            }
        }
        return expected;
    }

    /**
     * The pid of the nearest ancestor of an ended process, among the ancestors that are known and still exist. Where
     * there is none, the result is 0, which is no process's pid.
     */
    private long livingAncestor(Account vanished, Map<Long, Reading> present) {
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
     * One reading of one process.
     *
     * @param startTicks the start time, which together with the pid names the process
     * @param ownMillis the process's own user and system time
     * @param waitedMillis time of the children that the process waited for, and of their own such children
     */
    record Reading(long pid, long startTicks, long parentPid, long ownMillis, long waitedMillis) {
    }

    /**
     * The last reading of one process of the tree.
     *
     * @param expectedMillis CPU time of descendants that ended before the last reading: this meter has counted the
     *     time, but it has not yet appeared in the waited-for time of this process
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
