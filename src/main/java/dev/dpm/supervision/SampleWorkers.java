package dev.dpm.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.process.Incarnation;
import dev.dpm.process.OwnThread;
import dev.dpm.sampling.Sampler;
import dev.dpm.supervision.SampleSchedule.SampleRound;

/**
 * Takes samples on a worker thread, because reading {@code /proc} may hang: it waits for a lock that a process in
 * uninterruptible sleep may hold. A second worker then replaces the first.
 */
final class SampleWorkers {

    /** The duration above which a sample counts as hanging. */
    static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The largest number of sampling threads that may hang at the same time; each occupies memory for its stack. */
    static final int MOST_HANGING = 4;

    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);
    /** The name, in place of a target's name, for work that belongs to no target. No target's name can contain parentheses. */
    private static final String ORPHANS = "(orphans)";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Receives samples, and faults of sampling. The methods may be called on any thread. */
    interface ResultListener {
        void taken(List<SampleRound.Taken> samples);

        /**
         * Reports a fault of sampling as a whole, or its end.
         *
         * @param reason a sentence; empty: the fault is over
         */
        void faulted(Optional<String> reason);
    }

    private record Job(Duration at, long number, Optional<Incarnation> life, Consumer<Worker> work) {

        boolean samples(Incarnation one) {
            return life.filter(one::equals).isPresent();
        }
    }

    private final class Worker implements Runnable {
        private final List<SampleRound.Taken> found = new ArrayList<>();
        private Optional<Job> busyWith = Optional.empty();
        private Duration since = Duration.ZERO;
        private boolean stumbled;

        @Override
        public void run() {
            try {
                Optional<Job> job = next(this);
                while (job.isPresent()) {
                    perform(job.get());
                    job = next(this);
                }
            } catch (RuntimeException | Error e) {
                died(this);
                results.faulted(Optional.of("the sampler's thread ended: " + e));
            }
        }

        private void perform(Job job) {
            try {
                job.work().accept(this);
                if (stumbled) {
                    stumbled = false;
                    tellTrouble();
                }
            } catch (RuntimeException | Error e) {
                stumbled = true;
                results.faulted(Optional.of("the sampler made a mistake: " + e));
            }
        }

        private boolean isBusyWith(Incarnation life) {
            return busyWith.filter(job -> job.samples(life)).isPresent()
                    || found.stream().anyMatch(taken -> taken.life().equals(life));
        }

        private String work() {
            return busyWith.flatMap(Job::life).map(life -> life.target().value()).orElse(ORPHANS);
        }
    }

    private final Sampler sampler;
    private final Supplier<Duration> clock;
    private final ResultListener results;
    private final Runnable after;
    private final ThreadFactory threads;
    private final PriorityQueue<Job> jobs = new PriorityQueue<>(
            Comparator.comparing(Job::at).thenComparingLong(Job::number));
    private final Set<Worker> away = new LinkedHashSet<>();
    private long orders;
    private Duration lastRound = Duration.ZERO;
    private Duration rhythm = Duration.ZERO;
    private Duration wakesAt = NEVER;
    private Worker atWork;
    /** True from the death of a worker's thread until its successor has finished its first job. */
    private boolean hasDied;
    private boolean closed;

    SampleWorkers(Sampler sampler, Supplier<Duration> clock, ResultListener results, Runnable after,
            ThreadFactory threads) {
        this.sampler = sampler;
        this.clock = clock;
        this.results = results;
        this.after = after;
        this.threads = threads;
    }

    /**
     * Orders samples of targets, to be taken at one moment; a moment in the past means at once.
     *
     * @param at the moment on the runner's monotonic clock
     */
    synchronized void take(Duration at, List<SampleRound.Due> due) {
        due.forEach(one -> {
            cancel(one.life());
            jobs.add(new Job(at, orders++, Optional.of(one.life()), worker -> look(worker, one)));
        });
        add(at, worker -> after.run());
        ensureWorker();
        wake(at);
    }

    /** Cancels an ordered sample that has not begun. */
    synchronized void cancel(Incarnation life) {
        jobs.removeIf(job -> job.samples(life));
    }

    synchronized void forget(Incarnation life) {
        cancel(life);
        add(Duration.ZERO, worker -> sampler.forget(life));
        ensureWorker();
        wake(Duration.ZERO);
    }

    private void add(Duration at, Consumer<Worker> work) {
        jobs.add(new Job(at, orders++, Optional.empty(), work));
    }

    /** Wakes the worker if it would sleep longer than until this moment. */
    private void wake(Duration at) {
        if (at.compareTo(wakesAt) < 0) {
            notifyAll();
        }
    }

    /** Whether a sample of this incarnation is still to be reported. */
    synchronized boolean holds(Incarnation life) {
        return jobs.stream().anyMatch(job -> job.samples(life))
                || atWork != null && atWork.isBusyWith(life)
                || away.stream().anyMatch(worker -> worker.isBusyWith(life));
    }

    private void look(Worker worker, SampleRound.Due due) {
        ends(worker, SampleRound.take(sampler, due));
    }

    private synchronized void ends(Worker worker, SampleRound.Taken taken) {
        worker.found.add(taken);
    }

    private synchronized Optional<Job> next(Worker worker) {
        worker.busyWith = Optional.empty();
        if (worker != atWork) {
            cameBack(worker);
        }
        while (worker == atWork && !closed && !isDue(clock.get())) {
            report(worker);
            await(clock.get());
        }
        if (worker != atWork || !isDue(clock.get())) {
            return Optional.empty();
        }
        Job job = jobs.remove();
        job.life().ifPresent(life -> keepTime(job.at()));
        worker.since = clock.get();
        worker.busyWith = Optional.of(job);
        return Optional.of(job);
    }

    private boolean isDue(Duration now) {
        return !jobs.isEmpty() && jobs.peek().at().compareTo(now) <= 0;
    }

    private void keepTime(Duration at) {
        if (at.compareTo(lastRound) > 0) {
            rhythm = at.minus(lastRound);
            lastRound = at;
        }
    }

    /**
     * Makes the worker sleep until the next sample is due. If no sample is ordered, the worker sleeps as long as the time
     * between the last two rounds of samples, so that the next order need not wake it.
     */
    private void await(Duration now) {
        Duration next = lastRound.plus(rhythm);
        if (!jobs.isEmpty()) {
            next = jobs.peek().at();
        } else if (next.compareTo(now) <= 0) {
            next = NEVER;
        }
        wakesAt = next;
        try {
            if (next.equals(NEVER)) {
                wait();
            } else {
                wait(next.minus(now).toNanos() / NANOS_PER_MILLI + 1);
            }
        } catch (InterruptedException e) {
            // only {@link #close} interrupts a worker's thread
            closed = true;
        }
    }

    private void report(Worker worker) {
        if (!worker.found.isEmpty()) {
            results.taken(List.copyOf(worker.found));
            worker.found.clear();
        }
    }

    private void cameBack(Worker worker) {
        away.remove(worker);
        report(worker);
        if (atWork == null) {
            atWork = worker;
        }
        results.faulted(trouble());
    }

    /** Removes a worker whose thread ended by an error. {@link #watch} replaces it. */
    private synchronized void died(Worker worker) {
        away.remove(worker);
        hasDied = true;
        if (atWork == worker) {
            atWork = null;
        }
    }

    /** Replaces a worker that hangs or has died. The supervision loop calls this method regularly. */
    synchronized void watch(Duration now) {
        if (isDue(now)) {
            // in a test, the clock may have jumped forward
            notifyAll();
            ensureWorker();
        }
        if (atWork == null || atWork.busyWith.isEmpty() || now.minus(atWork.since).compareTo(PATIENCE) < 0) {
            return;
        }
        report(atWork);
        if (isDue(now)) {
            away.add(atWork);
            atWork = null;
            ensureWorker();
            results.faulted(trouble());
        }
    }

    private void ensureWorker() {
        if (atWork != null || away.size() >= MOST_HANGING || closed) {
            return;
        }
        Worker worker = new Worker();
        worker.stumbled = hasDied;
        hasDied = false;
        atWork = worker;
        OwnThread.begin(threads.newThread(worker)).ifPresent(why -> {
            // no thread could be started; the next call of {@code watch} tries again
            atWork = null;
            results.faulted(Optional.of(why + "; nothing is sampled until it does"));
        });
    }

    private synchronized void tellTrouble() {
        results.faulted(trouble());
    }

    private Optional<String> trouble() {
        if (away.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        away.forEach(worker -> names.add(worker.work()));
        boolean isOrphans = names.remove(ORPHANS);
        String looks = names.isEmpty() ? "" : "a look at the processes of " + String.join(", ", names);
        String search = isOrphans ? "a search for orphans" : "";
        String others = atWork == null ? "; no target is sampled until one comes back" : "; the others are sampled";
        return Optional.of(looks + (names.isEmpty() || !isOrphans ? "" : " and ") + search + " has not come back"
                + others);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
