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

import dev.dpm.operator.action.Acting;

/**
 * Leader election: decides which of several replicas of the operator may write. The leader is the replica whose name is
 * in the Lease {@code dpm-operator}, as long as it renews the Lease. A leader that cannot renew the Lease stops writing
 * before another replica may become the leader. Not thread-safe.
 *
 * <p> Clocks of two replicas may differ. So a replica may take the Lease when it has seen the Lease unchanged for
 * {@link #LEASE} by its own clock, as in Kubernetes' own leader election.
 */
final class Leadership {

    /** The three times of the Lease; Kubernetes' own components use the same values. */
    static final Duration LEASE = Duration.ofSeconds(15);
    static final Duration RENEWED_WITHIN = Duration.ofSeconds(10);
    static final Duration RETRY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Leadership.class.getName());
    private static final int CONFLICT = 409;
    /** The annotation of the Lease with the text that the holder of the Lease leaves for the next holder. */
    private static final String KEPT = "dpm.dev/under-way";

    private final KubernetesClient client;
    private final OperatorNames names;
    private final String identity;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Terms terms;
    /**
     * The version of the Lease that this replica read last. {@link #seenSince} is the time when it read this version
     * for the first time.
     */
    private String seenVersion = "";
    private long seenSince;
    private String seenHolder = "";
    private String kept = "";
    private boolean holds;
    /**
     * The time right before this replica last renewed the Lease with success, in nanoseconds of the monotonic clock.
     */
    private long renewed;
    private String said = "";

    /**
     * Creates the object that competes for the Lease; no request is sent yet.
     *
     * @param identity a name of this replica that no other replica has
     * @param nanos a monotonic clock
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
     * The name of a Lease, and its times.
     *
     * @param length how long another replica must see the Lease unchanged before it may take the Lease
     * @param renewedWithin how long after its last renewal a replica still counts as the holder; shorter than
     *     {@code length}
     * @param sense what the holder of the Lease does, in words for the log
     */
    record Terms(String lease, Duration length, Duration renewedWithin, String sense) {

        static final Terms OF_WRITING = new Terms(OperatorNames.OPERATOR, LEASE, RENEWED_WITHIN,
                "it writes status and events");
        /**
         * The Lease of the replica that may act on pods. If its holder dies, the Lease stays taken for {@code length}:
         * by then, the pods that got an order are ready again, or the cluster reports that they are not.
         */
        static final Terms OF_ACTIONS = new Terms(OperatorNames.ACTIONS, Acting.DEADLINE, Duration.ofSeconds(30),
                "it acts on pods");
    }

    /**
     * The replica that held the Lease when this replica last read the Lease; empty if there was none, or if the Lease
     * was unreadable.
     */
    String holder() {
        return seenHolder;
    }

    /** Whether this replica has the Lease, so that it may write. */
    boolean isLeading() {
        return holds && nanos.getAsLong() - renewed < terms.renewedWithin().toNanos();
    }

    /** Tries once to acquire or renew the Lease. The caller repeats this every {@link #RETRY}. */
    void look() {
        boolean wasLeading = isLeading();
        try {
            holds = isOurs();
            said = "";
        } catch (KubernetesClientException e) {
            // the Lease may still belong to this replica, if its last renewal is recent; isLeading() checks that
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
     * Renews the Lease and stores a text in it for the next holder.
     *
     * @param text at most 128 KiB
     * @return false if the text was not stored, or if another replica has or had the Lease
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

    /** Whether the Lease contains a text, and the replica that stored it no longer holds the Lease. */
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
                    // the update contains the version that was read; if two replicas try at the same time, the API
                    // server refuses one of them
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

    /** Releases the Lease, so that another replica can become the leader at once instead of after {@link #LEASE}. */
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
