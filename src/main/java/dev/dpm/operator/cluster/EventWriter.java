package dev.dpm.operator.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Writes Kubernetes Events. An Event that happens again is written again with a higher count. Not thread-safe. */
final class EventWriter {

    /** The largest number of Events that one call of {@link #write} writes. */
    static final int MOST_AT_ONCE = 20;
    /**
     * The largest number of Events in {@link #written}. An older Event that is reported again is written again, which changes
     * nothing in the cluster.
     */
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

    /** The parts in which two Events with the same name can differ. */
    private record WrittenEvent(int count, String message, String first, String at) {

        static WrittenEvent of(Event event) {
            return new WrittenEvent(Optional.ofNullable(event.getCount()).orElse(0), String.valueOf(event.getMessage()),
                    String.valueOf(event.getFirstTimestamp()), String.valueOf(event.getLastTimestamp()));
        }

        /**
         * The Event with the next count if it has happened again, at another time than the written Event; otherwise
         * empty.
         */
        Optional<Event> next(Event event) {
            return at.equals(event.getLastTimestamp())
                    ? Optional.empty()
                    : Optional.of(new EventBuilder(event).withCount(count + 1).withFirstTimestamp(first).build());
        }
    }

    EventWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Forgets which Events this object wrote, since another replica may have changed them. The method is called when this
     * replica becomes the leader.
     */
    void restart() {
        written.clear();
    }

    void learn(Event found) {
        written.put(key(found), WrittenEvent.of(found));
    }

    /**
     * Writes those of the Events that are new or changed. The result is false if these are more than {@link #MOST_AT_ONCE}, so
     * that some must be written by a further call.
     */
    boolean write(List<Event> events) {
        List<Event> news = events.stream().flatMap(event -> news(event).stream()).toList();
        news.stream().limit(MOST_AT_ONCE).forEach(event -> {
            writeOne(event);
            written.put(key(event), WrittenEvent.of(event));
        });
        return news.size() <= MOST_AT_ONCE;
    }

    /**
     * The Event as it must be written; empty if it is written already. An Event without a count gets one, which rises if
     * the Event has another time than before. If only the message differs, the Event is not written again.
     */
    private Optional<Event> news(Event event) {
        WrittenEvent before = written.get(key(event));
        if (event.getCount() == null) {
            return before == null
                    ? Optional.of(new EventBuilder(event).withCount(1).build())
                    : before.next(event);
        }
        return WrittenEvent.of(event).equals(before) ? Optional.empty() : Optional.of(event);
    }

    /**
     * Writes one Event, like the recorders of Kubernetes itself: a new Event is created; a repeated Event updates the
     * existing object.
     */
    private void writeOne(Event event) {
        try {
            create(event);
        } catch (KubernetesClientException e) {
            if (!isRefused(e)) {
                throw e;
            }
            // the Event is dropped: for example, the API server accepts no Events in a namespace that is being deleted
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
