package dev.dpm.operator.remote;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.operator.fleet.BadReport;
import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.PodRecord.Silence;
import dev.dpm.operator.fleet.Report;
import dev.dpm.operator.fleet.ReportReader;
import dev.dpm.operator.remote.SidecarAccess.Selected;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * Polls the dpm-runners in all supervised pods, each every ten seconds, or less often if there are many pods ({@link
 * PollOrder}).
 */
public final class FleetWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FleetWatch.class.getName());
    private static final String STATUS = "/api/v1/status";
    private static final Duration TICK = Duration.ofSeconds(1);
    /**
     * The number of ticks of the timer (one {@link #TICK} each) after which the operator reads the list of pods again.
     */
    private static final int TICKS_A_LOOK = 3;
    /** The number of consecutive failed requests after which a pod counts as unreachable. */
    private static final int ENOUGH = 2;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final long END_SECONDS = 10;

    private final SidecarAccess access;
    private final Sidecars sidecars;
    private final Clock clock;
    private final FailedRounds rounds;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread own = new Thread(work, "dpm-fleet");
        own.setDaemon(true);
        return own;
    });
    private final AtomicReference<List<Selected>> selected = new AtomicReference<>(List.of());
    private final Map<PodName, PodRecord> known = new ConcurrentHashMap<>();
    private final Map<PodName, Instant> asked = new ConcurrentHashMap<>();
    private final Map<PodName, Failures> failing = new ConcurrentHashMap<>();
    private final Set<PodName> onTheirWay = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Consumer<PodName>> listener = new AtomicReference<>(name -> {
    });
    private List<X509Certificate> trusted = List.of();
    private int ticks;

    private record Failures(int count, Instant since) {
    }

    private FleetWatch(SidecarAccess access, Sidecars sidecars, Clock clock, FailedRounds rounds) {
        this.access = access;
        this.sidecars = sidecars;
        this.clock = clock;
        this.rounds = rounds;
    }

    /** Creates the object and starts to poll dpm-runners. */
    public static FleetWatch begin(SidecarAccess access, Sidecars sidecars, Clock clock, FailedRounds rounds) {
        FleetWatch watch = new FleetWatch(access, sidecars, clock, rounds);
        var unused = watch.thread.scheduleWithFixedDelay(watch::tickGuarded, 0, TICK.toMillis(),
                TimeUnit.MILLISECONDS);
        return watch;
    }

    private void tickGuarded() {
        try {
            tick();
        } catch (GeneralSecurityException e) {
            rounds.failed(Work.FLEET, "", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            rounds.failed(Work.FLEET, "", e);
        }
    }

    private void tick() throws GeneralSecurityException {
        List<X509Certificate> now = access.authorities();
        if (!now.equals(trusted) && !now.isEmpty()) {
            sidecars.trust(now);
            trusted = now;
        }
        if (ticks++ % TICKS_A_LOOK == 0) {
            selected.set(access.selected());
        }
        List<PodFacts> all = selected.get().stream().flatMap(each -> each.pods().stream()).toList();
        keep(all);
        if (!trusted.isEmpty()) {
            Stream<PodFacts> askable = all.stream().filter(pod -> pod.address().isPresent()
                    && !onTheirWay.contains(pod.name()) && access.isRead(pod.name().namespace()));
            PollOrder.next(askable, all.size(), name -> asked.getOrDefault(name, Instant.MIN), clock.instant())
                    .forEach(this::ask);
        }
    }

    /**
     * Removes the records of pods that no longer exist. A deleted pod with the same name as a present pod is one of
     * them.
     */
    private void keep(List<PodFacts> all) {
        Map<PodName, PodFacts> now = all.stream()
                .collect(Collectors.toMap(PodFacts::name, pod -> pod, (one, other) -> one));
        known.keySet().retainAll(now.keySet());
        asked.keySet().retainAll(now.keySet());
        failing.keySet().retainAll(now.keySet());
        known.values().removeIf(record -> !record.pod().uid().equals(now.get(record.pod().name()).uid()));
        asked.keySet().removeIf(name -> !known.containsKey(name) && !onTheirWay.contains(name)
                && !failing.containsKey(name));
    }

    private void ask(PodFacts pod) {
        Address address = pod.address().orElseThrow();
        asked.put(pod.name(), clock.instant());
        Optional<String> token = access.token(pod.name().namespace());
        if (token.isEmpty()) {
            silent(pod, "was not asked, since namespace " + pod.name().namespace() + " has no Secret dpm-fleet yet");
            return;
        }
        onTheirWay.add(pod.name());
        boolean isSuspect = failing.containsKey(pod.name());
        var unused = sidecars.ask(Question.get(address, token.get(), STATUS).suspecting(isSuspect))
                .whenComplete((answer, fault) -> {
                    try {
                        if (fault == null) {
                            heard(pod, answer);
                        } else {
                            failed(pod, fault);
                        }
                    } catch (RuntimeException e) {
                        failed(pod, e);
                    } finally {
                        onTheirWay.remove(pod.name());
                    }
                });
    }

    private void heard(PodFacts pod, Answer answer) {
        try {
            if (answer.isGood()) {
                PodRecord record = new PodRecord(pod, Optional.of(new PodRecord.Answer(
                        ReportReader.read(answer.body()), clock.instant())), Optional.empty());
                failing.remove(pod.name());
                PodRecord before = known.put(pod.name(), record);
                if (!news(before).equals(news(record))) {
                    listener.get().accept(pod.name());
                }
            } else {
                silent(pod, "answered " + answer.status());
            }
        } catch (BadReport e) {
            silent(pod, e.getMessage());
        }
    }

    private static List<Object> news(PodRecord record) {
        return Optional.ofNullable(record).flatMap(PodRecord::answer).map(PodRecord.Answer::report)
                .map(report -> Stream.of(report.trouble(), report.incident()).flatMap(Optional::stream)
                        .<Object>map(finding -> List.of(finding.cause(), finding.since())).toList())
                .orElse(List.of());
    }

    /**
     * Sets the listener that receives each pod whose dpm-runner reports another trouble or incident than before. The
     * listener is called on the thread that receives the answers of all dpm-runners, so it must not block.
     */
    public void onNews(Consumer<PodName> changed) {
        listener.set(changed);
    }

    /**
     * The last answer of a pod's dpm-runner; empty if the dpm-runner never answered, or if the answer came from an
     * earlier pod of the same name.
     */
    public Optional<Report> report(PodName name, String uid) {
        return Optional.ofNullable(known.get(name)).filter(record -> record.pod().uid().equals(uid))
                .flatMap(PodRecord::answer).map(PodRecord.Answer::report);
    }

    private void failed(PodFacts pod, Throwable fault) {
        Throwable cause = fault instanceof CompletionException wrapped ? wrapped.getCause() : fault;
        if (cause instanceof RequestFault known) {
            if (known.isOfTrust()) {
                access.distrust(pod.name().namespace());
            }
            silent(pod, known.getMessage());
        } else {
            rounds.failed(Work.FLEET, pod.name().shown(), cause instanceof RuntimeException unexpected
                    ? unexpected
                    : new IllegalStateException(cause));
            silent(pod, "could not be asked; the operator's log says why");
        }
    }

    /**
     * Records that the dpm-runner of a pod did not answer. After the first of several failures in a row, this
     * dpm-runner is polled again within seconds.
     */
    private void silent(PodFacts pod, String why) {
        Failures failures = failing.merge(pod.name(), new Failures(1, clock.instant()), (before, one) -> new Failures(
                before.count() + 1, before.since()));
        if (failures.count() < ENOUGH) {
            asked.put(pod.name(), clock.instant().minus(PollOrder.interval(selectedPods())).plus(SOON));
            return;
        }
        known.compute(pod.name(), (name, before) -> new PodRecord(pod,
                Optional.ofNullable(before).flatMap(PodRecord::answer),
                Optional.of(new Silence(why, failures.since()))));
    }

    private int selectedPods() {
        return selected.get().stream().mapToInt(each -> each.pods().size()).sum();
    }

    /** The supervised pods of those namespaces that a person may see. */
    public Fleet fleet(Predicate<String> isSeen) {
        Instant now = clock.instant();
        return Fleet.of(now, selected.get().stream().filter(each -> isSeen.test(each.namespace()))
                .map(each -> Group.of(each.namespace(), each.supervision(),
                        each.pods().stream().map(this::record).toList(), each.overlap(), now))
                .toList());
    }

    public Set<String> namespaces() {
        return selected.get().stream().map(Selected::namespace).collect(Collectors.toSet());
    }

    /** The present time, from which callers compute the ages of the dpm-runners' answers. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * What the operator knows about one pod; empty if no Supervision selects a pod of this name. If several Supervisions
     * select the pod, the record says that the pod has a dpm-runner if one of them gave it one.
     */
    public Optional<PodRecord> pod(PodName name) {
        return selected.get().stream().filter(each -> each.namespace().equals(name.namespace()))
                .flatMap(each -> each.pods().stream()).filter(pod -> pod.name().equals(name))
                .min(Comparator.comparing(PodFacts::covering))
                .map(this::record);
    }

    private PodRecord record(PodFacts pod) {
        PodRecord record = known.get(pod.name());
        if (record == null || !record.pod().uid().equals(pod.uid())) {
            return PodRecord.unasked(pod);
        }
        return new PodRecord(pod, record.answer(), record.silence());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "The asking of dpm-runners did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
