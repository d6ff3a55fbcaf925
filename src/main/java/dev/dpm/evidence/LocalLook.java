package dev.dpm.evidence;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import dev.dpm.incident.Evidence;
import dev.dpm.incident.Look;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;

/**
 * Collects evidence part by part. At the time limit, the completed parts are returned. A thread that hangs is abandoned; while
 * {@value #MOST_HANGING} threads hang, nothing is collected.
 */
public final class LocalLook implements Look {

    static final int MOST_HANGING = 4;
    private static final Duration LONGEST_MARGIN = Duration.ofMillis(300);

    private final Reader reader;
    private final Function<Subject, List<ProcessIdentity>> members;
    private final String home;
    private final SpareThreads threads = new SpareThreads(MOST_HANGING);

    public LocalLook(Function<Subject, List<ProcessIdentity>> members, String home) {
        this(new LocalReader(), members, home);
    }

    LocalLook(Reader reader, Function<Subject, List<ProcessIdentity>> members, String home) {
        this.reader = reader;
        this.members = members;
        this.home = home;
    }

    private interface Part {
        void see() throws InterruptedException;
    }

    @Override
    public Evidence take(Subject subject, Duration most) {
        double bound = most.toMillis() / 1000.0;
        if (threads.areSpent()) {
            return Evidence.none(bound, "not looked into: " + MOST_HANGING + " looks before this one still hang");
        }
        Gathered gathered = new Gathered();
        long began = System.nanoTime();
        long until = began + most.minus(margin(most)).toNanos();
        Map<String, Part> parts = parts(subject, gathered, until);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        Optional<String> noThread = threads.begin(() -> see(parts, gathered, begun, over, until));
        if (noThread.isPresent()) {
            return Evidence.none(bound, "not looked into: " + noThread.get());
        }
        boolean isOver = isOver(over, until - System.nanoTime());
        List<String> notBegun = parts.keySet().stream().skip(begun.get()).toList();
        return gathered.evidence((System.nanoTime() - began) / 1e9, bound, isOver, notBegun);
    }

    /** The part of the time limit that is reserved because the waiting thread may wake up late. */
    private static Duration margin(Duration most) {
        Duration part = most.dividedBy(8);
        return part.compareTo(LONGEST_MARGIN) < 0 ? part : LONGEST_MARGIN;
    }

    private static boolean isOver(CountDownLatch over, long nanos) {
        try {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void see(Map<String, Part> parts, Gathered gathered, AtomicInteger begun, CountDownLatch over,
            long until) {
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            begun.incrementAndGet();
            gathered.begins(part.getKey());
            if (System.nanoTime() - until > 0) {
                return;
            }
            try {
                part.getValue().see();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                gathered.lacks(part.getKey() + ": " + e);
            }
        }
        over.countDown();
    }

    /**
     * The parts of the evidence in the order of their collection. The most important come first. Those that often hang, such as
     * network disks, come last.
     */
    private Map<String, Part> parts(Subject subject, Gathered gathered, long until) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (subject.alive()) {
            TreeLook tree = new TreeLook(reader, gathered, until);
            parts.put("processes", () -> tree.first(members.apply(subject)));
            parts.put("descriptors", tree::descriptors);
            parts.put("connections", () -> new NetworkLook(reader, gathered).see(tree));
            parts.put("limits", () -> subject.main()
                    .ifPresent(main -> gathered.limits(new LimitsLook(reader).of(main.pid(), gathered))));
            parts.put("cgroup", () -> subject.main()
                    .ifPresent(main -> new CgroupLook(reader, gathered).see(main.pid())));
            parts.put("machine", () -> new MachineLook(reader, gathered).see());
            parts.put("CPU of processes and threads", tree::second);
        } else {
            gathered.lacks("processes: " + (subject.main().isPresent()
                    ? "the main process was gone before it could be looked at"
                            + (subject.samples().isEmpty() ? "" : "; the last samples say what it used")
                    : "there was none"));
            if (subject.main().isPresent()) {
                subject.cgroup().ifPresentOrElse(last -> new CgroupLook(reader, gathered).recall(last),
                        () -> gathered.lacks("cgroup: this life ended before its first sample, and the cgroup's figures"
                                + " went with it"));
            }
            parts.put("machine", () -> new MachineLook(reader, gathered).see());
        }
        parts.put("program file", () -> new ProgramLook(reader, gathered).see(subject));
        parts.put("disks", () -> new DiskLook(reader, gathered).see(subject.spec().cwd().toString(), home));
        return parts;
    }
}
