package dev.dpm.operator.cluster;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.act.ActionLock;
import dev.dpm.operator.act.ClusterPods;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.fleet.Report;
import dev.dpm.operator.page.Authenticator;
import dev.dpm.operator.page.Changes;
import dev.dpm.operator.round.FailedRounds;

/**
 * The operator's cluster: that of its pod, or else of the kubeconfig.
 *
 * @param names the names of the operator's own objects
 * @param rounds counts the failures of the periodic work
 */
public record OwnCluster(KubernetesClient client, OperatorNames names, FailedRounds rounds)
        implements
            AutoCloseable {

    private static final String DEFAULT_NAMESPACE = "dpm-system";
    private static final int TIMEOUT_MILLIS = 10_000;

    OwnCluster(KubernetesClient client, OperatorNames names) {
        this(client, names, new FailedRounds(System::nanoTime));
    }

    /**
     * Creates a client for the API server, without connecting. The client's namespace is that of the operator's service
     * account or of the kubeconfig file.
     */
    public static OwnCluster ofAccount() {
        KubernetesClient client = connection();
        return new OwnCluster(client, new OperatorNames(
                Optional.ofNullable(client.getNamespace()).orElse(DEFAULT_NAMESPACE)));
    }

    /** Creates a client for the API server and the given namespace, without connecting. */
    public static OwnCluster in(String namespace) {
        return new OwnCluster(connection(), new OperatorNames(namespace));
    }

    private static KubernetesClient connection() {
        Config config = Config.autoConfigure(null);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setRequestTimeout(TIMEOUT_MILLIS);
        // callers in this package repeat requests themselves
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(Models.lenient())
                .build();
    }

    /**
     * The image of the operator's own pod; empty: there is none.
     *
     * @param pod its name, which is the host name
     */
    public Optional<String> ownImage(String pod) {
        try {
            return Optional.ofNullable(client.pods().inNamespace(names.namespace()).withName(pod).get())
                    .map(Pod::getSpec).map(spec -> spec.getContainers().get(0)).map(Container::getImage);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    public String address() {
        return client.getMasterUrl().toString();
    }

    /**
     * Starts to watch the Supervisions of all namespaces.
     *
     * @param image the image of dpm-runner for Supervisions that do not name one
     */
    public SupervisionView watchSupervisions(String image) {
        return SupervisionView.watching(client, names, image, rounds);
    }

    public CertificateKeeper certificates(Clock clock) {
        return new CertificateKeeper(client, names, new Keytool(names.served()), clock);
    }

    /**
     * Starts the thread that writes statuses and Events while this replica leads.
     *
     * @param identity unique among replicas
     */
    public Reconciling reconcile(SupervisionView supervisions, String identity, Clock clock) {
        return Reconciling.begin(this, supervisions, identity, clock);
    }

    /**
     * Makes the reconciliation write Events about what dpm-runners report.
     *
     * @param known returns the last answer of the dpm-runner in a pod of this name and uid
     * @return the listener to call for a pod whose dpm-runner reports something new
     */
    public Consumer<PodName> tellingReports(Reconciling reconciling,
            BiFunction<PodName, String, Optional<Report>> known) {
        reconciling.hear(pod -> known.apply(new PodName(pod.getMetadata().getNamespace(), pod.getMetadata().getName()),
                Optional.ofNullable(pod.getMetadata().getUid()).orElse("")).map(PodReports::of).orElse(List.of()));
        return reconciling::reportChanged;
    }

    /** Returns an object with the pods whose dpm-runners the operator polls, and with the tokens for these requests. */
    public WatchedSidecarAccess world(SupervisionView supervisions, Reconciling reconciling) {
        return new WatchedSidecarAccess(client, supervisions, reconciling.pods(), System::nanoTime, rounds);
    }

    public Authenticator people() {
        return new ClusterAuthenticator(client);
    }

    public Changes changes(SupervisionView supervisions) {
        return new ClusterChanges(client, supervisions);
    }

    /**
     * The pods and budgets that decide whether a process in a pod may be ended or signalled, and the Events that record
     * this.
     *
     * @param known returns the last answer of the dpm-runner in a pod
     */
    public ClusterPods actionWorld(SupervisionView supervisions, Function<PodName, Optional<PodRecord>> known,
            Clock clock) {
        return new ApiClusterPods(client, supervisions, known, clock);
    }

    /**
     * The lock that a replica of the operator must hold to act on pods.
     *
     * @param identity a name of this replica that no other replica has
     */
    public ActionLock actionLock(String identity, Clock clock) {
        return new LeaseActionLock(client, names, identity, clock, System::nanoTime);
    }

    @Override
    public void close() {
        client.close();
    }
}
