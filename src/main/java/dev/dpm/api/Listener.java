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
 * One client's stream of server-sent events. A slow client gets only the newest state of the {@link Topic}. All methods are
 * called under the lock of {@link LiveStreams}.
 */
final class Listener {

    /** The time without data after which a heartbeat is sent to the client. */
    static final Duration SILENCE = Duration.ofSeconds(15);
    /** The time after which a client that receives nothing is disconnected. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The number of bytes in one write to the connection. A write is longer if an event would otherwise be divided. */
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
    /** The bytes to send. The first {@link #sent} of them have been sent. */
    private Buffer waiting = NOTHING;
    private int sent;
    /**
     * The object that contains the bytes, which several clients share. The reference prevents its garbage collection until the
     * bytes are sent.
     */
    private Object holder;
    private long wroteAt;
    private long tookAt;

    /** @param places the place in each feed that the client has reached */
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

    /** Whether the client has received all data that was written so far. */
    boolean isReady() {
        return isAllSent() && canTake();
    }

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

    /** Sends {@link #waiting} in slices while the connection's buffer has room. The connection copies each slice. */
    private void send(long now) {
        while (!isAllSent() && canTake()) {
            int end = endOfSlice();
            wroteAt = now;
            // a failure needs no handling: the connection's close handler then removes this listener
            response.write(waiting.slice(sent, end));
            sent = end;
        }
        if (isAllSent()) {
            waiting = NOTHING;
            sent = 0;
            holder = null;
        }
    }

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

    /**
     * The indexes of the feeds that may have new items. After an index was returned, it is not returned again before {@link
     * #take} or {@link #missed} was called for its feed.
     */
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

    void missed(int feed) {
        reading[feed] = false;
        states[feed] = null;
    }

    /** The id of the next event, which contains the client's place in each feed. A browser sends it back when it reconnects. */
    private String id() {
        return Arrays.stream(places).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    private void write(String text, long now) {
        if (!text.isEmpty()) {
            waiting = Buffer.buffer().appendBuffer(waiting, sent, waiting.length() - sent).appendString(text);
            sent = 0;
            send(now);
        }
    }

    /**
     * Sends a heartbeat to the client if nothing was sent for {@link #SILENCE}.
     * @return false: the stream must be closed
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

    /** Ends the stream. If the client does not receive data, its connection is reset. */
    void end() {
        if (canTake() && !response.ended() && !response.closed()) {
            response.end();
        } else {
            response.reset();
        }
    }
}
