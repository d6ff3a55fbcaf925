package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Tests one connection, and a full port, with Netty's own codec behind the connection's limits and a manual clock. */
class ClientConnectionTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final long MOST = 1000;
    private static final int LARGE = 1 << 20;
    private static final String CHUNKED = "POST /owner HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final long BUDGET = PortLimits.CONSOLE.authenticatedBodies();

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> log = new ArrayList<>();
    private final MisuseLog misuse = new MisuseLog(log::add, (work, pause) -> {
    });
    private final List<EmbeddedChannel> open = new ArrayList<>();

    /** A server that answers complete requests, and admits bodies where the path says so. */
    private static final class Server extends ChannelInboundHandlerAdapter {
        private final List<String> seen = new ArrayList<>();
        private final long most;
        private long body;
        private boolean isHeld;

        private Server() {
            this(MOST);
        }

        private Server(long most) {
            this.most = most;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                seen.add(request.method() + " " + request.uri());
                ClientConnection connection = context.pipeline().get(ClientConnection.class);
                if (request.uri().startsWith("/owner")) {
                    connection.admit(most, true);
                } else if (request.uri().startsWith("/login")) {
                    connection.admit(most, false);
                }
                isHeld = request.uri().endsWith("/slow");
            }
            if (message instanceof HttpContent content) {
                body += content.content().readableBytes();
            }
            if (message instanceof LastHttpContent && !isHeld) {
                answer(context, seen.get(seen.size() - 1).endsWith("/large") ? LARGE : 0);
            }
            ReferenceCountUtil.release(message);
        }

        private static void answer(ChannelHandlerContext context, int size) {
            DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    Unpooled.wrappedBuffer(new byte[size]));
            answer.headers().set("content-length", size);
            context.writeAndFlush(answer);
        }
    }

    private GuardedPort port(int connections, PortLimits like) {
        return new GuardedPort(
                new PortLimits(like.methods(), connections, like.headBytes(), like.headFields(), like.unfinished(),
                        like.headTime(), like.silence(), like.idle(), like.bodyTime(), like.authenticatedBodies(),
                        like.unauthenticatedBodies(), like.unreadBytes(), like.authenticatedUnreadBytes()),
                misuse, nanos::get);
    }

    private EmbeddedChannel connect(GuardedPort port, Server server) {
        return connect(port, server, new EmbeddedChannel());
    }

    /** Connects a client that reads no answer. */
    private EmbeddedChannel connectDeaf(GuardedPort port) {
        return connect(port, new Server(), new EmbeddedChannel() {
            @Override
            protected void doWrite(ChannelOutboundBuffer unread) {
                // the bytes stay in the buffer
            }
        });
    }

    private EmbeddedChannel connect(GuardedPort port, Server server, EmbeddedChannel channel) {
        nanos.incrementAndGet();
        channel.pipeline().addFirst(new ClientConnection(port));
        channel.pipeline().addLast("httpDecoder", new HttpRequestDecoder());
        channel.pipeline().addLast("httpEncoder", new HttpResponseEncoder());
        channel.pipeline().addLast(server);
        channel.pipeline().fireChannelActive();
        open.add(channel);
        return channel;
    }

    private EmbeddedChannel connect(GuardedPort port) {
        return connect(port, new Server());
    }

    private static void send(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        channel.runPendingTasks();
    }

    private static String answers(EmbeddedChannel channel) {
        channel.runPendingTasks();
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return text.toString();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        open.forEach(channel -> {
            ClientConnection connection = channel.pipeline().get(ClientConnection.class);
            if (connection != null && channel.isActive()) {
                connection.expire(nanos.get());
                channel.runPendingTasks();
            }
        });
    }

    @AfterEach
    void close() {
        open.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void requests_sent_byte_by_byte_and_several_at_once_are_answered_in_order() {
        GuardedPort port = port(10, PortLimits.CONSOLE);
        Server server = new Server();
        EmbeddedChannel channel = connect(port, server);

        for (char sign : GET.toCharArray()) {
            send(channel, String.valueOf(sign));
        }
        send(channel, GET.replace("/ ", "/2 ") + GET.replace("/ ", "/3 "));

        assertThat(server.seen).containsExactly("GET /", "GET /2", "GET /3");
        assertThat(answers(channel).split("HTTP/1.1 200", -1)).hasSize(4);
    }

    @Test
    void of_many_requests_in_one_packet_each_waits_for_the_next_round_of_the_event_loop() {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.CONSOLE), server);

        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(GET.replace("/ ", "/1 ") + GET.replace("/ ", "/2 ")
                + GET.replace("/ ", "/3 ") + "GET /4", StandardCharsets.ISO_8859_1));
        assertThat(server.seen).as("in the round of the packet").containsExactly("GET /1");
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(" HTTP/1.1\r\nHost: a\r\n\r\n",
                StandardCharsets.ISO_8859_1));

        assertThat(server.seen).as("what comes later does not overtake").containsExactly("GET /1");
        rounds(channel);
        assertThat(server.seen).containsExactly("GET /1", "GET /2", "GET /3", "GET /4");
        assertThat(answers(channel).split("HTTP/1.1 200", -1)).hasSize(5);
    }

    @Test
    void requests_that_wait_for_their_round_are_dropped_with_a_connection_that_ends() {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.CONSOLE), server);

        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(GET + GET.replace("/ ", "/2 "),
                StandardCharsets.ISO_8859_1));
        channel.pipeline().get(ClientConnection.class).close();
        rounds(channel);

        assertThat(server.seen).containsExactly("GET /");
    }

    /** Runs as many rounds of the event loop as a few requests need. */
    private static void rounds(EmbeddedChannel channel) {
        for (int i = 0; i < 20; i++) {
            channel.runPendingTasks();
        }
    }

    @Test
    void an_answer_is_owed_from_the_request_to_its_last_byte() {
        GuardedPort port = port(10, PortLimits.CONSOLE);
        EmbeddedChannel channel = connect(port);
        assertThat(port.hasWaitingClient()).as("nobody asked").isFalse();

        send(channel, GET.replace("/ ", "/slow "));
        assertThat(port.hasWaitingClient()).as("asked").isTrue();
        Server.answer(channel.pipeline().context(Server.class), 0);
        assertThat(answers(channel)).startsWith("HTTP/1.1 200");
        assertThat(port.hasWaitingClient()).as("answered").isFalse();

        send(channel, "POST /owner HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n");
        assertThat(port.hasWaitingClient()).as("half sent").isTrue();
    }

    @Test
    void nothing_is_owed_to_a_stream_that_has_got_all_there_is() {
        GuardedPort port = port(10, PortLimits.CONSOLE);
        EmbeddedChannel channel = connect(port);
        send(channel, GET.replace("/ ", "/slow "));

        DefaultHttpResponse begun = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        begun.headers().set("transfer-encoding", "chunked");
        channel.pipeline().context(Server.class).writeAndFlush(begun);
        assertThat(answers(channel)).startsWith("HTTP/1.1 200");

        assertThat(port.hasWaitingClient()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1", "Content-Length: 4100000", "Transfer-Encoding: chunked"})
    void management_takes_no_body_of_any_method(String framing) {
        for (String method : List.of("POST", "GET", "DELETE", "PUT")) {
            Server server = new Server();
            EmbeddedChannel channel = connect(port(10, PortLimits.MANAGEMENT), server);

            send(channel, method + " /q/health HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n");

            assertThat(answers(channel)).startsWith("HTTP/1.1 413 ");
            assertThat(server.seen).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "BREW"})
    void management_answers_to_no_method_but_get_and_head(String method) {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.MANAGEMENT), server);

        send(channel, method + " /q/health HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(answers(channel)).startsWith("HTTP/1.1 405 Method Not Allowed\r\n").contains("Allow: GET, HEAD\r\n");
        assertThat(server.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void management_answers_to_the_methods_of_probes(String method) {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.MANAGEMENT), server);

        send(channel, method + " /q/health HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(server.seen).isNotEmpty();
    }

    @Test
    void a_body_that_nobody_admits_does_not_reach_the_server() {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.CONSOLE), server);

        send(channel, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            send(channel, "10000\r\n" + "a".repeat(0x10000) + "\r\n");
        }

        assertThat(server.body).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/owner", "/login"})
    void a_chunked_body_without_end_is_cut_off_at_its_bound(String path) {
        Server server = new Server();
        EmbeddedChannel channel = connect(port(10, PortLimits.CONSOLE), server);
        send(channel, "POST " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");

        for (int i = 0; i < 20; i++) {
            send(channel, "64\r\n" + "a".repeat(100) + "\r\n");
        }

        assertThat(server.body).isEqualTo(MOST);
        assertThat(answers(channel)).startsWith("HTTP/1.1 413 ").contains("Connection: close")
                .doesNotContain("200 OK");
        pass(PortLimits.LINGER.plusSeconds(1));
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void bodies_have_a_budget_together_and_give_it_back() {
        GuardedPort port = port(10, PortLimits.CONSOLE);
        long budget = PortLimits.CONSOLE.authenticatedBodies();

        assertThat(port.reserve(budget - 1, true)).isTrue();
        assertThat(port.reserve(2, true)).isFalse();
        assertThat(port.reserve(2, false)).as("others have their own").isTrue();
        port.free(budget - 1, true);

        assertThat(port.reserve(budget, true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/owner", "/login"})
    void the_memory_of_refused_bodies_goes_to_the_next_request(String path) {
        PortLimits like = PortLimits.CONSOLE;
        GuardedPort port = new GuardedPort(
                new PortLimits(like.methods(), 100, like.headBytes(), like.headFields(), like.unfinished(),
                        like.headTime(), like.silence(), like.idle(), like.bodyTime(), (int) MOST, (int) MOST,
                        like.unreadBytes(), like.authenticatedUnreadBytes()),
                misuse, nanos::get);
        String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n";
        for (int i = 0; i < 20; i++) {
            EmbeddedChannel refused = connect(port);
            send(refused, head + "Transfer-Encoding: chunked\r\n\r\n1\r\naXX");
            assertThat(answers(refused)).startsWith("HTTP/1.1 400 ");
        }
        Server server = new Server();
        EmbeddedChannel next = connect(port, server);

        send(next, head + "Content-Length: " + MOST + "\r\n\r\n" + "a".repeat((int) MOST));

        assertThat(answers(next)).startsWith("HTTP/1.1 200 ");
        assertThat(server.body).isEqualTo(MOST);
    }

    @Test
    void small_chunked_bodies_are_read_side_by_side() {
        GuardedPort port = port(100, PortLimits.CONSOLE);
        List<EmbeddedChannel> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(connect(port, new Server(BUDGET)));
            send(slow.get(i), CHUNKED + "3\r\nabc\r\n");
        }

        slow.forEach(each -> send(each, "0\r\n\r\n"));

        assertThat(slow).allSatisfy(each -> assertThat(answers(each)).startsWith("HTTP/1.1 200 "));
        assertThat(port.reserve(BUDGET, true)).as("everything is given back").isTrue();
    }

    @Test
    void a_chunked_body_that_outgrows_the_budget_is_refused_and_the_others_are_read() {
        GuardedPort port = port(100, PortLimits.CONSOLE);
        Server server = new Server(BUDGET);
        EmbeddedChannel first = connect(port, new Server(BUDGET));
        EmbeddedChannel second = connect(port, server);
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        send(first, CHUNKED);
        send(second, CHUNKED);
        for (int i = 0; i < 16; i++) {
            send(first, chunk);
        }

        for (int i = 0; i < 16; i++) {
            send(second, chunk);
        }
        send(first, "0\r\n\r\n");

        assertThat(answers(second)).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1");
        assertThat(answers(first)).startsWith("HTTP/1.1 200 ");
        assertThat(server.body).as("what remained beside the first").isEqualTo(4 * 0x10000);
    }

    /** The bodies that authenticated clients are sending are never dropped for others. */
    @Test
    void a_body_under_way_keeps_its_memory() {
        GuardedPort port = port(100, PortLimits.CONSOLE);
        Server server = new Server();
        EmbeddedChannel first = connect(port, server);
        send(first, "POST /owner HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");

        assertThat(port.makeRoomForBody(PortLimits.CONSOLE.authenticatedBodies(), true)).isFalse();
        send(first, "bc");

        assertThat(answers(first)).startsWith("HTTP/1.1 200 ");
        assertThat(server.body).isEqualTo(3);
    }

    @Test
    void a_head_that_is_dripped_is_cut_off_and_a_whole_one_is_not() {
        GuardedPort port = port(10, PortLimits.CONSOLE);
        EmbeddedChannel slow = connect(port);
        EmbeddedChannel honest = connect(port);
        send(honest, GET);

        for (int second = 0; second <= PortLimits.CONSOLE.headTime().toSeconds(); second++) {
            send(slow, second == 0 ? "GET / HTTP/1.1\r\n" : "X-A: b\r\n");
            pass(Duration.ofSeconds(1).plusNanos(1));
        }

        assertThat(answers(slow)).startsWith("HTTP/1.1 408 ");
        assertThat(honest.isActive()).isTrue();
    }

    @Test
    void some_empty_lines_before_a_request_are_skipped_and_many_are_refused() {
        GuardedPort port = port(10, PortLimits.MANAGEMENT);
        EmbeddedChannel robust = connect(port);
        EmbeddedChannel flood = connect(port);

        send(robust, "\r\n\r\n" + GET);
        send(flood, "\r\n".repeat(50_000));

        assertThat(answers(robust)).startsWith("HTTP/1.1 200 ");
        assertThat(answers(flood)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void empty_lines_do_not_keep_a_connection_open() {
        EmbeddedChannel dripping = connect(port(10, PortLimits.CONSOLE));
        for (int second = 0; second <= PortLimits.CONSOLE.silence().toSeconds(); second++) {
            if (second % 5 == 0 && dripping.isActive()) {
                send(dripping, "\r");
            }
            pass(Duration.ofSeconds(1).plusNanos(1));
        }

        assertThat(dripping.isActive()).isFalse();
    }

    @Test
    void a_body_that_is_dripped_is_cut_off() {
        EmbeddedChannel slow = connect(port(10, PortLimits.CONSOLE));
        send(slow, "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n");
        for (int second = 0; second <= PortLimits.CONSOLE.bodyTime().toSeconds(); second++) {
            send(slow, "a");
            pass(Duration.ofSeconds(1).plusNanos(1));
        }

        assertThat(answers(slow)).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void header_fields_are_counted_before_anything_is_made_of_them() {
        EmbeddedChannel channel = connect(port(10, PortLimits.MANAGEMENT));

        send(channel, "GET / HTTP/1.1\r\nHost: a\r\n" + "a:\r\n".repeat(PortLimits.MANAGEMENT.headFields() + 1));

        assertThat(answers(channel)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void half_sent_requests_give_their_places_to_whole_ones_the_oldest_first() {
        GuardedPort port = port(20, PortLimits.CONSOLE);
        List<EmbeddedChannel> half = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            EmbeddedChannel channel = connect(port);
            send(channel, "GET / HTTP/1.1\r\nHost: ");
            half.add(channel);
        }

        EmbeddedChannel owner = connect(port);
        send(owner, GET);

        assertThat(answers(owner)).startsWith("HTTP/1.1 200 ");
        assertThat(port.connections()).isEqualTo(20);
        assertThat(half.subList(281, 300)).allMatch(EmbeddedChannel::isActive);
        assertThat(half.subList(0, 281)).noneMatch(EmbeddedChannel::isActive);
    }

    @Test
    void what_the_owner_has_asked_is_not_cut_off_for_strangers() {
        GuardedPort port = port(5, PortLimits.CONSOLE);
        EmbeddedChannel owner = connect(port);
        send(owner, "GET /owner/slow HTTP/1.1\r\nHost: a\r\n\r\n");

        for (int i = 0; i < 100; i++) {
            send(connect(port), i % 2 == 0 ? "GET / HT" : "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        }

        assertThat(owner.isActive()).isTrue();
        assertThat(port.connections()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/owner/large"})
    void answers_that_nobody_reads_are_bounded_together(String path) {
        GuardedPort port = port(100, PortLimits.CONSOLE);
        for (int i = 0; i < 40; i++) {
            send(connectDeaf(port), "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        }

        long held = open.stream().filter(EmbeddedChannel::isActive)
                .mapToLong(channel -> channel.unsafe().outboundBuffer().totalPendingWriteBytes()).sum();

        assertThat(held).isLessThan(5L * LARGE);
        assertThat(open.get(39).isActive()).as("the owner's newest").isEqualTo(path.startsWith("/owner"));
        assertThat(log).anyMatch(line -> line.startsWith("cut off a reader"));
    }

    @Test
    void heads_that_have_begun_are_bounded_together() {
        GuardedPort port = port(1000, PortLimits.CONSOLE);
        for (int i = 0; i < 200; i++) {
            send(connect(port), "GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "a".repeat(15_000));
        }

        long held = open.stream().filter(EmbeddedChannel::isActive).count() * PortLimits.CONSOLE.headBytes();

        assertThat(held).isLessThanOrEqualTo(PortLimits.CONSOLE.unfinished()).isPositive();
    }

    @Test
    void what_outsiders_cause_is_one_line_of_the_log_for_each_kind() {
        GuardedPort port = port(10, PortLimits.MANAGEMENT);
        for (int i = 0; i < 100; i++) {
            send(connect(port), "GET / HTTP/1.1\r\n\r\n");
            send(connect(port), "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");
            send(connect(port), "\u0016\u0003\u0001");
        }

        assertThat(log).hasSizeLessThanOrEqualTo(4).anyMatch(line -> line.startsWith("refused: no Host header from="))
                .noneMatch(line -> line.contains("\n"));
    }
}
