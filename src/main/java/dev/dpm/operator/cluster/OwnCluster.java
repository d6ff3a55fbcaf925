package dev.dpm.operator.cluster;

import java.time.Clock;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import dev.dpm.operator.certificate.Keytool;

/**
 * The cluster that the operator works in: that of its own pod, else that of the kubeconfig.
 *
 * @param names of the operator's own objects
 */
public record OwnCluster(KubernetesClient client, OperatorNames names) implements AutoCloseable {

    private static final String DEFAULT_NAMESPACE = "dpm-system";
    private static final int TIMEOUT_MILLIS = 10_000;

    /** Connects to nothing yet. The namespace is that of the operator's service account, or of the kubeconfig. */
    public static OwnCluster ofAccount() {
        KubernetesClient client = connection();
        return new OwnCluster(client, new OperatorNames(
                Optional.ofNullable(client.getNamespace()).orElse(DEFAULT_NAMESPACE)));
    }

    /** The same in a namespace that was asked for. */
    public static OwnCluster in(String namespace) {
        return new OwnCluster(connection(), new OperatorNames(namespace));
    }

    private static KubernetesClient connection() {
        Config config = Config.autoConfigure(null);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setRequestTimeout(TIMEOUT_MILLIS);
        // whoever asks comes again by itself
        config.setRequestRetryBackoffLimit(1);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * The image of this very pod; empty: there is no such pod.
     *
     * @param pod its name, which is the name of its host
     */
    public Optional<String> ownImage(String pod) {
        try {
            return Optional.ofNullable(client.pods().inNamespace(names.namespace()).withName(pod).get())
                    .map(Pod::getSpec).map(spec -> spec.getContainers().get(0)).map(Container::getImage);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** Where the API server is. */
    public String address() {
        return client.getMasterUrl().toString();
    }

    /**
     * Watches the Supervisions of all namespaces.
     *
     * @param image of dpm-runner, for a Supervision that names none
     */
    public SupervisionView watchSupervisions(String image) {
        return SupervisionView.watching(client, names, image);
    }

    public CertificateKeeper certificates(Clock clock) {
        return new CertificateKeeper(client, names, new Keytool(names.served()), clock);
    }

    @Override
    public void close() {
        client.close();
    }
}
