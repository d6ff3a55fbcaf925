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
 * Access to the cluster of the operator: the cluster in which the operator's pod runs, or else the cluster that the
 * kubeconfig names.
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
        // the client itself need not repeat a failed request, since its callers do
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(Models.lenient())
                .build();
    }

    /**
     * The image of the operator's own container; empty if the operator does not run in a pod, or the pod cannot be read.
     *
     * @param pod the name of the operator's pod, which is the host name
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
     * @param identity a name of this replica that no other replica has
     */
    public Reconciling reconcile(SupervisionView supervisions, String identity, Clock clock) {
        return Reconciling.begin(this, supervisions, identity, clock);
    }

    /**
     * Makes {@code reconciling} write Events about breaches of limits and other troubles that dpm-runners report.
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

    /** Returns an object that knows the pods whose dpm-runners the operator polls, and the tokens for these requests. */
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
     * Returns an object that reads the pods and budgets that decide whether a pod may get an order, and writes Events
     * about orders.
     *
     * @param known returns the last answer of the dpm-runner in a pod
     */
    public ClusterPods actionWorld(SupervisionView supervisions, Function<PodName, Optional<PodRecord>> known,
            Clock clock) {
        return new ApiClusterPods(client, supervisions, known, clock);
    }

    /**
     * Returns the lock that a replica of the operator must hold to give orders to pods.
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
