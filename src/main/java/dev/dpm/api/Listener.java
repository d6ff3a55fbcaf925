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
 * One client's open stream of server-sent events, and how much of the stream the client has received. The runner queues
 * no data for a slow client: when the client can receive again, the client gets the newest state of the {@link Topic}.
 * The class is not thread-safe; {@link LiveStreams} guards all calls by its lock.
 */
final class Listener {

    /**
     * The longest time for which this stream sends no data to its client; after that time, the stream sends a
     * heartbeat.
     */
    static final Duration SILENCE = Duration.ofSeconds(15);
    /** The time after which the stream disconnects a client that does not receive data. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * The number of bytes that the stream passes to the connection in one slice. A slice also contains the rest of the
     * event in which these bytes end.
     */
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
    /** Bytes that the stream must still send to the client; {@link #sent} of them have been sent. */
    private Buffer waiting = NOTHING;
    private int sent;
    /**
     * A reference to bytes that several listeners share. The reference keeps the bytes from garbage collection while
     * this listener sends them, so that a further listener can share them too.
     */
    private Object holder;
    private long wroteAt;
    private long tookAt;

    /**
     * Makes a listener for the client of one stream.
     *
     * @param places the client's place in each of the feeds
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

    /** Whether the client has received all data that this listener wrote, and can receive more. */
    boolean isReady() {
        return isAllSent() && canTake();
    }

    /**
     * Sends the client the parts of the topic that changed since the last sending, as far as the client can receive
     * data.
     */
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

    /**
     * Sends the bytes in {@link #waiting} in slices, as long as the connection's buffer has room. The connection copies
     * every slice, so without slices a client that reads nothing would cost the memory of a copy of everything.
     */
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

    /**
     * The index at which the next slice of {@link #waiting} ends: the end of the first event that makes the slice at
     * least {@link #SLICE} bytes long, since an event must not be cut.
     */
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
     * The indexes of the feeds that may have new items for the client. A feed's index is returned once, and again only
     * after {@link #take} or {@link #missed} was called for the feed.
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

    /** Records that reading a feed failed, so that the feed is read again. */
    void missed(int feed) {
        reading[feed] = false;
        states[feed] = null;
    }

    /**
     * The id of the event that is sent next: the client's place in each feed. A browser sends the id of the last event
     * back when it reconnects.
     */
    private String id() {
        return Arrays.stream(places).mapToObj(Long::toString).collect(Collectors.joining("."));
    }

    /** Sends a text after the bytes that wait to be sent. */
    private void write(String text, long now) {
        if (!text.isEmpty()) {
            waiting = Buffer.buffer().appendBuffer(waiting, sent, waiting.length() - sent).appendString(text);
            sent = 0;
            send(now);
        }
    }

    /**
     * Sends the client a heartbeat if no data was sent for {@link #SILENCE}.
     *
     * @return false if the client has received no data for so long that the stream must be closed
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
     * Ends the client's stream if the client still receives data; otherwise resets the connection, and unsent data is
     * lost.
     */
    void end() {
        if (canTake() && !response.ended() && !response.closed()) {
            response.end();
        } else {
            response.reset();
        }
    }
}
