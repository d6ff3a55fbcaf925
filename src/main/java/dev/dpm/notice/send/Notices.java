package dev.dpm.notice.send;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.dpm.config.Receiver;
import dev.dpm.event.Component;
import dev.dpm.event.RunnerEvent;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentListener;
import dev.dpm.notice.Notice;
import dev.dpm.notice.NoticeText;
import dev.dpm.notice.TroubleNews;
import dev.dpm.process.OwnThread;
import dev.dpm.process.TargetName;

/** Informs receivers about incidents and recoveries. Each receiver has a {@link ReceiverQueue}. Thread-safe. */
public final class Notices implements IncidentListener, AutoCloseable {

    /** How long the end of the runner waits until the last notices are sent. */
    private static final Duration LAST_NOTICES = Duration.ofSeconds(3);

    private static final long STACK = 512 * 1024L;
    /** The largest number of events that are stored until the configuration is read. */
    private static final int MOST_EARLY = 10_000;

    private final SendingContext world;
    private ReceiverTest test = new ReceiverTest(List.of());
    private final Map<String, ReceiverQueue> desks = new LinkedHashMap<>();
    /**
     * Changes to the receivers' queues by events before the configuration was read. A target may fail during the runner's
     * start.
     */
    private final List<Consumer<ReceiverQueue>> early = new ArrayList<>();
    private boolean isBegun;
    private volatile boolean isDiskRefused;

    public Notices(SendingContext world) {
        this.world = world;
    }

    /**
     * Starts the delivery to these receivers. Notices that an earlier runner could not deliver come first, then the
     * notices about events before this call.
     */
    public synchronized void begin(List<Receiver> receivers) {
        isBegun = true;
        receivers(receivers);
        early.forEach(this::each);
        early.clear();
        forgetStrangers();
    }

    public synchronized void receivers(List<Receiver> receivers) {
        if (!isBegun) {
            return;
        }
        Set<String> gone = new TreeSet<>(desks.keySet());
        for (Receiver receiver : receivers) {
            gone.remove(receiver.name());
            ReceiverQueue known = desks.get(receiver.name());
            if (known == null) {
                ReceiverQueue desk = new ReceiverQueue(receiver,
                        world.folder().map(all -> new NoticeFiles(all.resolve(receiver.name())))
                                .orElseGet(NoticeFiles::nowhere),
                        this::post, world.isWell(), world.clock(), new Watching());
                desks.put(receiver.name(), desk);
                desk.resume();
            } else if (!known.receiver().equals(receiver)) {
                known.receiver(receiver);
            }
        }
        for (String name : gone) {
            desks.remove(name).end("no receiver has this name any more");
            removed(name);
        }
    }

