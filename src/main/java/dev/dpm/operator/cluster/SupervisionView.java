package dev.dpm.operator.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

import dev.dpm.operator.admission.Known;
import dev.dpm.operator.admission.Known.Judged;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Supervision;

/** All Supervisions of a cluster, as a watch keeps them: an API server that is away leaves the last that was seen. */
public final class SupervisionView implements AutoCloseable {

    private final KubernetesClient client;
    private final SharedIndexInformer<Supervision> informer;
    private final Map<String, Judged> judged = new ConcurrentHashMap<>();
    private final AtomicReference<ServerVersion> version = new AtomicReference<>();
    private final String image;
    private final OperatorNames names;

    private SupervisionView(KubernetesClient client, OperatorNames names, String image) {
        this.client = client;
        this.image = image;
        this.names = names;
        this.informer = client.resources(Supervision.class).inAnyNamespace().runnableInformer(0);
    }

    /**
     * Begins to watch, and goes on until it is closed: a watch that ends, or cannot begin, begins again.
     *
     * @param image of dpm-runner, for a Supervision that names none
     */
    public static SupervisionView watching(KubernetesClient client, OperatorNames names, String image) {
        SupervisionView view = new SupervisionView(client, names, image);
        view.informer.addEventHandler(view.new Changes());
        view.informer.exceptionHandler((hasStarted, fault) -> {
            System.getLogger(SupervisionView.class.getName()).log(System.Logger.Level.WARNING,
                    "Supervisions cannot be watched, which is tried again: {0}", Cause.of(fault));
            return true;
        });
        view.informer.start();
        return view;
    }

    /** Asks for the version of the API server; a cluster that is upgraded may learn native sidecars. */
    public void readVersion() throws IOException {
        try {
            VersionInfo info = client.getKubernetesVersion();
            if (info != null) {
                ServerVersion.parse(info.getMajor() + "." + info.getMinor()).ifPresent(version::set);
            }
        } catch (KubernetesClientException e) {
            throw new IOException(Cause.of(e), e);
        }
    }

    /** Empty until all Supervisions and the version were read. */
    public Optional<Known> known() {
        ServerVersion server = version.get();
        return server == null || !informer.hasSynced()
                ? Optional.empty()
                : Optional.of(new Known(new Facts(server, image, Set.of(names.namespace())),
                        List.copyOf(judged.values())));
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** Each is judged when it comes, since every pod that is created asks for all of them. */
    private final class Changes implements ResourceEventHandler<Supervision> {

        @Override
        public void onAdd(Supervision added) {
            judged.put(added.shown(), Judged.of(added));
        }

        @Override
        public void onUpdate(Supervision before, Supervision after) {
            judged.put(after.shown(), Judged.of(after));
        }

        @Override
        public void onDelete(Supervision gone, boolean isUnknown) {
            judged.remove(gone.shown());
        }
    }
}
