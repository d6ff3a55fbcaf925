package dev.dpm.operator.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;

import dev.dpm.operator.admission.Known;
import dev.dpm.operator.admission.Known.Judged;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.Supervision;
import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * All Supervisions of the cluster, kept up to date by a watch. While the API server is unreachable, the view contains the
 * last known state.
 */
public final class SupervisionView implements AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final SharedIndexInformer<Supervision> informer;
    private final Map<String, Judged> judged = new ConcurrentHashMap<>();
    private final List<Consumer<Supervision>> listeners = new CopyOnWriteArrayList<>();
    private final Definition definition = new Definition();
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
     * Starts a watch that lasts until the view is closed. A watch that breaks or cannot start is started again.
     *
     * @param image the image of dpm-runner for Supervisions that do not name one
     * @param rounds is told why the watch ended or could not start
     */
    static SupervisionView watching(KubernetesClient client, OperatorNames names, String image,
            FailedRounds rounds) {
        SupervisionView view = new SupervisionView(client, names, image);
        view.informer.addEventHandler(view.new Changes());
        view.informer.exceptionHandler((hasStarted, fault) -> {
            if (isOfDefinition(fault)) {
                // only counted: {@link Definition} logs that the API server does not know the resource Supervision
                rounds.failed(Work.WATCH);
            } else {
                rounds.failed(Work.WATCH, "Supervisions", Cause.of(fault));
            }
            return true;
        });
        view.informer.start();
        return view;
    }

    private static boolean isOfDefinition(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).anyMatch(
                each -> each instanceof KubernetesClientException answered && answered.getCode() == NOT_FOUND);
    }

    /**
     * Asks the API server whether it still knows the resource Supervision, since a watch does not report that the
     * definition was deleted.
     */
    public void examineDefinition() {
        try {
            client.resources(Supervision.class).inAnyNamespace().list(new ListOptionsBuilder().withLimit(1L).build());
            definition.found();
        } catch (KubernetesClientException e) {
            // other faults, such as an API server that does not answer, are reported by other work of the operator
            if (isOfDefinition(e)) {
                definition.missed();
            }
        }
    }

    /** Whether the API server knows the resource Supervision, as far as this replica knows. */
    public boolean isDefined() {
        return !definition.isMissing();
    }

    /** Reads the version of the API server. Call this now and then, since an upgrade changes the version. */
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

    public Optional<Known> known() {
        ServerVersion server = version.get();
        return server == null || !informer.hasSynced()
                ? Optional.empty()
                : Optional.of(new Known(new Facts(server, image, Set.of(names.namespace()), true),
                        List.copyOf(judged.values())));
    }

    /** Adds a listener, which is called with each changed Supervision on a thread of the Kubernetes client. */
    void onChange(Consumer<Supervision> listener) {
        listeners.add(listener);
    }

    boolean isComplete() {
        return informer.hasSynced();
    }

    List<String> keys() {
        return informer.getStore().listKeys();
    }

    Optional<Supervision> find(String key) {
        return Optional.ofNullable(informer.getStore().getByKey(key));
    }

    String image() {
        return image;
    }

    Optional<ServerVersion> version() {
        return Optional.ofNullable(version.get());
    }

    List<Supervision> of(String namespace) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
    }

    /** The Supervisions of a namespace that have no fault, so that the webhook uses them. */
    List<Supervision> usable(String namespace) {
        return of(namespace).stream().filter(each -> Optional.ofNullable(judged.get(each.shown()))
                .filter(known -> known.faults().isEmpty()).isPresent()).toList();
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** Checks each Supervision when it changes and stores the result, since every new pod needs it. */
    private final class Changes implements ResourceEventHandler<Supervision> {

        @Override
        public void onAdd(Supervision added) {
            judged.put(added.shown(), Judged.of(added));
            tell(added);
            tellNeighbours(added);
        }

        @Override
        public void onUpdate(Supervision before, Supervision after) {
            judged.put(after.shown(), Judged.of(after));
            tell(after);
            // if only the status has changed, the generation is the same, and other Supervisions are not affected
            if (!Objects.equals(before.getMetadata().getGeneration(), after.getMetadata().getGeneration())) {
                tellNeighbours(after);
            }
        }

        @Override
        public void onDelete(Supervision gone, boolean isUnknown) {
            judged.remove(gone.shown());
            tell(gone);
            tellNeighbours(gone);
        }

        /**
         * Tells the listeners about the other Supervisions of the namespace. Their statuses say which of their pods the changed
         * Supervision selects, too.
         */
        private void tellNeighbours(Supervision changed) {
            if (informer.hasSynced()) {
                of(changed.getMetadata().getNamespace()).stream()
                        .filter(each -> !each.shown().equals(changed.shown())).forEach(this::tell);
            }
        }

        private void tell(Supervision changed) {
            listeners.forEach(listener -> listener.accept(changed));
        }
    }
}
