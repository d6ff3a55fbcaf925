package dev.dpm.operator.cluster;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.fleet.PodFacts;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.reconcile.Overlap;
import dev.dpm.operator.reconcile.SelectedPods;
import dev.dpm.operator.remote.SidecarAccess;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * Returns pods from a watch, and the tokens for requests to their dpm-runners from Secrets {@code dpm-fleet}. A separate
 * thread reads a token again after a minute, or after a dpm-runner refused it.
 */
public final class WatchedSidecarAccess implements SidecarAccess, AutoCloseable {

    static final String SECRET = "dpm-fleet";
    private static final String TOKEN = "token";
    private static final Duration VALID = Duration.ofMinutes(1);
    /** The shortest time between two readings of the same Secret if its token is missing or a dpm-runner refused it. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private record Read(Optional<String> token, long at) {
    }

    private final KubernetesClient client;
    private final SupervisionView supervisions;
    private final PodView pods;
    private final LongSupplier nanoTime;
    private final FailedRounds rounds;
    private final Map<String, Read> tokens = new ConcurrentHashMap<>();
    private final Set<String> reading = ConcurrentHashMap.newKeySet();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread own = new Thread(work, "dpm-tokens");
        own.setDaemon(true);
        return own;
    });
    private final AtomicReference<List<X509Certificate>> authorities = new AtomicReference<>(List.of());

    WatchedSidecarAccess(KubernetesClient client, SupervisionView supervisions, PodView pods, LongSupplier nanoTime,
            FailedRounds rounds) {
        this.client = client;
        this.supervisions = supervisions;
        this.pods = pods;
        this.nanoTime = nanoTime;
        this.rounds = rounds;
    }

    /** Sets the certificate authorities that the operator trusts from now on for dpm-runners. */
    public void trust(List<X509Certificate> signing) {
        authorities.set(List.copyOf(signing));
    }

    @Override
    public List<Selected> selected() {
        return supervisions.keys().stream().sorted().flatMap(key -> supervisions.find(key).stream())
                .flatMap(supervision -> guarded(supervision).stream()).toList();
    }

    /**
     * The pods of a Supervision; empty if one of these pods cannot be read. The pods of other Supervisions are polled
     * nevertheless.
     */
    private Optional<Selected> guarded(Supervision supervision) {
        try {
            return Optional.of(selected(supervision));
        } catch (RuntimeException e) {
            rounds.failed(Work.FLEET, supervision.shown(), e);
            return Optional.empty();
        }
    }

    private Selected selected(Supervision supervision) {
        String namespace = supervision.getMetadata().getNamespace();
        SelectedPods selected = SelectedPods.of(supervision, pods.of(namespace), supervisions.image());
        Map<String, String> reasons = selected.reasons();
        Overlap overlap = Overlap.of(supervision, selected, supervisions.usable(namespace));
        return new Selected(namespace, supervision.getMetadata().getName(),
                Stream.concat(selected.supervised().stream().map(pod -> PodFacts.supervised(pod, reasons.getOrDefault(
                        pod.getMetadata().getName(), ""))),
                        selected.uncovered().stream().map(pod -> PodFacts.uncovered(pod,
                                overlap.contains(pod.getMetadata().getName()))))
                        .toList(),
                overlap.sentence());
    }

    @Override
    public boolean isRead(String namespace) {
        Read known = tokens.get(namespace);
        if ((known == null || isOld(known)) && reading.add(namespace)) {
            try {
                reader.execute(() -> readAnew(namespace));
            } catch (RejectedExecutionException e) {
                // the operator ends, so the reading thread does not accept work any more
                reading.remove(namespace);
            }
        }
        return known != null;
    }

    private boolean isOld(Read known) {
        return nanoTime.getAsLong() - known.at() >= (known.token().isPresent() ? VALID : PAUSE).toNanos();
    }

    private void readAnew(String namespace) {
        try {
            Optional<String> token = read(namespace);
            tokens.put(namespace, new Read(token, nanoTime.getAsLong()));
        } finally {
            reading.remove(namespace);
        }
    }

    @Override
    public Optional<String> token(String namespace) {
        isRead(namespace);
        return Optional.ofNullable(tokens.get(namespace)).flatMap(Read::token);
    }

    private Optional<String> read(String namespace) {
        try {
            Secret secret = client.secrets().inNamespace(namespace).withName(SECRET).get();
            return Optional.ofNullable(secret).map(Secret::getData).map(data -> data.get(TOKEN))
                    .map(token -> new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).strip())
                    .filter(token -> !token.isEmpty());
        } catch (KubernetesClientException | IllegalArgumentException e) {
            rounds.failed(Work.TOKENS, namespace + "/" + SECRET, Cause.of(e));
        } catch (RuntimeException e) {
            // an unexpected answer of the API server is only reported, since the next reading may succeed
            rounds.failed(Work.TOKENS, namespace + "/" + SECRET, e);
        }
        return Optional.ofNullable(tokens.get(namespace)).flatMap(Read::token);
    }

    @Override
    public void distrust(String namespace) {
        long old = nanoTime.getAsLong() - VALID.minus(PAUSE).toNanos();
        tokens.computeIfPresent(namespace, (name, read) -> read.at() - old > 0 ? new Read(read.token(), old) : read);
    }

    @Override
    public List<X509Certificate> authorities() {
        return authorities.get();
    }

    /** Ends the thread that reads tokens from Secrets. Tokens that it has read stay in memory. */
    @Override
    public void close() {
        reader.shutdownNow();
    }
}
