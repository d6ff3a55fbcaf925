package dev.dpm.operator.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Writes Events: each Event once, and again whenever its count rises. Not for use by two threads. */
final class EventWriter {

    /**
     * The largest number of Events written after one examination of a Supervision, so that many containers that end
     * together do not cause as many requests at once.
     */
    static final int MOST_AT_ONCE = 20;
    /** The largest number of Events that are remembered; a forgotten Event is written again, which changes nothing. */
    private static final int MOST_REMEMBERED = 10_000;
    private static final int CONFLICT = 409;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_FAULT = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final KubernetesClient client;
    private final Map<String, Told> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The parts of an Event that may change; the Event's name determines the other parts. */
    private record Told(int count, String message, String at) {

        static Told of(Event event) {
            return new Told(Optional.ofNullable(event.getCount()).orElse(0), String.valueOf(event.getMessage()),
                    String.valueOf(event.getLastTimestamp()));
        }
    }

    EventWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Forgets what this replica has written. Called when the replica begins to lead, since another replica may have
     * changed the objects meanwhile.
     */
    void restart() {
        written.clear();
    }

    /** Takes an Event from the list that was read when this replica began to lead. */
    void learn(Event found) {
        written.put(key(found), Told.of(found));
    }

    /**
     * Writes the Events that are new or have another count. Returns false where more of them are left than may be
     * written at once.
     */
    boolean write(List<Event> events) {
        List<Event> news = events.stream().filter(event -> !Told.of(event).equals(written.get(key(event)))).toList();
        news.stream().limit(MOST_AT_ONCE).forEach(event -> {
            writeOne(event);
            written.put(key(event), Told.of(event));
        });
        return news.size() <= MOST_AT_ONCE;
    }

    /**
     * Writes one Event like Kubernetes' own recorders: a new Event is created, and a repetition changes the existing
     * object.
     */
    private void writeOne(Event event) {
        try {
            create(event);
        } catch (KubernetesClientException e) {
            if (!isRefused(e)) {
                throw e;
            }
            // a namespace that is being removed accepts no Events; the other Events are written nevertheless
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
