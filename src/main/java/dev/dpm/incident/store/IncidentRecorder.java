package dev.dpm.incident.store;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.config.KnownSecrets;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Incident.Response;
import dev.dpm.incident.Incident.Summary;
import dev.dpm.incident.IncidentListener;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Incidents;
import dev.dpm.incident.ResponseStep;
import dev.dpm.incident.ResponseWords;
import dev.dpm.log.DiskTrouble;
import dev.dpm.pattern.Patterns;
import dev.dpm.pattern.Trace;
import dev.dpm.process.OwnThread;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/**
 * Composes and stores the records of incidents on a thread of its own. Only evidence that must be collected before a process
 * gets a signal is collected on the thread that sends the signal.
 */
public final class IncidentRecorder implements Incidents, AutoCloseable {

    /** The largest number of incidents in memory while the disk refuses writes. */
    static final int MOST_IN_MEMORY = 20;
    /** The shortest time between two collections of evidence about the same target, which may crash again and again. */
    static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    /** The longest time between the beginning of an incident and the write of its record. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(1);
    static final Duration OF_ONE_SERIES = Duration.ofHours(1);
    private static final int MOST_IDS = 100;
    /**
     * How long the end of the runner waits until the last incident is written. Five seconds were too short on a busy machine.
     */
    private static final Duration LAST_WORK = Duration.ofSeconds(20);
    /** The longest time for which the work of listeners may delay a signal to the target. */
    private static final Duration BEFORE_ACTION = Duration.ofMillis(500);
    /** The delay between the end of a process and the collection of evidence, in which the target is launched again. */
    private static final Duration HEAD_START = Duration.ofMillis(20);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Setup setup;
    private final ThreadPoolExecutor thread;
    private final Map<String, Draft> drafts = new ConcurrentHashMap<>();
    private final Map<TargetName, Draft> looked = new ConcurrentHashMap<>();
    private final List<IncidentListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, IncidentRetention.Stored> kept = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Incident> memory = Collections.synchronizedMap(new LinkedHashMap<>());
    /** The incidents of each target since it last ran normally. Only the recorder's thread uses this map. */
    private final Map<String, List<Summary>> trouble = new HashMap<>();
    /**
     * The number of the newest incident in the order of recording. Some numbers between {@link #former} and the first one of
     * this runner are reserved for {@link #retell}.
     */
    private final AtomicLong sequence;
    /** The highest number in the order of recording that an earlier runner used; 0: there is none. */
    private final long former;
    private volatile boolean refused;

    public IncidentRecorder(Setup setup) {
        this.setup = setup;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(null, work, "dpm-incident", 512 * 1024);
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
        setup.store().map(IncidentStore::load).ifPresent(loaded -> {
            loaded.kept().forEach(one -> kept.put(one.summary().id(), one));
            loaded.findings().forEach(setup.findings());
        });
        this.former = kept.values().stream().mapToLong(one -> one.summary().sequence()).max().orElse(0);
        this.sequence = new AtomicLong(former + MOST_IN_MEMORY);
    }

