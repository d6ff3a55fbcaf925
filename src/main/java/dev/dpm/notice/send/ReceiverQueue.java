package dev.dpm.notice.send;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.dpm.config.Receiver;
import dev.dpm.config.Receiver.Pace;
import dev.dpm.log.DiskTrouble;
import dev.dpm.notice.Grouping;
import dev.dpm.notice.Notice;
import dev.dpm.process.OwnThread;

/** The queue of one receiver with the thread that sends its notices. The thread exists only while there are notices to send. */
final class ReceiverQueue {

    static final String KNOWN = "known.json";
    private static final long STACK = 512 * 1024L;
    /** How often the targets in {@link #inherited} are checked for their recovery. */
    private static final Duration LOOKED = Duration.ofSeconds(5);

    /** Receives reports about faults of a receiver's queue. */
    interface Watcher {
        void givenUp(String receiver, String notice, String reason);

        void noted(String sentence);

        /**
         * Reports that the disk refuses the queue's state, or accepts it again.
         * @param reason a sentence; empty: the disk accepts it
         */
        void disk(String reason);
    }

    private final Clock clock;
    private final NoticeFiles files;
    private final Function<Receiver, Post> posts;
    private final Predicate<String> isWell;
    private final Watcher watcher;
    private final NoticeQueue queue;
    /** The failed attempts to send a notice, by the name of the notice's file. */
    private final Map<String, Trial> trials = new HashMap<>();
    /** Targets that were already in trouble under an earlier runner. No event reports their recovery, so they are checked. */
    private final Set<String> inherited = new HashSet<>();
    private Receiver receiver;
    private Grouping grouping = Grouping.NONE;
    private Optional<Thread> thread = Optional.empty();
    private int failures;
    private long pausedUntil = System.nanoTime();
    private boolean isClosing;
    /** Whether the newest {@link Grouping} is not on disk, because a write failed. */
    private boolean isKnownOwed;
    /** Whether no more notices are sent, because the runner ends or the receiver was removed. */
    private boolean isOver;
    /** Why the notice that is being sent is dropped if this attempt fails; empty: it stays in the queue. */
    private Optional<String> removed = Optional.empty();
    private Optional<String> underWay = Optional.empty();

    /**
     * The failed attempts to send a notice.
     * @param count the number of failed attempts
     * @param notBefore the time of the next attempt, by {@link System#nanoTime}
     */
    private record Trial(int count, long notBefore) {
    }

    ReceiverQueue(Receiver receiver, NoticeFiles files, Function<Receiver, Post> posts, Predicate<String> isWell,
            Clock clock, Watcher watcher) {
        this.receiver = receiver;
        this.files = files;
        this.posts = posts;
        this.isWell = isWell;
        this.clock = clock;
        this.watcher = watcher;
        this.queue = new NoticeQueue(files, new NoticeQueue.Watcher() {
            @Override
            public void dropped(String notice, String reason) {
                watcher.givenUp(ReceiverQueue.this.receiver.name(), notice, reason);
            }

            @Override
            public void disk(String reason) {
                watcher.disk(reason);
            }
        });
    }

    /** Reads the notices and the {@link Grouping} that an earlier runner left, and begins to send. */
    synchronized void resume() {
        if (!files.isSomewhere()) {
            return;
        }
        try {
            List<String> names = files.names();
            if (names.contains(KNOWN)) {
                grouping = known();
                inherited.addAll(grouping.episodes().keySet());
            }
            queue.load(names.stream().filter(name -> !name.equals(KNOWN)).toList());
        } catch (IOException e) {
            watcher.noted("what waits for " + receiver.name() + " cannot be read: " + DiskTrouble.words(e));
        }
        wake();
    }

    private Grouping known() {
        try {
            return NoticeJson.read(files.read(KNOWN), Grouping.class);
        } catch (IOException e) {
            watcher.noted(
                    "what " + receiver.name() + " was told is damaged (" + DiskTrouble.words(e).lines().findFirst()
                            .orElse("") + ") and " + setAside() + ": some of it may be told again");
            return Grouping.NONE;
        }
    }

    private String setAside() {
        try {
            files.setAside(KNOWN);
            return "was set aside";
        } catch (IOException e) {
            return "could not be set aside (" + DiskTrouble.words(e) + ")";
        }
    }

