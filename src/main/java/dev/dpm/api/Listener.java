package dev.dpm.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * One client's open stream of server-sent events, and how much of it the client has received. No data is stored for a slow
 * client: once it can take data again, it gets the newest state of the topic. Not thread-safe: {@link LiveStreams} guards
 * all calls by its lock.
 */
final class Listener {

    /** The longest time without data, after which a heartbeat is sent. */
    static final Duration SILENCE = Duration.ofSeconds(15);
    /** The time after which a reader that takes no data is disconnected. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The number of bytes that the connection gets at once, and the rest of the event in which they end. */
    private static final int SLICE = 16 * 1024;
    private static final Buffer NOTHING = Buffer.buffer();

    private final HttpServerResponse response;
    private final Optional<Session> session;
    private final RenderedTopic shown;
    private final List<Feed> feeds;
    private final long[] places;
    private final Object[] states;
    private final boolean[] reading;
    private long seen;
    /** Bytes that the reader is to get, and how many of them were sent. */
    private Buffer waiting = NOTHING;
    private int sent;
    /** Keeps the shared events of a topic alive while this listener sends them. */
    private Object holder;
    private long wroteAt;
    private long tookAt;

    /**
     * Makes a listener.
     *
     * @param places the listener's place in each of the feeds
     */
    Listener(HttpServerResponse response, Optional<Session> session, RenderedTopic shown, List<Feed> feeds,
            long[] places,
            long now) {
        this.response = response;
        this.session = session;
        this.shown = shown;
        this.feeds = List.copyOf(feeds);
        this.places = places.clone();
        this.states = new Object[this.feeds.size()];
        this.reading = new boolean[this.feeds.size()];
        this.wroteAt = now;
        this.tookAt = now;
    }

    Optional<Session> session() {
        return session;
    }

    RenderedTopic shown() {
        return shown;
    }

    boolean canTake() {
        return !response.writeQueueFull();
    }

    /** Whether the reader has taken everything so far and can take more. */
    boolean isReady() {
        return isAllSent() && canTake();
    }

    /** Sends the parts of the topic that changed, as far as the reader can take data. */
    void sendParts(long now) {
        send(now);
        if (isReady() && seen < shown.version()) {
            RenderedTopic.Events events = shown.events(seen);
            seen = events.version();
            waiting = events.bytes();
            holder = events;
            send(now);
        }
    }

    /** Sends waiting bytes in slices: the connection copies what it is given, also for a reader that reads nothing. */
    private void send(long now) {
        while (!isAllSent() && canTake()) {
            int end = endOfSlice();
            wroteAt = now;
            // a failed write needs no handling: the connection's close handler removes the listener
            response.write(waiting.slice(sent, end));
            sent = end;
        }
        if (isAllSent()) {
            waiting = NOTHING;
            sent = 0;
            holder = null;
        }
    }

    /** The end of the first event that fills the slice: events are not cut. */
    private int endOfSlice() {
        int end = Math.min(sent + SLICE, waiting.length());
        while (end < waiting.length() && !(waiting.getByte(end - 1) == '\n' && waiting.getByte(end - 2) == '\n')) {
            end++;
        }
        return end;
    }

    private boolean isAllSent() {
        return sent >= waiting.length();
    }

    /** Indexes of the feeds that may have new items; each is returned once until {@link #take} is called for it. */
    List<Integer> due() {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < reading.length && seen > 0 && isReady(); i++) {
            Object now = feeds.get(i).state();
            if (!reading[i] && !Objects.equals(now, states[i])) {
                states[i] = now;
                reading[i] = true;
                due.add(i);
            }
        }
        return due;
    }

    Feed.Batch read(int feed) {
        return feeds.get(feed).after(places[feed]);
    }

    void take(int feed, Feed.Batch batch, long now) {
        StringBuilder text = new StringBuilder();
        for (Feed.Item item : batch.items()) {
            places[feed] = item.place();
            text.append(ServerSent.event(item.name(), item.data(), Optional.of(id())));
        }
        places[feed] = batch.place();
        reading[feed] = false;
        if (batch.more()) {
            states[feed] = null;
        }
        write(text.toString(), now);
    }

    /** Records that reading a feed failed; the feed will be read again. */
    void missed(int feed) {
        reading[feed] = false;
        states[feed] = null;
    }

    /** The id that a browser sends back when it reconnects: the listener's place in each feed. */
    private String id() {
        return Arrays.stream(places).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    /** Sends a text behind what waits to be sent. */
    private void write(String text, long now) {
        if (!text.isEmpty()) {
            waiting = Buffer.buffer().appendBuffer(waiting, sent, waiting.length() - sent).appendString(text);
            sent = 0;
            send(now);
        }
    }

    /**
     * Sends a heartbeat if due.
     *
     * @return whether the stream is worth keeping
     */
    boolean stillListens(long now) {
        if (canTake()) {
            tookAt = now;
            if (now - wroteAt >= SILENCE.toNanos()) {
                write(ServerSent.HEARTBEAT, now);
            }
        }
        return now - tookAt < PATIENCE.toNanos() && !response.closed();
    }

    /**
     * Ends the stream properly where the reader still takes data; otherwise resets the connection, dropping unsent
     * data.
     */
    void end() {
        if (canTake() && !response.ended() && !response.closed()) {
            response.end();
        } else {
            response.reset();
        }
    }
}