    public void tell(IncidentListener listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<String> open(IncidentTrigger opening, WallTime at) {
        Draft draft = new Draft(freeId(opening.subject().spec().name(), at.instant()), at.instant(),
                sequence.incrementAndGet(), opening);
        drafts.put(draft.id, draft);
        if (!listeners.isEmpty()) {
            queue(() -> tell(listener -> listener.begun(draft.id, opening)));
        }
        if (!opening.acts()) {
            long opened = System.nanoTime();
            queue(() -> {
                if (!opening.subject().alive()) {
                    letTheLaunchGoFirst(opened);
                }
                look(draft, opening.subject().spec().looks().seconds());
                compose(draft);
            });
        }
        return Optional.of(draft.id);
    }

    /** Delays the collection of evidence after the end of a process, so that the target's next launch gets all processors. */
    private static void letTheLaunchGoFirst(long opened) {
        LockSupport.parkNanos(opened + HEAD_START.toNanos() - System.nanoTime());
    }

    private String freeId(TargetName target, Instant now) {
        String wanted = STAMP.format(now) + "-" + target;
        String id = wanted;
        for (int number = 2; isTaken(id); number++) {
            id = wanted + "-" + number;
        }
        return id;
    }

    private boolean isTaken(String id) {
        return drafts.containsKey(id) || kept.containsKey(id) || memory.containsKey(id);
    }

    @Override
    public void look(String id, Duration most) {
        Draft draft = drafts.get(id);
        if (draft == null) {
            return;
        }
        Duration allowed = draft.opening.subject().spec().looks().seconds();
        look(draft, allowed.compareTo(most) < 0 ? allowed : most);
        queue(() -> compose(draft));
        tell(listener -> listener.beforeAction(id, BEFORE_ACTION));
    }

    /**
     * Writes incidents of which there are only events in the journal, because an earlier runner died before it wrote them.
     * Returns at once.
     * @param journal reads the newest events that the earlier runner wrote, oldest first
     * @param specs the settings of the targets when that runner died
     */
    public void retell(Supplier<List<Written>> journal, Map<TargetName, TargetSpec> specs) {
        queue(() -> {
            List<LostIncident> lost = lost(LostIncident.in(journal.get()));
            long place = former;
            for (LostIncident one : lost.subList(Math.max(0, lost.size() - MOST_IN_MEMORY), lost.size())) {
                place++;
                long its = place;
                Optional.ofNullable(specs.get(new TargetName(one.target()))).flatMap(spec -> one.draft(its, spec))
                        .ifPresent(this::retell);
            }
        });
    }

    /**
     * The incidents in the journal that were never written, oldest first. If the store contains an incident that began later,
     * the earlier one counts as written and deleted since.
     */
    private List<LostIncident> lost(List<LostIncident> journal) {
        List<LostIncident> lost = new ArrayList<>();
        Instant written = Instant.MIN;
        for (int i = journal.size() - 1; i >= 0; i--) {
            LostIncident one = journal.get(i);
            if (isTaken(one.id())) {
                Instant before = one.at().minus(LONGEST_WORK);
                written = before.isAfter(written) ? before : written;
            } else if (!written.isAfter(one.at())) {
                lost.add(0, one);
            }
        }
        return lost;
    }

    private void retell(Draft draft) {
        compose(draft);
        complete(draft, new Outcome(LostIncident.HOW, draft.opening.finding().exit(), Optional.empty(), false,
                Optional.empty(), Duration.ZERO));
    }

    private void look(Draft draft, Duration most) {
        TargetName target = draft.opening.subject().spec().name();
        Draft before = looked.get(target);
        double bound = most.toMillis() / 1000.0;
        if (most.isZero()) {
            draft.evidence = Evidence.none(0, "looks are turned off (--evidence_seconds 0), or --stop_grace leaves no"
                    + " time for them");
        } else if (before != null && Duration.between(before.at, draft.at).compareTo(BETWEEN_LOOKS) < 0
                && !draft.at.isBefore(before.at)) {
            draft.looksLeftOut = 1;
            draft.evidence = draft.opening.subject().recalled(bound)
                    .lacking("not looked into: the look at this target before was less than "
                            + BETWEEN_LOOKS.toSeconds()
                            + " s ago; incident " + before.id + " has it, with machine, program file and disks");
        } else {
            looked.put(target, draft);
            looked(draft, most);
        }
        TargetSpec spec = draft.opening.subject().spec();
        draft.output = setup.output().apply(spec);
        notKept(spec).ifPresent(why -> draft.evidence = draft.evidence.lacking(why));
        draft.opening.subject().unsampled().ifPresent(why -> draft.evidence = draft.evidence.lacking(why));
    }

    /** Why the incident's record contains no output of the target. Empty: it may contain some. */
    private static Optional<String> notKept(TargetSpec spec) {
        return switch (spec.output().mode()) {
            case INHERIT ->
                Optional.of("output: it goes to the runner's own stdout, and is not kept (--output both keeps"
                        + " it too)");
            case NULL -> Optional.of("output: it is not kept (--output null)");
            case FILE, BOTH, JOURNALD, SYSLOG, PATH -> Optional.empty();
        };
    }

    private void looked(Draft draft, Duration most) {
        long began = System.nanoTime();
        Evidence evidence = setup.look().take(draft.opening.subject(), most);
        Duration left = most.minusNanos(System.nanoTime() - began);
        DeepLook.Found deep = left.isNegative() || left.isZero()
                ? new DeepLook.Found(Map.of(), Map.of())
                : setup.deep().take(draft.opening, draft.id, left);
        for (Map.Entry<String, byte[]> file : deep.files().entrySet()) {
            evidence = evidence.with(file.getKey());
            draft.attachments.put(file.getKey(), file.getValue());
        }
        for (Map.Entry<String, String> missing : deep.missing().entrySet()) {
            evidence = evidence.lacking(missing.getKey() + ": " + missing.getValue());
        }
        draft.evidence = evidence.within((System.nanoTime() - began) / 1e9, most.toMillis() / 1000.0);
    }

    private void compose(Draft draft) {
        if (draft.written) {
            return;
        }
        draft.written = true;
        Optional<Summary> previous = previous(draft);
        Optional<Incident> before = previous.flatMap(summary -> find(summary.id()));
        standsInSeries(draft, previous, before);
        KnownSecrets secrets = KnownSecrets.of(draft.opening.subject().spec().environment());
        Incident incident = MaskedIncident.of(
                Composition.of(draft, setup.usage().apply(draft.opening.subject().spec().name()), before), secrets);
        tell(listener -> listener.composed(incident));
        trouble.computeIfAbsent(incident.target(), target -> new ArrayList<>()).add(incident.summary());
        keep(incident, store -> store.write(incident, MaskedText.of(draft.attachments, secrets)));
        draft.attachments.clear();
        trim();
        tell(listener -> listener.opened(incident));
    }

    private Optional<Summary> previous(Draft draft) {
        String target = draft.opening.subject().spec().name().value();
        return list().stream().filter(one -> one.target().equals(target) && !one.id().equals(draft.id)).findFirst();
    }

    private static void standsInSeries(Draft draft, Optional<Summary> previous, Optional<Incident> before) {
        boolean follows = previous
                .filter(one -> one.cause() == draft.opening.finding().cause()
                        && Duration.between(one.at(), draft.at).compareTo(OF_ONE_SERIES) <= 0)
                .isPresent();
        if (follows && before.isPresent()) {
            draft.series = before.get().series().first();
            draft.number = before.get().series().number() + 1;
            draft.looksLeftOut += before.get().series().looksLeftOut();
        }
    }

    private interface Writing {
        long to(IncidentStore store) throws IOException;
    }

    /** Stores an incident on disk, or in memory if the disk refuses the write. */
    private void keep(Incident incident, Writing writing) {
        try {
            if (setup.store().isPresent() && !memory.containsKey(incident.id())) {
                long bytes = writing.to(setup.store().get());
                kept.put(incident.id(), new IncidentRetention.Stored(incident.summary(), bytes));
                told(Optional.empty());
                return;
            }
        } catch (IOException e) {
            told(Optional.of("incidents cannot be written (" + DiskTrouble.words(e) + "); the last " + MOST_IN_MEMORY
                    + " stay in memory"));
        }
        boolean isOnDisk = setup.store().filter(store -> store.holds(incident.id())).isPresent();
        synchronized (memory) {
            kept.remove(incident.id());
            memory.put(incident.id(), isOnDisk
                    ? incident
                    : incident.with(incident.evidence().withoutFiles(
                            "not kept, since the home could not be written")));
            while (memory.size() > MOST_IN_MEMORY) {
                memory.remove(memory.keySet().iterator().next());
            }
        }
    }

    public void again() {
        // earlier incidents may still be in memory although a later one could be written
        if (setup.store().isPresent() && !memory.isEmpty()) {
            queue(this::writeWhatIsOwed);
        }
    }

    private void writeWhatIsOwed() {
        List<Incident> owed;
        synchronized (memory) {
            owed = List.copyOf(memory.values());
        }
        owed.forEach(incident -> {
            memory.remove(incident.id());
            // the disk may contain this incident without its outcome
            keep(incident, store -> store.holds(incident.id())
                    ? store.update(incident)
                    : store.write(incident, Map.of()));
        });
        if (memory.isEmpty()) {
            told(Optional.empty());
        }
    }

    private void told(Optional<String> trouble) {
        if (trouble.isPresent() || refused) {
            refused = trouble.isPresent();
            setup.fault().accept(trouble);
        }
    }

    /** Orders the recorder's thread to delete the incidents that exceed the limits of {@link IncidentRetention}. */
    public void bounded() {
        if (setup.store().isPresent() && !tooMuch().isEmpty()) {
            queue(this::trim);
        }
    }

    private List<String> tooMuch() {
        List<IncidentRetention.Stored> all;
        synchronized (kept) {
            all = List.copyOf(kept.values());
        }
        return all.isEmpty() ? List.of() : setup.keeping().get().tooMuch(all, setup.clock().instant());
    }

    private void trim() {
        if (setup.store().isEmpty()) {
            return;
        }
        for (String id : tooMuch()) {
            try {
                setup.store().get().remove(id);
                kept.remove(id);
            } catch (IOException e) {
                told(Optional.of("an old incident cannot be deleted: " + DiskTrouble.words(e)));
            }
        }
    }

    @Override
    public void happened(String id, Recorded event) {
        Draft draft = drafts.get(id);
        if (draft != null) {
            queue(() -> draft.deeds
                    .add(new ResponseStep(event.time(), event.event().type().word(), event.event().message())));
        }
    }

    @Override
    public void close(String id, Outcome outcome) {
        Draft draft = drafts.get(id);
        if (draft == null) {
            return;
        }
        queue(() -> {
            compose(draft);
            drafts.remove(id);
            complete(draft, outcome);
        });
    }

    private void complete(Draft draft, Outcome outcome) {
        Response response = ResponseWords.complete(draft.opening.action(), draft.deeds, outcome);
        find(draft.id).map(incident -> incident.with(response)).ifPresent(incident -> {
            keep(incident, store -> store.update(incident));
            tell(listener -> listener.completed(incident));
        });
    }

    @Override
    public void wellAgain(TargetName target, String how, WallTime at) {
        queue(() -> {
            List<Summary> incidents = trouble.remove(target.value());
            if (incidents != null) {
                tell(listener -> listener.wellAgain(new IncidentListener.Recovery(target.value(),
                        incidents.get(0).at(), at.instant(), incidents.stream().map(Summary::id)
                                .skip(Math.max(0, incidents.size() - MOST_IDS)).toList(),
                        how)));
            }
        });
    }

    private void tell(Consumer<IncidentListener> news) {
        for (IncidentListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                setup.findings().accept("whoever is told of incidents failed: " + e);
            }
        }
    }