    synchronized void receiver(Receiver changed) {
        receiver = changed;
        failures = 0;
        pausedUntil = System.nanoTime();
        trials.clear();
        wake();
    }

    synchronized Receiver receiver() {
        return receiver;
    }

    /** Applies an event of a target to the {@link Grouping}. The method returns at once. */
    synchronized void hear(String target, UnaryOperator<Grouping> what) {
        if (removed.isPresent()) {
            return;
        }
        Grouping next = what.apply(grouping);
        inherited.remove(target);
        if (!next.equals(grouping)) {
            know(next);
            wake();
        }
    }

    private void know(Grouping next) {
        grouping = next;
        if (!files.isSomewhere()) {
            return;
        }
        try {
            if (next.isEmpty()) {
                files.delete(KNOWN);
            } else {
                files.write(KNOWN, NoticeJson.write(next));
            }
            isKnownOwed = false;
            watcher.disk("");
        } catch (IOException e) {
            isKnownOwed = true;
            watcher.disk("what receivers of notices know cannot be written (" + DiskTrouble.words(e)
                    + "): after a crash of the runner they may be told again, or not at all");
        }
    }

    private void wake() {
        if (thread.isPresent()) {
            notifyAll();
        } else if (!isOver && waitMillis().isPresent()) {
            Thread made = new Thread(null, this::work, "dpm-notice-" + receiver.name(), STACK);
            // if the system refuses a thread, the next event of a target tries again to start one
            thread = OwnThread.begin(made).isEmpty() ? Optional.of(made) : Optional.empty();
        }
    }

    /** Tries again to write files and start the thread, if the system refused this before. */
    synchronized void again() {
        if (queue.isOwed()) {
            queue.again();
        }
        if (isKnownOwed) {
            know(grouping);
        }
        wake();
    }

