package dev.dpm.sampling.proc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the CPU time of a process tree, which never falls and counts each tick once. When a process waits for an ended
 * child, its waited-for time (cutime, cstime of proc(5)) grows by the child's CPU time. The part of that time that was counted
 * before is subtracted.
 * @param accounts the last readings by pid
 * @param totalMillis the CPU time of the tree in milliseconds
 */
record TreeMeter(Map<Long, Account> accounts, long totalMillis) {

    TreeMeter {
        accounts = Map.copyOf(accounts);
    }

    /** The meter right after a launch. All CPU time in the first reading counts. */
    static TreeMeter atLaunch() {
        return new TreeMeter(Map.of(), 0);
    }

    /** The meter after a reading of all processes of the tree, including zombies. */
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

    Duration total() {
        return Duration.ofMillis(totalMillis);
    }

    /** The CPU time of a process in the last reading, without its children; zero: unknown. */
    Duration own(long pid) {
        return Duration.ofMillis(accounts.containsKey(pid) ? accounts.get(pid).reading().ownMillis() : 0);
    }

    /** The counted CPU time of processes that have ended, by the pid of the ancestor that may have waited for them. */
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

    /** The pid of the nearest living ancestor of a process that has ended; 0: there is none. */
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
     * @param startTicks the process's start time, which tells processes with the same pid apart
     * @param ownMillis user and system time in milliseconds
     * @param waitedMillis the CPU time of waited-for children in milliseconds
     */
    record Reading(long pid, long startTicks, long parentPid, long ownMillis, long waitedMillis) {
    }

    /**
     * The last reading of a process.
     * @param expectedMillis the CPU time of ended descendants in milliseconds that is not in the process's waited-for time yet
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