    private void forgetStrangers() {
        if (world.folder().filter(Files::isDirectory).isEmpty()) {
            return;
        }
        List<String> strangers = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(world.folder().get())) {
            for (Path one : folders) {
                String name = one.getFileName().toString();
                if (TargetName.isValid(name) && Files.isDirectory(one) && !desks.containsKey(name)) {
                    strangers.add(name);
                }
            }
        } catch (IOException e) {
            world.note()
                    .accept(new RunnerEvent.RunnerNoted(Component.NOTICES, world.folder().get() + " cannot be read: "
                            + e.getMessage()));
        }
        for (String name : strangers) {
            left(name).forEach(notice -> world.note()
                    .accept(new RunnerEvent.NoticeGivenUp(name, notice, "no receiver has this name any more")));
            removed(name);
        }
    }

    private List<String> left(String name) {
        try {
            return new NoticeFiles(world.folder().orElseThrow().resolve(name)).names().stream()
                    .filter(file -> !file.equals(ReceiverQueue.KNOWN)).map(NoticeQueue::id).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void removed(String name) {
        try {
            if (world.folder().isPresent()) {
                new NoticeFiles(world.folder().get().resolve(name)).remove();
            }
        } catch (IOException e) {
            world.note().accept(
                    new RunnerEvent.RunnerNoted(Component.NOTICES, "the folder of " + name + " cannot be deleted: "
                            + e.getMessage()));
        }
    }

    @Override
    public void opened(Incident incident) {
        TroubleNews trouble = TroubleNews.of(incident, world.clock().instant());
        news(desk -> {
            Receiver.Filter wanted = desk.receiver().wanted();
            boolean isBad = TroubleNews.severity(trouble.cause()).compareTo(wanted.least()) >= 0;
            if (isBad && wanted.events().contains(trouble.cause().key()) && wanted.isAbout(trouble.target())) {
                desk.hear(trouble.target(), known -> known.troubled(trouble));
            }
        });
    }

    @Override
    public void completed(Incident incident) {
        if (incident.response().nextIncarnation().isPresent()) {
            news(desk -> desk.hear(incident.target(), known -> known.restarted(incident.target())));
        }
    }

    @Override
    public void wellAgain(Recovery recovery) {
        news(desk -> desk.hear(recovery.target(), known -> known.well(recovery.target(), recovery.at())));
    }

    /** Records that a person acknowledged a target's trouble. No notice follows before the target recovers. */
    public void acknowledged(String target) {
        news(desk -> desk.hear(target, known -> known.acknowledged(target)));
    }

    /** Records that a person removed a target. No notice about its recovery follows. */
    public void forgotten(String target) {
        news(desk -> desk.hear(target, known -> known.forgotten(target)));
    }

    /** Tries again to write files and start threads that the system refused before. */
    public void again() {
        each(ReceiverQueue::again);
    }

    /** Applies a change to the queue of each receiver: at once, or when the configuration is read. */
    private void news(Consumer<ReceiverQueue> what) {
        synchronized (this) {
            if (!isBegun) {
                if (early.size() < MOST_EARLY) {
                    early.add(what);
                }
                return;
            }
        }
        each(what);
    }

    private void each(Consumer<ReceiverQueue> what) {
        List<ReceiverQueue> all;
        synchronized (this) {
            all = List.copyOf(desks.values());
        }
        all.forEach(what);
    }

    /**
     * Sends a test notice to each receiver, each on a thread of its own.
     * @return false: an earlier test is still running
     */
    public synchronized boolean test(List<Receiver> receivers) {
        if (!test.isDone()) {
            return false;
        }
        ReceiverTest begun = new ReceiverTest(receivers);
        test = begun;
        for (Receiver receiver : receivers) {
            OwnThread.begin("dpm-notice-test", STACK, () -> begun.came(tried(receiver)))
                    .ifPresent(none -> begun.came(new Tried(receiver, false, none, Duration.ZERO)));
        }
        return true;
    }

    /** The latest test of receivers, which may still be running. */
    public synchronized ReceiverTest lastTest() {
        return test;
    }

    private Tried tried(Receiver receiver) {
        try {
            return tryOut(receiver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Tried(receiver, false, "the runner is ending", Duration.ZERO);
        } catch (RuntimeException | Error e) {
            return new Tried(receiver, false, "the runner failed at it: " + e, Duration.ZERO);
        }
    }

    private Tried tryOut(Receiver receiver) throws InterruptedException {
        Instant now = world.clock().instant();
        long began = System.nanoTime();
        try (Post post = post(receiver)) {
            Outcome outcome = post.send(Notice.test("test-" + receiver.name() + "-" + now.toEpochMilli(), now,
                    receiver.name()), receiver.pace().timeout());
            return new Tried(receiver, outcome.isDelivered(), outcome.words(),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private Post post(Receiver receiver) {
        SecretText secrets = new SecretText(world.environment());
        Receiver.Way way = receiver.way();
        HttpPost.Body event = notice -> NoticeJson.cloudEvent(notice, world.host());
        if (way instanceof Receiver.Webhook to) {
            return new HttpPost(new HttpPost.Target(to.address(), to.secret(), to.trusted(), NoticeJson.CLOUD_EVENT),
                    event, secrets, world.clock());
        }
        if (way instanceof Receiver.Slack to) {
            return new HttpPost(new HttpPost.Target(to.address(), Optional.empty(), to.trusted(),
                    "application/json; charset=UTF-8"),
                    notice -> NoticeJson.text(NoticeText.chat(notice, world.host())), secrets, world.clock());
        }
        if (way instanceof Receiver.Mail to) {
            return new MailPost(to, world.host(), secrets);
        }
        return new CommandPost(((Receiver.Command) way).line(), event, hidden());
    }

    /** The names of environment variables with secrets. A program that receives notices does not get them. */
    private Set<String> hidden() {
        Set<String> names = new TreeSet<>(Set.of("DPM_TOKEN"));
        each(desk -> names.addAll(desk.receiver().way().variables()));
        return names;
    }

    /** Sends notices for at most {@link #LAST_NOTICES}. The next runner sends those that remain. */
    @Override
    public void close() {
        each(ReceiverQueue::sendNow);
        long until = System.nanoTime() + LAST_NOTICES.toNanos();
        each(desk -> {
            try {
                desk.await(until);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private final class Watching implements ReceiverQueue.Watcher {
        @Override
        public void givenUp(String receiver, String notice, String reason) {
            world.note().accept(new RunnerEvent.NoticeGivenUp(receiver, notice, reason));
        }

        @Override
        public void noted(String sentence) {
            world.note().accept(new RunnerEvent.RunnerNoted(Component.NOTICES, sentence));
        }

        @Override
        public void disk(String reason) {
            boolean isNews = isDiskRefused != !reason.isEmpty();
            isDiskRefused = !reason.isEmpty();
            if (isNews) {
                world.fault().accept(reason.isEmpty() ? Optional.empty() : Optional.of(reason));
            }
        }
    }
}
