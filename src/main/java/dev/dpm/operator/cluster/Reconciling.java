package dev.dpm.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.certificate.FleetMaterial;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.certificate.Material;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.inject.Selection;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.model.SupervisionCheck;
import dev.dpm.operator.reconcile.DesiredState;
import dev.dpm.operator.reconcile.DueList;
import dev.dpm.operator.reconcile.ObservedState;
import dev.dpm.operator.reconcile.Reported;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * Examines each Supervision after a change and at intervals, and writes statuses and options while this replica is the
 * leader. A thread does this in a loop, which only {@link #close()} ends, and not an unreachable API server.
 */
public final class Reconciling implements AutoCloseable {

    private static final long END_SECONDS = 15;

    private final SupervisionView supervisions;
    private final PodView pods;
    private final Leadership leadership;
    private final StatusWriter status;
    private final ConfigWriter configs;
    private final FleetKeeper fleet;
    private final EventWriter events;
    private final PriorWrites prior;
    private final FailedRounds rounds;
    private final Clock clock;
    private final LongSupplier nanos = System::nanoTime;
    private final Thread thread = new Thread(this::run, "dpm-reconcile");

    private final AtomicReference<Function<Pod, List<Reported>>> reports = new AtomicReference<>(pod -> List.of());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DueList due = new DueList();
    private boolean isEnding;

    private boolean wasLeading;
    /** When the loop's thread last tried to acquire or renew the Lease, in nanoseconds of {@link #nanos}. */
    private long asked = nanos.getAsLong() - Leadership.RETRY.toNanos();

    private Reconciling(OwnCluster cluster, SupervisionView supervisions, String identity, Clock clock) {
        KubernetesClient client = cluster.client();
        this.rounds = cluster.rounds();
        this.supervisions = supervisions;
        this.clock = clock;
        this.leadership = new Leadership(client, cluster.names(), identity, clock, nanos);
        this.status = new StatusWriter(client);
        this.configs = new ConfigWriter(client, nanos);
        this.fleet = new FleetKeeper(client, new Keytool(Set.of(FleetMaterial.NAME)), clock, nanos);
        this.events = new EventWriter(client);
        this.prior = new PriorWrites(client);
        this.pods = PodView.watching(client, this::podChanged, rounds);
    }

    /**
     * Starts the loop that examines Supervisions, even if the API server does not answer.
     *
     * @param identity a name of this replica that no other replica has
     */
    static Reconciling begin(OwnCluster cluster, SupervisionView supervisions, String identity, Clock clock) {
        Reconciling reconciling = new Reconciling(cluster, supervisions, identity, clock);
        supervisions.onChange(supervision -> reconciling.mark(supervision.shown()));
        reconciling.thread.setDaemon(true);
        reconciling.thread.start();
        return reconciling;
    }

    /** Sets the authority, with its key, that signs the certificates of dpm-runners from now on. */
    public void sign(Material material) {
        fleet.sign(material);
    }

    /**
     * Sets where the loop finds what dpm-runners have reported. Until this method is called, the loop writes no Events
     * about these reports.
     *
     * @param reported returns what the dpm-runner of a pod has reported
     */
    void hear(Function<Pod, List<Reported>> reported) {
        reports.set(reported);
    }

    /** Lets the loop examine the Supervision of a pod soon, since the dpm-runner of the pod reports something new. */
    void reportChanged(PodName name) {
        pods.find(name.namespace(), name.name()).ifPresent(this::podChanged);
    }

    PodView pods() {
        return pods;
    }

    private void podChanged(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        supervisions.of(namespace).stream().filter(each -> Selection.selects(each, pod, namespace)
                || PodMetadata.supervision(pod).filter(each.getMetadata().getName()::equals).isPresent())
                .forEach(each -> mark(each.shown()));
    }

    private void mark(String key) {
        lock.lock();
        try {
            due.mark(key, nanos.getAsLong());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isEnding()) {
            try {
                turn();
            } catch (RuntimeException e) {
                // after an unexpected answer of the API server, the loop must continue: without the loop, this replica would write
                // nothing, and kubelet would not restart it, since it would still answer probes
                rounds.failed(Work.LEASE, "", e);
                pause(false, nanos.getAsLong() + Leadership.RETRY.toNanos());
            }
        }
        leadership.release();
    }

    private void turn() {
        if (nanos.getAsLong() - asked >= Leadership.RETRY.toNanos()) {
            asked = nanos.getAsLong();
            leadership.look();
        }
        boolean isLeading = leadership.isLeading() && supervisions.isComplete() && pods.isComplete();
        if (isLeading && !wasLeading) {
            restart();
        }
        wasLeading = isLeading;
        Optional<String> key = isLeading ? next() : Optional.empty();
        key.ifPresent(this::lookGuarded);
        if (key.isEmpty()) {
            pause(isLeading, asked + Leadership.RETRY.toNanos());
        }
    }

    private boolean isEnding() {
        lock.lock();
        try {
            return isEnding;
        } finally {
            lock.unlock();
        }
    }

    private void restart() {
        configs.restart();
        fleet.restart();
        events.restart();
        prior.read(configs::learn, fleet::learn, events::learn);
        lock.lock();
        try {
            due.restart(supervisions.keys(), nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> next() {
        lock.lock();
        try {
            return due.next(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private void pause(boolean isLeading, long renewal) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            Duration most = Duration.ofNanos(Math.max(0, renewal - now));
            Duration time = isLeading ? due.untilNext(now, most) : most;
            if (!isEnding && !time.isZero()) {
                changed.awaitNanos(time.toNanos());
            }
        } catch (InterruptedException e) {
            isEnding = true;
        } finally {
            lock.unlock();
        }
    }

    private void lookGuarded(String key) {
        Optional<Boolean> isRestLeft = Optional.empty();
        try {
            isRestLeft = Optional.of(look(key));
        } catch (KubernetesClientException e) {
            rounds.failed(Work.SUPERVISIONS, key, Cause.of(e));
        } catch (RuntimeException e) {
            rounds.failed(Work.SUPERVISIONS, key, e);
        }
        lock.lock();
        try {
            long now = nanos.getAsLong();
            isRestLeft.ifPresentOrElse(isRest -> due.succeeded(key, isRest, now), () -> due.failed(key, now));
        } finally {
            lock.unlock();
        }
    }

    /** Examines one Supervision. Returns whether something is left to write. */
    private boolean look(String key) {
        Optional<Supervision> found = supervisions.find(key);
        if (found.isEmpty()) {
            forget(key);
            configs.forget(key);
            String namespace = key.substring(0, key.indexOf('/'));
            if (supervisions.of(namespace).isEmpty()) {
                fleet.forget(namespace);
            }
            return false;
        }
        Supervision supervision = found.get();
        DesiredState wanted = wanted(supervision);
        status.write(supervision, wanted.status());
        wanted.configs().forEach(config -> configs.write(key, config));
        String namespace = supervision.getMetadata().getNamespace();
        boolean isLeft = fleet.look(namespace, supervisions.of(namespace), leadership::isLeading);
        return !events.write(wanted.events()) || isLeft;
    }

    private DesiredState wanted(Supervision supervision) {
        ObservedState seen = new ObservedState(supervision, SupervisionCheck.faults(supervision),
                supervisions.usable(supervision.getMetadata().getNamespace()),
                pods.of(supervision.getMetadata().getNamespace()), supervisions.image(), reports.get(),
                clock.instant());
        try {
            return DesiredState.of(seen);
        } catch (RuntimeException e) {
            throw told(seen, e);
        }
    }

    private RuntimeException told(ObservedState seen, RuntimeException fault) {
        try {
            status.write(seen.supervision(), DesiredState.unexamined(seen, fault));
        } catch (KubernetesClientException e) {
            fault.addSuppressed(e);
        }
        return fault;
    }

    private void forget(String key) {
        lock.lock();
        try {
            due.forget(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isEnding = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pods.close();
    }
}
