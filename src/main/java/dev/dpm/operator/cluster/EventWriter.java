package dev.dpm.operator.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Writes Kubernetes Events, once and again when the count rises. Not thread-safe. */
final class EventWriter {

    /** The largest number of Events at once; others follow later. */
    static final int MOST_AT_ONCE = 20;
    /** The largest number of stored Events. Others are written again, which changes nothing. */
    private static final int MOST_REMEMBERED = 10_000;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final KubernetesClient client;
    private final Map<String, WrittenEvent> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, WrittenEvent> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The parts of an Event that can change. */
    private record WrittenEvent(int count, String message, String at) {

        static WrittenEvent of(Event event) {
            return new WrittenEvent(Optional.ofNullable(event.getCount()).orElse(0), String.valueOf(event.getMessage()),
                    String.valueOf(event.getLastTimestamp()));
        }
    }

    EventWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Forgets what was written, since another replica may have changed it. Called at the beginning of the leadership. */
    void restart() {
        written.clear();
    }

    /** Records an Event that existed in the cluster when this replica became the leader. */
    void learn(Event found) {
        written.put(key(found), WrittenEvent.of(found));
    }

    /** Writes new and changed Events. False: some are left for later. */
    boolean write(List<Event> events) {
        List<Event> news = events.stream().filter(event -> !WrittenEvent.of(event).equals(written.get(key(event))))
                .toList();
        news.stream().limit(MOST_AT_ONCE).forEach(event -> {
            writeOne(event);
            written.put(key(event), WrittenEvent.of(event));
        });
        return news.size() <= MOST_AT_ONCE;
    }

    /** Creates a new Event, or updates the existing one, as Kubernetes does. */
    private void writeOne(Event event) {
        try {
            create(event);
        } catch (KubernetesClientException e) {
            if (!isRefused(e)) {
                throw e;
            }
            // a namespace that is being deleted accepts no Events
            System.getLogger(EventWriter.class.getName()).log(System.Logger.Level.DEBUG,
                    "The API server refuses event {0}: {1}", key(event), Cause.of(e));
        }
    }

    private void create(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            client.resource(event).patch(StatusWriter.APPLY);
        }
    }

    private static boolean isRefused(KubernetesClientException e) {
        return e.getCode() >= BAD_REQUEST && e.getCode() < SERVER_FAULT && e.getCode() != TOO_MANY_REQUESTS
                && e.getCode() != CONFLICT;
    }

    private static String key(Event event) {
        return event.getMetadata().getNamespace() + "/" + event.getMetadata().getName();
    }
}
