package dev.dpm.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.command.Commands;
import dev.dpm.command.Json;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.testing.FakeOperations;
import dev.dpm.testing.Views;
import dev.dpm.view.TargetView;

/** Tests the command line's socket with correct and with misbehaving clients. */
@Timeout(60)
class CommandSocketTest {

    private static final SocketLimits SMALL = new SocketLimits(4, 16, 512, 2_000, 6_000, 1 << 20,
            Duration.ofMillis(1_500), Duration.ofSeconds(5), Duration.ZERO);
    private static final String STATUS = "GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    Path folder;
    private final FakeOperations operations = new FakeOperations();
    private CommandSocket socket;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        socket = new CommandSocket(file(), new Commands(operations, device -> Optional.empty(), Json::plain), SMALL);
        socket.begin();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        assertThat(file()).doesNotExist();
    }

    private Path file() {
        return folder.resolve("dpm.sock");
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(file()));
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Everything that the server sends before it closes the connection; closing is a reset if the request was not read
     * to its end (unix(7)).
     */
    private static String all(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(8192);
        try {
            while (channel.read(some) >= 0) {
                all.write(some.array(), 0, some.position());
                some.clear();
            }
        } catch (SocketException reset) {
            assertThat(all.size()).as("bytes before the reset").isPositive();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private String ask(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, request);
            return all(channel);
        }
    }

    @Test
    void is_open_to_its_owner_alone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
    }

    @Test
    void answers_with_the_headers_that_the_api_has_and_ends_the_connection() throws IOException {
        String answer = ask(STATUS);

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Dpm-Exit-Code: 0\r\n", "dpm-runner");
        assertThat(ask("GET /api/v1/status HTTP/1.1\r\nAccept: application/json\r\n\r\n"))
                .contains("Content-Type: application/json\r\n", "\"runner\" : {", "\"uptime_seconds\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /api/v1/targets/web/start      | start web
            POST /api/v1/targets/web/stop       | stop web
            POST /api/v1/targets/web/restart    | restart web
            DELETE /api/v1/targets/web          | remove web
            POST /api/v1/reload                 | reload
            """)
    void passes_commands_on(String request, String asked) throws IOException {
        assertThat(ask(request + " HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ").endsWith("Done.\n");
        assertThat(operations.asked()).containsExactly(asked);
    }

    @Test
    void a_refusal_is_its_code_and_its_sentence() throws IOException {
        operations.answer(CommandResult.of(Outcome.REFUSED, "It cannot be done now."));

        assertThat(ask("POST /api/v1/reload HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 409 ")
                .endsWith("\r\n\r\nIt cannot be done now.\n");
    }

    @Test
    void a_command_that_breaks_down_is_answered_and_the_next_one_too() throws IOException {
        operations.fail();
        assertThat(ask(STATUS)).startsWith("HTTP/1.1 500 ").contains("Targets are not affected");

        operations.reset();
        assertThat(ask(STATUS)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\x16\\x03\\x01\\x02                                              | 400
            GET http://elsewhere/ HTTP/1.1                                    | 400
            GET /api/v1/status HTTP/2.0                                       | 400
            PUT /api/v1/status HTTP/1.1                                       | 400
            GET /api/v1/status HTTP/1.1\\r\\nno header                        | 400
            GET /api/v1/status HTTP/1.1\\r\\nA: 1\\r\\na: 2                   | 400
            GET /api/v1/%zz HTTP/1.1                                          | 400
            POST /api/v1/targets HTTP/1.1\\r\\nContent-Length: -1             | 400
            POST /api/v1/targets HTTP/1.1\\r\\nContent-Length: 99999999999999 | 413
            POST /api/v1/targets HTTP/1.1\\r\\nTransfer-Encoding: chunked     | 411
            POST /api/v1/targets HTTP/1.1                                     | 400
            GET /api/v1/machine HTTP/1.1                                      | 404
            GET / HTTP/1.1                                                    | 404
            GET /api/v1/targets/nobody HTTP/1.1                               | 404
            GET /api/v1/status?width=wide HTTP/1.1                            | 400
            """)
    void what_is_no_request_of_ours_is_one_sentence(String text, int status) throws IOException {
        String request = text.replace("\\r", "\r").replace("\\n", "\n") + "\r\n\r\n";

        String answer = ask(request);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).matches("\\S[^\n]*\\.\n");
        assertThat(operations.asked()).noneMatch(asked -> asked.startsWith("stop"));
    }

    @Test
    void a_head_without_an_end_is_refused_before_it_fills_the_memory() throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, "GET /" + "x".repeat(4_000));

            assertThat(all(channel)).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void a_request_that_does_not_come_is_waited_for_no_longer_than_allowed() throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, "GET /api");

            assertThat(all(channel)).as("ended without an answer").isEmpty();
        }
        assertThat(ask(STATUS)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void half_sent_requests_give_their_places_to_whole_ones() throws IOException {
        List<SocketChannel> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                SocketChannel channel = connect();
                hanging.add(channel);
                send(channel, "POST /api/v1/targets HTTP/1.1\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(1_000));
                assertThat(ask(STATUS)).as("beside " + hanging.size()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (SocketChannel channel : hanging) {
                channel.close();
            }
        }
    }

    /** Occupies all worker threads until the latch is counted down. */
    private CountDownLatch occupyWorkers(List<SocketChannel> clients) throws IOException {
        CountDownLatch held = operations.holdCommands();
        for (int i = 0; i < 4; i++) {
            SocketChannel busy = connect();
            clients.add(busy);
            send(busy, "POST /api/v1/targets/busy/start HTTP/1.1\r\n\r\n");
        }
        Awaitility.await().until(() -> operations.asked().size() == 4);
        return held;
    }

    private static void closeAll(List<SocketChannel> clients) throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void whole_requests_that_wait_take_no_place_of_requests_on_their_way() throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        CountDownLatch held = occupyWorkers(clients);
        try (SocketChannel owner = connect()) {
            send(owner, STATUS.substring(0, 20));
            for (int i = 0; i < 6; i++) {
                SocketChannel waiting = connect();
                clients.add(waiting);
                send(waiting, "GET /api/v1/status?width=" + (80 + i) + " HTTP/1.1\r\n\r\n");
            }
            // the answer shows that the socket's thread has read everything sent before
            try (SocketChannel wrong = connect()) {
                send(wrong, "nothing\r\n\r\n");
                assertThat(all(wrong)).startsWith("HTTP/1.1 400 ");
            }

            send(owner, STATUS.substring(20));
            held.countDown();

            assertThat(all(owner)).contains("HTTP/1.1 200 ");
        } finally {
            held.countDown();
            closeAll(clients);
        }
    }

    @Test
    void the_oldest_question_gives_way_where_too_many_wait() throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        CountDownLatch held = occupyWorkers(clients);
        try {
            List<SocketChannel> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                SocketChannel client = connect();
                clients.add(client);
                waiting.add(client);
                send(client, "GET /api/v1/status?width=" + (80 + i) + " HTTP/1.1\r\n\r\n");
            }

            assertThat(all(waiting.get(0))).startsWith("HTTP/1.1 503 ").contains("again");
            held.countDown();
            assertThat(all(waiting.get(19))).contains("HTTP/1.1 200 ");
        } finally {
            held.countDown();
            closeAll(clients);
        }
    }

    @Test
    void answers_that_nobody_reads_are_cut_off_the_oldest_first() throws IOException {
        operations.show(IntStream.range(0, 200).mapToObj(i -> Views.running("target-" + i))
                .toArray(TargetView[]::new));
        List<SocketChannel> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                SocketChannel client = connect();
                deaf.add(client);
                send(client, "GET /api/v1/status?width=" + (80 + i)
                        + " HTTP/1.1\r\nAccept: application/json\r\n\r\n");
                client.read(ByteBuffer.allocate(1));
            }

            assertThat(all(deaf.get(0))).as("cut short").doesNotEndWith("}\n");
            assertThat(all(deaf.get(11))).as("the newest").endsWith("}\n");
        } finally {
            closeAll(deaf);
        }
    }

    @Test
    void a_body_arrives_whole_though_in_pieces() throws IOException {
        try (SocketChannel channel = connect()) {
            for (String piece : List.of("POST /api/v1/tar", "gets HTTP/1.1\r\nContent-Len", "gth: 1500\r\n", "\r\n",
                    "x".repeat(700), "x".repeat(800))) {
                send(channel, piece);
            }

            assertThat(all(channel)).startsWith("HTTP/1.1 400 ").contains("The start request could not be read");
        }
    }

    @Test
    void is_opened_anew_where_somebody_deleted_it() throws IOException {
        Files.delete(file());
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);

        assertThat(socket.restore()).isTrue();
        assertThat(socket.restore()).as("a second time").isFalse();

        Awaitility.await().untilAsserted(() -> assertThat(ask(STATUS)).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void takes_the_place_of_a_socket_that_a_killed_runner_left() throws IOException {
        Path left = folder.resolve("left.sock");
        Files.writeString(left, "");
        try (CommandSocket second = new CommandSocket(left,
                new Commands(operations, device -> Optional.empty(), Json::plain), SMALL)) {
            second.begin();
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(left))) {
                send(channel, STATUS);
                assertThat(all(channel)).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void a_path_too_long_for_a_socket_is_said() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(120))).resolve("dpm.sock");
        CommandSocket tooDeep = new CommandSocket(deep,
                new Commands(operations, device -> Optional.empty(), Json::plain), SMALL);

        assertThatThrownBy(tooDeep::begin).hasMessageContaining("of which a socket takes 107");
    }

    /** All workers are busy while the client sends its request and goes, as with a runner that SIGSTOP suspends. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /api/v1/targets/web/restart", "DELETE /api/v1/targets/web", "POST /api/v1/reload"})
    void a_command_whose_client_has_gone_is_not_carried_out(String request) throws IOException {
        CountDownLatch held = operations.holdCommands();
        List<SocketChannel> busy = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Awaitility.await().until(() -> operations.asked().size() == busy.size());
                busy.add(connect());
                send(busy.get(i), "POST /api/v1/targets/busy/start HTTP/1.1\r\n\r\n");
            }
            Awaitility.await().until(() -> operations.asked().size() == 4);
            SocketChannel impatient = connect();
            send(impatient, request + " HTTP/1.1\r\n\r\n");
            SocketChannel last = connect();
            send(last, "POST /api/v1/targets/late/start HTTP/1.1\r\n\r\n");
            impatient.close();
            last.shutdownOutput();
            held.countDown();

            assertThat(all(last)).startsWith("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 ");
            last.close();
            assertThat(operations.asked()).hasSize(5).endsWith("start late");
        } finally {
            held.countDown();
            for (SocketChannel channel : busy) {
                channel.close();
            }
        }
    }
}