    private void work() {
        Optional<Post> post = Optional.empty();
        Receiver by = receiver();
        try {
            for (Optional<Job> job = next(); job.isPresent(); job = next()) {
                if (post.isEmpty() || !by.equals(job.get().receiver())) {
                    post.ifPresent(Post::close);
                    by = job.get().receiver();
                    post = Optional.of(posts.apply(by));
                }
                settle(job.get(), tried(post.get(), job.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            post.ifPresent(Post::close);
            synchronized (this) {
                // the field is emptied only if it still contains this thread, since a newer one may have been started already
                thread = thread.filter(one -> !one.equals(Thread.currentThread()));
                notifyAll();
            }
        }
    }

    private static Outcome tried(Post post, Job job) throws InterruptedException {
        try {
            return post.send(job.notice(), job.receiver().pace().timeout());
        } catch (RuntimeException | LinkageError e) {
            return Outcome.failed("the runner failed at it: " + e);
        }
    }

    private record Job(String name, Notice notice, Receiver receiver) {
    }

    /** Waits for a notice to send. Empty: there is none, so the thread may end. */
    private synchronized Optional<Job> next() throws InterruptedException {
        while (true) {
            look();
            makeDue();
            Optional<Job> ready = isOver ? Optional.empty() : ready();
            if (ready.isPresent()) {
                return ready;
            }
            Optional<Long> millis = waitMillis();
            if (millis.isEmpty() || isClosing || isOver) {
                thread = Optional.empty();
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.timedWait(this, Math.max(1, millis.get()));
        }
    }

    private void look() {
        for (String target : Set.copyOf(inherited)) {
            if (isWell.test(target)) {
                inherited.remove(target);
                know(grouping.well(target, clock.instant()));
            }
        }
    }

    private void makeDue() {
        Grouping.Due due = grouping.due(clock.instant(), isClosing ? withoutGathering() : receiver);
        // notices are queued before the grouping records them: after a crash in between, they are sent twice with the same ids
        due.notices().forEach(queue::add);
        if (!due.next().equals(grouping)) {
            know(due.next());
        }
    }

    /** A copy of the receiver that gets each notice at once, for the end of the runner. */
    private Receiver withoutGathering() {
        Pace pace = receiver.pace();
        return new Receiver(receiver.name(), receiver.wanted(),
                new Pace(Duration.ZERO, pace.wellAfter(), pace.timeout(), pace.giveUp()), receiver.way());
    }

    private Optional<Job> ready() {
        long now = System.nanoTime();
        if (pausedUntil - now > 0) {
            return Optional.empty();
        }
        for (String name : queue.names()) {
            Trial trial = trials.get(name);
            if (trial == null || trial.notBefore() - now <= 0) {
                Optional<Notice> notice = queue.read(name);
                if (notice.isPresent()) {
                    underWay = Optional.of(name);
                    return Optional.of(new Job(name, notice.get(), receiver));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Long> waitMillis() {
        long now = System.nanoTime();
        Optional<Long> soonest = grouping.next(receiver.pace())
                .map(at -> Math.max(0, Duration.between(clock.instant(), at).toMillis() + 1));
        if (!inherited.isEmpty()) {
            soonest = Optional.of(Math.min(soonest.orElse(Long.MAX_VALUE), LOOKED.toMillis()));
        }
        for (String name : queue.names()) {
            Trial trial = trials.get(name);
            long from = trial == null || pausedUntil - trial.notBefore() > 0 ? pausedUntil : trial.notBefore();
            long millis = Math.max(0, (from - now) / 1_000_000 + 1);
            soonest = Optional.of(Math.min(soonest.orElse(Long.MAX_VALUE), millis));
        }
        return soonest;
    }

    private synchronized void settle(Job job, Outcome outcome) {
        underWay = Optional.empty();
        if (outcome.isDelivered()) {
            delivered(job);
            return;
        }
        Instant made = job.notice().at();
        boolean isTooOld = Duration.between(made, clock.instant()).compareTo(receiver.pace().giveUp()) > 0;
        if (removed.isPresent() || isTooOld) {
            queue.remove(job.name());
            trials.remove(job.name());
            watcher.givenUp(receiver.name(), job.notice().id(),
                    removed.orElseGet(() -> "it could not be delivered since " + made + ": " + outcome.words()));
        } else if (outcome.isThisNoticeAlone()) {
            int count = Optional.ofNullable(trials.get(job.name())).map(Trial::count).orElse(0) + 1;
            trials.put(job.name(), new Trial(count, System.nanoTime() + pause(count)));
            sayOnce(count, outcome);
        } else {
            failures++;
            pausedUntil = System.nanoTime() + pause(failures);
            sayOnce(failures, outcome);
        }
    }

    private static long pause(int failures) {
        return Retry.after(failures, ThreadLocalRandom.current().nextDouble()).toNanos();
    }

    private void delivered(Job job) {
        queue.remove(job.name());
        trials.remove(job.name());
        if (failures > 0) {
            watcher.noted(receiver.shown() + " takes notices again");
        }
        failures = 0;
        pausedUntil = System.nanoTime();
    }

    private void sayOnce(int count, Outcome outcome) {
        if (count == 1) {
            watcher.noted(receiver.shown() + " did not take a notice (" + outcome.words()
                    + "); it stays in the queue and is tried again");
        }
    }

    /** Ends the queue of a receiver that was removed. A notice that is being sent may still arrive. */
    synchronized void end(String reason) {
        isOver = true;
        removed = Optional.of(reason);
        for (String name : queue.names()) {
            if (underWay.equals(Optional.of(name))) {
                continue;
            }
            queue.remove(name);
            watcher.givenUp(receiver.name(), NoticeQueue.id(name), reason);
        }
        know(Grouping.NONE);
        notifyAll();
    }

    /** Begins one more attempt to send each notice, since the runner ends. */
    synchronized void sendNow() {
        isClosing = true;
        Optional<Instant> untold = grouping.next(receiver.pace());
        if (thread.isEmpty() && (untold.isPresent() || !queue.isEmpty())) {
            makeDue();
            wake();
        }
        notifyAll();
    }

    /**
     * Waits until the thread has ended, at most until the given time.
     * @param untilNanos by {@link System#nanoTime}
     */
    synchronized void await(long untilNanos) throws InterruptedException {
        for (long left = untilNanos - System.nanoTime(); thread.isPresent() && left > 0; left = untilNanos
                - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, left));
        }
        isOver = true;
    }

    synchronized boolean isIdle() {
        return thread.isEmpty() && queue.isEmpty();
    }
}
