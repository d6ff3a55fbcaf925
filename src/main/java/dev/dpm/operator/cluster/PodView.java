package dev.dpm.operator.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;

import dev.dpm.operator.round.FailedRounds;
import dev.dpm.operator.round.FailedRounds.Work;

/**
 * All pods of the cluster, kept up to date by a watch and reduced to {@link TrimmedPod}. While the API server is
 * unreachable, the view contains the last known state.
 */
final class PodView implements AutoCloseable {

    /**
     * The largest number of pods in one response of the API server. A whole response is in memory as text and as objects.
     */
    private static final long PAGE = 250;

    private final SharedIndexInformer<Pod> informer;

    private PodView(KubernetesClient client) {
        this.informer = client.pods().inAnyNamespace().withLimit(PAGE).runnableInformer(0).itemStore(new Parts());
    }

    /**
     * Starts a watch, which lasts until the view is closed.
     *
     * @param changed receives each new, changed or deleted pod; a changed pod in its old and in its new state
     * @param rounds is told why the watch ended or could not start
     */
    static PodView watching(KubernetesClient client, Consumer<Pod> changed, FailedRounds rounds) {
        PodView view = new PodView(client);
        view.informer.addEventHandler(new Changes(changed));
        view.informer.exceptionHandler((hasStarted, fault) -> {
            rounds.failed(Work.WATCH, "pods", Cause.of(fault));
            return true;
        });
        view.informer.start();
        return view;
    }

    boolean isComplete() {
        return informer.hasSynced();
    }

    Optional<Pod> find(String namespace, String name) {
        return Optional.ofNullable(informer.getIndexer().getByKey(namespace + "/" + name));
    }

    List<Pod> of(String namespace) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
    }

    @Override
    public void close() {
        informer.stop();
    }

    private static final class Parts extends BasicItemStore<Pod> {

        Parts() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public Pod put(String key, Pod whole) {
            return super.put(key, TrimmedPod.of(whole));
        }
    }

    private record Changes(Consumer<Pod> changed) implements ResourceEventHandler<Pod> {

        @Override
        public void onAdd(Pod added) {
            changed.accept(added);
        }

        @Override
        public void onUpdate(Pod before, Pod after) {
            // the old state matters too: the pod may have lost the label by which a Supervision selected it
            changed.accept(before);
            changed.accept(after);
        }

        @Override
        public void onDelete(Pod gone, boolean isUnknown) {
            changed.accept(gone);
        }
    }
}