    private void queue(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    told(Optional.of("an incident could not be recorded: " + e));
                }
            });
        } catch (RuntimeException | OutOfMemoryError noThread) {
            told(Optional.of("an incident could not be recorded: " + noThread));
        }
    }

    public List<Summary> list() {
        List<Summary> all = new ArrayList<>();
        synchronized (kept) {
            kept.values().forEach(one -> all.add(one.summary()));
        }
        synchronized (memory) {
            memory.values().forEach(one -> all.add(one.summary()));
        }
        all.sort(Summary.OLDEST_FIRST.reversed());
        return all;
    }

    public List<String> unwritten() {
        List<Incident> newest;
        synchronized (memory) {
            newest = new ArrayList<>(memory.values());
        }
        Collections.reverse(newest);
        return newest.stream().map(IncidentStore::properties).toList();
    }

    /** Finds the incident with this id, in memory or in the store. */
    public Optional<Incident> find(String id) {
        Incident remembered = memory.get(id);
        return remembered != null
                ? Optional.of(remembered)
                : setup.store().filter(store -> kept.containsKey(id)).flatMap(store -> store.read(id));
    }

    /** Reads those facts about a target's newest incidents that the search for patterns needs. */
    public List<Trace> traces(String target) {
        return list().stream().filter(one -> one.target().equals(target)).limit(Patterns.MOST)
                .flatMap(one -> trace(one.id()).stream()).toList();
    }

    private Optional<Trace> trace(String id) {
        Incident remembered = memory.get(id);
        return remembered != null
                ? Optional.of(Traces.of(remembered))
                : setup.store().flatMap(store -> store.trace(id));
    }

    /** The newest incident of a target; empty if the target has none. */
    public Optional<Summary> last(String target) {
        return Optional.ofNullable(newest().get(target));
    }

    /** The newest incident of each target that has one, by the target's name. */
    public Map<String, Summary> newest() {
        Map<String, Summary> newest = new HashMap<>();
        list().forEach(one -> newest.putIfAbsent(one.target(), one));
        return newest;
    }

    /** Finishes the work in the recorder's queue and ends its thread. */
    @Override
    public void close() {
        OwnThread.end(thread, LAST_WORK);
        tell(IncidentListener::ended);
    }
}
