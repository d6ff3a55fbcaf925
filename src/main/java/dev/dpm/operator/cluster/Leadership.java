package dev.dpm.operator.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.action.UnfinishedOrder;

/**
 * Elects one of the operator's replicas as the leader by a Kubernetes Lease: only the holder of the Lease may write, as
 * long as it renews the Lease. The clocks of replicas may differ, so another replica takes the Lease only after it has
 * seen the Lease unchanged for {@link Terms#length} by its own clock. Not thread-safe.
 */
final class Leadership {

    /**
     * The time without a renewal after which another replica takes the Lease. This and the next two times are those of
     * Kubernetes' own components.
     */
    static final Duration LEASE = Duration.ofSeconds(15);
    static final Duration RENEWED_WITHIN = Duration.ofSeconds(10);
    static final Duration RETRY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Leadership.class.getName());
    private static final int CONFLICT = 409;
    /** The annotation of the Lease with a text that its holder stores for its next holder. */
    private static final String KEPT = "dpm.dev/under-way";

    private final KubernetesClient client;
    private final OperatorNames names;
    private final String identity;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Terms terms;
    /**
     * The version of the Lease when it was last read. This replica read this version for the first time at {@link
     * #seenSince}.
     */
    private String seenVersion = "";
    private long seenSince;
    private String seenHolder = "";
    private String kept = "";
    private boolean holds;
    /** When this replica last renewed the Lease, in nanoseconds of {@link #nanos}. */
    private long renewed;
    private String said = "";

    /**
     * @param identity a name of this replica that no other replica has
     * @param nanos a monotonic clock, in nanoseconds
     */
    Leadership(KubernetesClient client, OperatorNames names, String identity, Clock clock, LongSupplier nanos) {
        this(client, names, identity, clock, nanos, Terms.OF_WRITING);
    }

    Leadership(KubernetesClient client, OperatorNames names, String identity, Clock clock, LongSupplier nanos,
            Terms terms) {
        this.client = client;
        this.names = names;
        this.identity = identity;
        this.clock = clock;
        this.nanos = nanos;
        this.terms = terms;
    }

    /**
     * The name and the times of a Lease.
     *
     * @param length how long the Lease must be unchanged before another replica takes it
     * @param renewedWithin how long after a renewal the holder may act as the leader; shorter than {@code length}
     * @param sense what the holder of the Lease does, as words for the log
     */
    record Terms(String lease, Duration length, Duration renewedWithin, String sense) {

        static final Terms OF_WRITING = new Terms(OperatorNames.OPERATOR, LEASE, RENEWED_WITHIN,
                "it writes status and events");
        /**
         * The Lease whose holder gives orders to pods. Another replica can take the Lease only after the time in which
         * pods with an order of the previous holder become ready again.
         */
        static final Terms OF_ACTIONS = new Terms(OperatorNames.ACTIONS, UnfinishedOrder.DEADLINE,
                Duration.ofSeconds(30),
                "it acts on pods");
    }

    /** The replica that held the Lease when the Lease was last read; empty text: no replica, or unknown. */
    String holder() {
        return seenHolder;
    }

    boolean isLeading() {
        return holds && nanos.getAsLong() - renewed < terms.renewedWithin().toNanos();
    }

    /** Tries to acquire or renew the Lease. The method is called at intervals of {@link #RETRY}. */
    void look() {
        boolean wasLeading = isLeading();
        try {
            holds = isOurs();
            said = "";
        } catch (KubernetesClientException e) {
            // holds keeps its value: the last renewal may still be valid, which isLeading() checks
            say(Cause.of(e));
        }
        if (wasLeading != isLeading()) {
            LOG.log(System.Logger.Level.INFO, isLeading()
                    ? "This replica ({0}) has the Lease {1}: {2}"
                    : "This replica ({0}) does not have the Lease {1} any more", identity, terms.lease(),
                    terms.sense());
        }
    }

    /** The text that was stored in the Lease when it was last read; empty if there was none. */
    String kept() {
        return kept;
    }

    /**
     * Renews the Lease and stores a text in it for its next holder.
     *
     * @param text at most 128 KiB
     * @return false: another replica holds the Lease, or nothing was stored
     */
    boolean keep(String text) {
        try {
            long before = nanos.getAsLong();
            Lease found = find();
            holds = found != null && holder(found).equals(identity) && isWritten(found, text, before);
            said = "";
            return holds;
        } catch (KubernetesClientException e) {
            say(Cause.of(e));
            return false;
        }
    }

    /** Whether the Lease contains a text of a replica that does not hold the Lease any more. */
    boolean isLeft() {
        try {
            Lease found = find();
            return found != null && mayTake(found) && !kept.isEmpty();
        } catch (KubernetesClientException e) {
            say(Cause.of(e));
            return false;
        }
    }

    private Lease find() {
        return client.leases().inNamespace(names.namespace()).withName(terms.lease()).get();
    }

    private boolean isOurs() {
        long before = nanos.getAsLong();
        Lease found = find();
        return (found == null || mayTake(found)) && isWritten(found, kept, before);
    }

    private boolean isWritten(Lease found, String text, long before) {
        try {
            Lease written = found == null
                    ? client.resource(renewal(new LeaseBuilder().withNewMetadata().withName(terms.lease())
                            .withNamespace(names.namespace()).endMetadata().build(), "")).create()
                    // the API server refuses the update with a conflict if another replica has changed the Lease since it was
                    // read
                    : client.resource(renewal(found, text)).update();
            see(written, nanos.getAsLong());
            renewed = before;
            kept = text;
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private boolean mayTake(Lease found) {
        long now = nanos.getAsLong();
        String holder = holder(found);
        seenHolder = holder;
        kept = Optional.ofNullable(found.getMetadata().getAnnotations()).orElse(Map.of()).getOrDefault(KEPT, "");
        see(found, now);
        return holder.isEmpty() || holder.equals(identity) || now - seenSince > terms.length().toNanos();
    }

    private void see(Lease lease, long now) {
        String version = lease.getMetadata().getResourceVersion();
        if (!seenVersion.equals(version)) {
            seenVersion = String.valueOf(version);
            seenSince = now;
        }
    }

    private static String holder(Lease lease) {
        return Optional.ofNullable(lease.getSpec()).map(LeaseSpec::getHolderIdentity).orElse("");
    }

    private Lease renewal(Lease lease, String text) {
        ZonedDateTime now = ZonedDateTime.now(clock).truncatedTo(ChronoUnit.MICROS);
        LeaseSpec before = Optional.ofNullable(lease.getSpec()).orElseGet(LeaseSpec::new);
        boolean isSame = holder(lease).equals(identity);
        int changes = Optional.ofNullable(before.getLeaseTransitions()).orElse(0);
        LeaseBuilder noted = new LeaseBuilder(lease);
        noted = text.isEmpty()
                ? noted.editMetadata().removeFromAnnotations(KEPT).endMetadata()
                : noted.editMetadata().addToAnnotations(KEPT, text).endMetadata();
        return noted.editOrNewSpec().withHolderIdentity(identity)
                .withLeaseDurationSeconds((int) terms.length().toSeconds()).withRenewTime(now)
                .withAcquireTime(isSame && before.getAcquireTime() != null ? before.getAcquireTime() : now)
                .withLeaseTransitions(isSame || before.getHolderIdentity() == null ? changes : changes + 1).endSpec()
                .build();
    }

    void release() {
        if (!isLeading()) {
            return;
        }
        holds = false;
        try {
            Lease found = find();
            if (found != null && holder(found).equals(identity)) {
                client.resource(new LeaseBuilder(found).editSpec().withHolderIdentity("").endSpec().build()).update();
            }
        } catch (KubernetesClientException e) {
            LOG.log(System.Logger.Level.DEBUG, "The Lease could not be freed, and expires by itself: {0}",
                    Cause.of(e));
        }
    }

    private void say(String cause) {
        if (!cause.equals(said)) {
            LOG.log(System.Logger.Level.WARNING, "The Lease {0} in namespace {1} cannot be renewed, which is tried "
                    + "again: {2}", terms.lease(), names.namespace(), cause);
            said = cause;
        }
    }
}
