package dev.dpm.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;

/**
 * All open streams of server-sent events. Topics are checked four times a second. A changed topic is rendered once for all
 * clients.
 */
@Singleton
public class LiveStreams {

    /** The largest number of open streams. A browser opens one for each visible page. */
    public static final int MOST = 64;

    private static final long TICK_MILLIS = 250;
    private static final int RETRY_MILLIS = 2000;
    private static final Logger LOG = Logger.getLogger(LiveStreams.class);

    private final Vertx vertx;
    private final ConsoleSessions sessions;
    private final ProblemAnswer problems;
    private final Set<Listener> listeners = new LinkedHashSet<>();
    private final Map<String, RenderedTopic> topics = new HashMap<>();
    private Optional<Long> timer = Optional.empty();
    private WorkerExecutor worker;

    @Inject
    LiveStreams(Vertx vertx, ConsoleSessions sessions, ProblemAnswer problems) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.problems = problems;
    }

    public synchronized int count() {
        return listeners.size();
    }

    /**
     * Answers a request with a stream: first the whole topic, then its changes and new items of the feeds. The first item is
     * the one after the place that the client sends in the header {@code Last-Event-ID} or the parameter {@code after}. Without
     * a place, it is the next new item.
     * @param now the newest place of each feed
     */
    public void open(RoutingContext context, Topic topic, List<Feed> feeds, List<Long> now) {
        Optional<Listener> added = add(context, topic, feeds, places(context, now));
        if (added.isEmpty()) {
            refuse(context);
            return;
        }
        Listener listener = added.get();
        context.response().closeHandler(closed -> remove(listener)).exceptionHandler(gone -> remove(listener))
                .drainHandler(drained -> advance(listener));
        tick();
    }

    private synchronized Optional<Listener> add(RoutingContext context, Topic topic, List<Feed> feeds, long[] places) {
        if (listeners.size() >= MOST) {
            return Optional.empty();
        }
        context.response().setChunked(true).putHeader("Content-Type", ServerSent.MEDIA_TYPE + ";charset=UTF-8")
                .putHeader("X-Accel-Buffering", "no").write(ServerSent.retry(RETRY_MILLIS));
        Listener listener = new Listener(context.response(), Guard.session(context),
                topics.computeIfAbsent(topic.key(), key -> new RenderedTopic(topic)), feeds, places, System.nanoTime());
        listeners.add(listener);
        if (timer.isEmpty()) {
            timer = Optional.of(vertx.setPeriodic(TICK_MILLIS, tick -> tick()));
        }
        return Optional.of(listener);
    }

    /** The places in the feeds that a reconnecting client has sent. If they are missing or malformed: the newest places. */
    private static long[] places(RoutingContext context, List<Long> now) {
        String said = Optional.ofNullable(context.request().getHeader("Last-Event-ID"))
                .orElseGet(() -> context.request().getParam("after", ""));
        String[] parts = said.split("\\.", -1);
        boolean sound = parts.length == now.size()
                && Arrays.stream(parts).allMatch(part -> part.matches("[0-9]{1,18}"));
        return sound
                ? Arrays.stream(parts).mapToLong(Long::parseLong).toArray()
                : now.stream().mapToLong(Long::longValue).toArray();
    }

    private void refuse(RoutingContext context) {
        Problem problem = Problem.of(503, "All " + MOST + " live streams of this runner are in use; close one of its "
                + "pages, or try again in a few seconds. Everything else is answered as ever.");
        context.response().putHeader("Retry-After", "5").putHeader("Connection", "close")
                .endHandler(sent -> context.request().connection().close());
        problems.end(context, problem);
    }

    private synchronized void remove(Listener listener) {
        listeners.remove(listener);
        topics.values().removeIf(shown -> listeners.stream().noneMatch(other -> other.shown() == shown));
        if (listeners.isEmpty()) {
            timer.ifPresent(vertx::cancelTimer);
            timer = Optional.empty();
            if (worker != null) {
                worker.close();
                worker = null;
            }
        }
    }

    private void tick() {
        long now = System.nanoTime();
        List<Listener> over = new ArrayList<>();
        List<Listener> kept = new ArrayList<>();
        synchronized (this) {
            for (Listener listener : listeners) {
                boolean stays = listener.session().filter(session -> !sessions.isOpen(session)).isEmpty()
                        && listener.stillListens(now);
                (stays ? kept : over).add(listener);
            }
            topics.values().forEach(shown -> render(shown, now));
        }
        over.forEach(listener -> {
            remove(listener);
            listener.end();
        });
        kept.forEach(this::advance);
    }

    private void render(RenderedTopic shown, long now) {
        boolean isWanted = listeners.stream().anyMatch(listener -> listener.shown() == shown && listener.isReady());
        if (isWanted && shown.begins(now)) {
            work(shown::render, fresh -> rendered(shown, fresh), shown::failed);
        }
    }

    private void rendered(RenderedTopic shown, Map<String, String> fresh) {
        if (shown.rendered(fresh, System.nanoTime())) {
            List.copyOf(listeners).stream().filter(listener -> listener.shown() == shown).forEach(this::advance);
        }
    }

    private synchronized void advance(Listener listener) {
        if (!listeners.contains(listener)) {
            return;
        }
        listener.sendParts(System.nanoTime());
        listener.due().forEach(feed -> work(() -> listener.read(feed), batch -> {
            listener.take(feed, batch, System.nanoTime());
            if (batch.more()) {
                advance(listener);
            }
        }, () -> listener.missed(feed)));
    }

    /** The worker thread for streams, which do not use the threads of requests. */
    private synchronized WorkerExecutor worker() {
        if (worker == null) {
            worker = vertx.createSharedWorkerExecutor("dpm-streams", 1);
        }
        return worker;
    }

    /**
     * Runs work on the worker thread, and then {@code done} under the lock.
     * @param failed runs instead if the work throws an exception
     */
    private <T> void work(Callable<T> what, Consumer<T> done, Runnable failed) {
        worker().executeBlocking(what, false).onComplete(result -> {
            synchronized (this) {
                if (result.succeeded()) {
                    done.accept(result.result());
                } else {
                    LOG.warn("a live view could not be rendered", result.cause());
                    failed.run();
                }
            }
        });
    }
}
