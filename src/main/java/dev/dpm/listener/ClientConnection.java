package dev.dpm.listener;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * A client's connection. The HTTP server gets only whole heads, one request after the other, and only bodies that
 * {@link #admit} has admitted.
 *
 * <pre>
 *            whole head             body over              answer over
 *   HEAD ───────────────────► BODY ──────────► ANSWERING ─────────────► HEAD
 *     │ bad, too long,          │ too large, too slow, answered early
 *     │ too slow                ▼
 *     └────────────────────► LEAVING ── what still comes is thrown away ──► closed
 * </pre>
 *
 * Fields change on the connection's event loop only.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter {

    private enum State {
        HEAD, BODY, ANSWERING, LEAVING
    }

    private static final String ENCODER = "httpEncoder";
    private static final Refused FULL = new Refused(503, "all places are in use",
            "All connections of this port are in use.");
    private static final Refused NO_ROOM = new Refused(503, "no room for a body",
            "Other requests with a body are being read; try again in a second.");
    /**
     * The number of bytes by which the memory for a chunked body grows. The head of such a request contains no length of the
     * body.
     */
    private static final int STEP = 64 * 1024;

    private final GuardedPort port;
    private final HeadBuffer head;
    private final PortLimits limits;
    private ChannelHandlerContext context;
    private volatile State state = State.HEAD;
    private volatile long since;
    private volatile boolean isKnown;
    private boolean hasAnswers;
    private boolean isOver;
    private boolean wasAsked;
    private boolean wantsText;
    private boolean isAdmitted;
    private volatile boolean isAnswering;
    private boolean isAnswered;
    private boolean isRefused;
    private BodyBoundary body = new BodyBoundary(0);
    private long mostBody;
    private long reserved;
    private boolean reservedAsKnown;
    private int counted;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private long unreadBefore;
    private long readAt;

    ClientConnection(GuardedPort port) {
        this.port = port;
        this.limits = port.limits();
        this.head = new HeadBuffer(limits);
    }

    /** The object of a request's connection. Empty: the HTTP server runs without this package, as in some tests. */
    public static Optional<ClientConnection> of(HttpConnection connection) {
        return connection instanceof ConnectionBase base
                ? Optional.ofNullable(base.channel().pipeline().get(ClientConnection.class))
                : Optional.empty();
    }

    /**
     * Admits the body of the present request. The check of the token calls this method. If the check does not call it, the body
     * is dropped.
     * @param most the largest allowed number of bytes of the body
     * @param known whether the client is authenticated
     * @return whether there is room for the body
     */
    public boolean admit(long most, boolean known) {
        if (known) {
            isKnown = true;
        }
        if (state != State.BODY || most == 0) {
            return true;
        }
        long wanted = body.announced() > 0 ? body.announced() : known ? Math.min(most, STEP) : most;
        if (!port.makeRoomForBody(wanted, known)) {
            return false;
        }
        reserved = wanted;
        reservedAsKnown = known;
        mostBody = most;
        isAdmitted = true;
        return true;
    }

    /** Reserves memory, in steps, for those chunks that an authenticated client has announced. */
    private void reserveForChunks() throws Refused {
        while (reservedAsKnown && reserved < body.announced()) {
            long step = Math.min(STEP, mostBody - reserved);
            if (!port.makeRoomForBody(step, true)) {
                throw NO_ROOM;
            }
            reserved += step;
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        enter(State.HEAD);
        if (port.enter(this, active.executor())) {
            active.fireChannelActive();
        } else {
            state = State.LEAVING;
            active.writeAndFlush(Unpooled.wrappedBuffer(FULL.answer(false))).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        release();
        port.leave(this);
        held.release();
        held = Unpooled.EMPTY_BUFFER;
        gone.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            read(in);
        } finally {
            in.release();
        }
    }

    private void read(ByteBuf in) {
        try {
            boolean wasPassed = false;
            while (in.isReadable() && !isOver) {
                switch (state) {
                    case HEAD -> {
                        if (held.isReadable()) {
                            hold(in);
                        } else if (wasPassed) {
                            hold(in);
                            readHeldLater();
                        } else {
                            wasPassed = readHead(in);
                        }
                    }
                    case BODY -> readBody(in);
                    case ANSWERING -> hold(in);
                    case LEAVING -> in.skipBytes(in.readableBytes());
                }
            }
        } catch (Refused refused) {
            in.skipBytes(in.readableBytes());
            turnAway(refused);
        }
    }

    /**
     * Reads a part of a request's head.
     * @return whether the head is complete
     */
    private boolean readHead(ByteBuf in) throws Refused {
        boolean hadBegun = head.hasBegun();
        if (head.takeFrom(in)) {
            byte[] bytes = head.finish();
            count(0);
            pass(RequestHead.read(bytes));
            return true;
        }
        if (!hadBegun && head.hasBegun()) {
            since = port.now();
        }
        count(head.held());
        return false;
    }

    private void pass(RequestHead whole) throws Refused {
        long length = whole.bodyLength();
        wantsText = whole.wantsText();
        if (!limits.takesBodies()) {
            check(whole, length);
        }
        if (!limits.takes(whole.method())) {
            throw Refused.method(limits.methods());
        }
        body = new BodyBoundary(length);
        isAdmitted = false;
        isAnswered = false;
        isAnswering = false;
        wasAsked = true;
        enter(body.isOver() ? State.ANSWERING : State.BODY);
        toServer(Unpooled.wrappedBuffer(whole.toServer(limits.takesBodies())));
    }

    private static void check(RequestHead whole, long length) throws Refused {
        if (length != 0) {
            throw new Refused(413, "body on the management port", "This port takes no bodies.");
        }
        if (whole.namesAHost()) {
            throw new Refused(400, "address of another host", "This port is no proxy for other hosts.");
        }
    }

    /**
     * Passes bytes on to the HTTP server. The first bytes of a connection are passed one by one: after them, the server adds
     * its handlers, and {@link ResponseTracker} must not miss an answer.
     */
    private void toServer(ByteBuf bytes) {
        while (!hasAnswers && bytes.readableBytes() > 1) {
            if (context.pipeline().get(ENCODER) == null) {
                context.fireChannelRead(bytes.readRetainedSlice(1));
            } else {
                context.pipeline().addAfter(ENCODER, null, new ResponseTracker(this));
                hasAnswers = true;
            }
        }
        context.fireChannelRead(bytes);
    }

    private void readBody(ByteBuf in) throws Refused {
        int length = body.measure(in);
        if (!isAdmitted) {
            in.skipBytes(length);
        } else if (body.announced() > mostBody) {
            throw new Refused(413, "over-large body", "The body has more than the " + mostBody + " bytes taken here.");
        } else {
            reserveForChunks();
            context.fireChannelRead(in.readRetainedSlice(length));
        }
        if (body.isOver() && state == State.BODY) {
            if (isAnswered) {
                rest();
            } else {
                enter(State.ANSWERING);
            }
        }
    }

    /**
     * Stores the beginning of a request that arrives before the previous one is answered, at most as many bytes as a head may
     * have.
     */
    private void hold(ByteBuf in) throws Refused {
        if (held.readableBytes() + in.readableBytes() > limits.headBytes()) {
            throw new Refused(431, "too many requests at once", "Wait for the answer before you send more.");
        }
        if (held.capacity() == 0) {
            held = Unpooled.buffer(in.readableBytes(), limits.headBytes());
        }
        held.writeBytes(in);
        count(held.capacity());
    }

    private void readHeld() {
        if (state != State.HEAD || isOver) {
            return;
        }
        ByteBuf before = held;
        held = Unpooled.EMPTY_BUFFER;
        count(0);
        read(before);
        before.release();
        context.fireChannelReadComplete();
    }

    /** Whether the client waits for an answer. A client of an event stream that sends no data does not count as waiting. */
    boolean isClientWaiting() {
        boolean isAsking = state == State.BODY || state == State.ANSWERING && !isAnswering;
        return isAsking || unreadBytes() > 0;
    }

    void answerBegins() {
        isAnswering = true;
    }

    /**
     * Whether the connection is closed after this answer. This is the case if the answer began before an unauthenticated client
     * had sent its whole body.
     */
    boolean endsWithThisAnswer() {
        return state == State.BODY && !isAdmitted || state == State.ANSWERING && !isAdmitted && body.announced() > 0;
    }

    void answerEnds() {
        isAnswered = true;
        port.answered();
        if (endsWithThisAnswer()) {
            closeGracefully();
        } else if (state == State.ANSWERING) {
            rest();
        }
    }

    private void rest() {
        free();
        enter(State.HEAD);
        if (held.isReadable()) {
            readHeldLater();
        }
    }

    /**
     * Reads the next stored request in the next round of the event loop, so that one client with many requests does not delay
     * other clients.
     */
    private void readHeldLater() {
        context.executor().schedule(this::readHeld, 0, TimeUnit.NANOSECONDS);
    }

    boolean isRefused() {
        return isRefused;
    }

    private void turnAway(Refused refused) {
        port.complain("refused: " + refused.kind(), from());
        boolean isMidAnswer = isAnswering && !isAnswered;
        isRefused = true;
        if (isMidAnswer) {
            close();
            return;
        }
        context.writeAndFlush(Unpooled.wrappedBuffer(refused.answer(wantsText)));
        closeGracefully();
    }

    /**
     * Closes the output when all bytes are written. Closes the connection {@link PortLimits#LINGER} later, so that the client
     * can read the bytes.
     */
    private void closeGracefully() {
        enter(State.LEAVING);
        head.clear();
        count(0);
        context.channel().config().setAutoRead(true);
        context.executor().execute(() -> context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (context.channel() instanceof SocketChannel socket && socket.isActive()) {
                socket.shutdownOutput();
            }
        }));
    }

    void expire(long now) {
        Duration waited = Duration.ofNanos(now - since);
        switch (state) {
            case HEAD -> expireHead(waited);
            case BODY -> {
                if (waited.compareTo(limits.bodyTime()) > 0) {
                    turnAway(new Refused(408, "body sent too slowly",
                            "The body did not come within " + limits.bodyTime().toSeconds() + " s."));
                }
            }
            case ANSWERING -> expireAnswer(now);
            case LEAVING -> {
                if (waited.compareTo(PortLimits.LINGER) > 0) {
                    close();
                }
            }
        }
    }

    private void expireHead(Duration waited) {
        if (head.hasBegun()) {
            if (waited.compareTo(limits.headTime()) > 0) {
                turnAway(new Refused(408, "request sent too slowly",
                        "The request's header did not come within " + limits.headTime().toSeconds() + " s."));
            }
        } else if (waited.compareTo(wasAsked ? limits.idle() : limits.silence()) > 0) {
            close();
        }
    }

    private void expireAnswer(long now) {
        long unreadBytes = unreadBytes();
        if (unreadBytes == 0 || unreadBytes < unreadBefore) {
            readAt = now;
        }
        unreadBefore = unreadBytes;
        Duration patience = isKnown ? limits.idle() : limits.bodyTime();
        if (Duration.ofNanos(now - readAt).compareTo(patience) > 0) {
            port.complain("cut off a reader that does not take its answers", from());
            close();
        }
    }

    /**
     * The rank of this connection if a port has too many: the one with the lowest rank is closed. Empty: this connection may
     * not be closed.
     */
    OptionalInt dispensability() {
        boolean isUnread = unreadBytes() > 0;
        return switch (state) {
            case LEAVING -> GuardedPort.Rank.TURNED_AWAY.is();
            case HEAD -> isUnread
                    ? GuardedPort.Rank.UNREAD.is()
                    : isKnown ? GuardedPort.Rank.IDLE.is() : GuardedPort.Rank.HALF_SENT.is();
            case BODY -> isKnown && isAdmitted ? OptionalInt.empty() : GuardedPort.Rank.HALF_SENT.is();
            case ANSWERING -> isKnown
                    ? OptionalInt.empty()
                    : isUnread ? GuardedPort.Rank.UNREAD.is() : GuardedPort.Rank.BUSY.is();
        };
    }

    boolean hasHalfAHead() {
        return counted > 0;
    }

    /**
     * Whether another connection may take the memory that this connection has reserved for a body. It may if the request was
     * refused, or if the client is unauthenticated and still sending.
     * @param known whether the memory is that for bodies of authenticated clients
     */
    boolean mayLoseItsBody(boolean known) {
        return reserved > 0 && reservedAsKnown == known
                && (state == State.LEAVING || state == State.BODY && !known);
    }

    boolean isKnown() {
        return isKnown;
    }

    long since() {
        return since;
    }

    long unreadBytes() {
        ChannelOutboundBuffer waiting = context == null ? null : context.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    String from() {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "nowhere";
    }

    void close() {
        release();
        context.close();
    }

    /** Frees the memory that is reserved for the request, at once. */
    private void release() {
        isOver = true;
        head.clear();
        count(0);
        free();
    }

    private void enter(State next) {
        state = next;
        since = port.now();
        readAt = since;
        unreadBefore = 0;
    }

    private void count(int room) {
        int grown = room - counted;
        counted = room;
        if (grown != 0) {
            port.headGrew(grown);
        }
    }

    private void free() {
        if (reserved > 0) {
            port.free(reserved, reservedAsKnown);
            reserved = 0;
        }
    }
}
