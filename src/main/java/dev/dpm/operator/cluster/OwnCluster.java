package dev.dpm.operator.cluster;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.act.Turn;
import dev.dpm.operator.act.World;
import dev.dpm.operator.certificate.Keytool;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;
import dev.dpm.operator.page.Changes;
import dev.dpm.operator.page.People;

/**
 * The cluster that the operator works in: the cluster that runs its pod, or otherwise the cluster of the kubeconfig.
 *
 * @param names the names of the operator's own objects
 */
public record OwnCluster(KubernetesClient client, OperatorNames names) implements AutoCloseable {

    private static final String DEFAULT_NAMESPACE = "dpm-system";
    private static final int TIMEOUT_MILLIS = 10_000;

    /**
     * A client that has no connection yet. Its namespace is that of the operator's service account or of the
     * kubeconfig.
     */
    public static OwnCluster ofAccount() {
        KubernetesClient client = connection();
        return new OwnCluster(client, new OperatorNames(
                Optional.ofNullable(client.getNamespace()).orElse(DEFAULT_NAMESPACE)));
    }

    /** A client that has no connection yet, with the given namespace. */
    public static OwnCluster in(String namespace) {
        return new OwnCluster(connection(), new OperatorNames(namespace));
    }

    private static KubernetesClient connection() {
        Config config = Config.autoConfigure(null);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setRequestTimeout(TIMEOUT_MILLIS);
        // the client repeats a failed request only once, since every caller in this package repeats requests by itself
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(Models.lenient())
                .build();
    }

    /**
     * The image of the operator's own pod; empty if no pod has this name.
     *
     * @param pod the pod's name, which is also its host name
     */
    public Optional<String> ownImage(String pod) {
        try {
            return Optional.ofNullable(client.pods().inNamespace(names.namespace()).withName(pod).get())
                    .map(Pod::getSpec).map(spec -> spec.getContainers().get(0)).map(Container::getImage);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** The address of the API server. */
    public String address() {
        return client.getMasterUrl().toString();
    }

    /**
     * Starts to watch the Supervisions of all namespaces.
     *
     * @param image the image of dpm-runner for a Supervision that names none
     */
    public SupervisionView watchSupervisions(String image) {
        return SupervisionView.watching(client, names, image);
    }

    public CertificateKeeper certificates(Clock clock) {
        return new CertificateKeeper(client, names, new Keytool(names.served()), clock);
    }

    /**
     * Starts the thread that writes the status of Supervisions and the Events on their pods. It writes only while this
     * replica is the leader.
     *
     * @param identity the identity of this replica, different from that of any other replica
     */
    public Reconciling reconcile(SupervisionView supervisions, String identity, Clock clock) {
        return Reconciling.begin(client, names, supervisions, identity, clock);
    }

    /** The pods whose dpm-runners the operator asks, and the tokens for these questions. */
    public ClusterWorld world(SupervisionView supervisions, Reconciling reconciling) {
        return new ClusterWorld(client, supervisions, reconciling.pods(), System::nanoTime);
    }

    /** The cluster's users, who may see as much of the fleet as the cluster's rules allow. */
    public People people() {
        return new ClusterPeople(client);
    }

    /** Changes Supervisions when one of the cluster's users orders a change. */
    public Changes changes(SupervisionView supervisions) {
        return new ClusterChanges(client, supervisions);
    }

    /**
     * The pods and budgets by which an action is judged, and the Events about actions.
     *
     * @param known the last answers of the dpm-runners in pods
     */
    public World actionWorld(SupervisionView supervisions, Function<PodName, Optional<PodRecord>> known,
            Clock clock) {
        return new ActionWorld(client, supervisions, known, clock);
    }

    /**
     * The right to act, which one replica has at a time.
     *
     * @param identity a name of this replica that differs from the name of any other replica
     */
    public Turn actionTurn(String identity, Clock clock) {
        return new ActionTurn(client, names, identity, clock, System::nanoTime);
    }

    @Override
    public void close() {
        client.close();
    }
}
