package dev.dpm.operator.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;

import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.model.MaintainedObjects;

/**
 * Reads the objects that earlier leaders among the operator's replicas wrote. Reading them as lists takes fewer requests
 * than reading each object.
 */
final class PriorWrites {

    private static final System.Logger LOG = System.getLogger(PriorWrites.class.getName());
    /**
     * The largest number of objects that one response of the API server contains. The operator has a whole response in
     * memory, so the number is limited.
     */
    private static final long PAGE = 250;
    /**
     * The largest number of responses that are read for one kind of object. Objects that are not in them are read one by
     * one when they are needed.
     */
    private static final int MOST_PAGES = 100;

    private final KubernetesClient client;

    PriorWrites(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Lists the ConfigMaps, Secrets and Events that the operator has written earlier, and passes each object to the
     * consumer of its kind. If a list request fails, its objects are not passed; the operator then reads each of them when
     * it needs it.
     */
    void read(Consumer<ConfigMap> configs, Consumer<Secret> secrets, Consumer<Event> events) {
        try {
            each(options -> client.configMaps().inAnyNamespace().withLabel(PodMetadata.MANAGED_BY, PodMetadata.OPERATOR)
                    .list(options), configs);
            // the operator may read no other Secrets
            each(options -> client.secrets().inAnyNamespace().withField("metadata.name", MaintainedObjects.FLEET)
                    .list(options), secrets);
            each(options -> client.v1().events().inAnyNamespace().withField("source", OperatorNames.OPERATOR)
                    .list(options), events);
        } catch (RuntimeException e) {
            // the client also throws other exceptions than a KubernetesClientException, for example if a response is no list
            LOG.log(System.Logger.Level.WARNING,
                    "What operators wrote before cannot be listed, and is read one by one: {0}", Cause.of(e));
        }
    }

    private static <T extends HasMetadata> void each(Function<ListOptions, ? extends KubernetesResourceList<T>> list,
            Consumer<T> reader) {
        String next = "";
        for (int page = 0; page < MOST_PAGES && (page == 0 || !next.isEmpty()); page++) {
            KubernetesResourceList<T> found = list.apply(next.isEmpty()
                    ? new ListOptionsBuilder().withLimit(PAGE).build()
                    : new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
            Optional.ofNullable(found.getItems()).orElse(List.of()).forEach(reader);
            next = Optional.ofNullable(found.getMetadata()).map(ListMeta::getContinue).orElse("");
        }
    }
}
