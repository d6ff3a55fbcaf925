package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/**
 * Tests the three modes of the HTTP server: from the start, on demand, never. Supervision and commands work in each
 * mode.
 */
class OnDemandIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PATIENCE_MILLIS = 90_000;
    private static final int MANY = 300;
    private static final String BOOT_FAILS = "-Dquarkus.http.limits.max-body-size=nonsense";

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void end() {
        try (Product ending = product) {
            assertThat(ending.with("JAVA_TOOL_OPTIONS", null).dpm("stop", "--yes").code()).isIn(0, 3);
            assertThat(ending.living()).isEmpty();
        }
    }

    private void start(String... more) {
        List<String> args = new ArrayList<>(List.of("start", "--name", "web"));
        args.addAll(List.of(more));
        args.addAll(List.of("--", "sleep", "1000"));
        product.dpm(args.toArray(new String[0])).expect(0);
    }

    private JsonNode runnerInStatus() {
        return product.status().path("runner");
    }

    /** Whether the HTTP server runs: Quarkus and Netty then have threads of their own. */
    private boolean isBooted() throws IOException {
        return product.threads(runner.pid()).stream().anyMatch(name -> name.startsWith("vert.x-"));
    }

    private Socket connect(String address) throws IOException {
        URI uri = URI.create(address);
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Slow
    @Test
    void under_start_nothing_is_booted_until_somebody_connects_who_is_answered() throws IOException {
        start();
        assertThat(runnerInStatus().path("console_mode").asText()).isEqualTo("on-demand");
        assertThat(product.dpm("status").expect(0).out()).contains(runner.record("console") + " on demand");
        product.dpm("restart", "web").expect(0);
        assertThat(isBooted()).as("by commands").isFalse();

        try (Socket early = connect(runner.record("management"))) {
            ask(early, "/q/health/live");

            assertThat(answer(early)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(isBooted()).isTrue();
        assertThat(runner.status().path("runner").path("console_mode").asText()).isEqualTo("on-demand");
        assertThat(runner.page("").code()).isEqualTo(200);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(strings = {"console", "management"})
    void of_many_that_come_while_it_boots_nobody_is_refused_and_a_whole_request_is_served(String port)
            throws IOException {
        start();
        String address = runner.record(port);
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                crowd.add(connect(address));
            }
            Socket asking = connect(address);
            crowd.add(asking);
            ask(asking, "/q/health/live");

            assertThat(answer(asking)).startsWith(port.equals("console") ? "HTTP/1.1 401 " : "HTTP/1.1 200 ");
            assertThat(product.dpm("status").expect(0).out()).contains("web");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
        assertThat(runner.page("").code()).isEqualTo(200);
    }

    @Test
    void a_boot_that_fails_takes_nothing_down_and_is_tried_again_at_the_next_connection() throws IOException {
        product.with("JAVA_TOOL_OPTIONS", BOOT_FAILS);
        start();
        long pid = runner.pid();
        product.with("JAVA_TOOL_OPTIONS", null);

        for (int round = 0; round < 2; round++) {
            try (Socket asking = connect(runner.record("management"))) {
                assertThat(isEnded(asking)).as("sent away, not left to wait").isTrue();
            }
            Product.await(PATIENCE, () -> assertThat(runnerInStatus().path("faults").toString())
                    .contains("console: ", "the next connection boots the web part again"));
        }
        assertThat(runner.pid()).isEqualTo(pid);
        assertThat(product.target("web").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
    }

    private static boolean isEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Slow
    @Test
    void off_opens_no_port_and_commands_work() throws IOException {
        start("--console", "off");

        assertThat(runnerInStatus().path("console_mode").asText()).isEqualTo("off");
        assertThat(runnerInStatus().path("console").isNull()).isTrue();
        assertThat(product.dpm("status").expect(0).out()).contains("console off");
        product.dpm("restart", "web").expect(0);
        assertThat(product.dpm("events", "web").expect(0).out()).contains("web");
        assertThat(product.dpm("console").expect(1).err()).contains("was started with --console off",
                "start --console on-demand").hasLineCount(1);
        assertThat(isBooted()).isFalse();
        product.dpm("stop", "web", "--yes").expect(0);
        product.dpm("stop", "--yes").expect(0);
        assertThat(product.home().resolve("dpm.sock")).doesNotExist();
    }

    @Test
    void on_boots_at_once() throws IOException {
        start("--console", "on");

        assertThat(runnerInStatus().path("console_mode").asText()).isEqualTo("on");
        Product.await(PATIENCE, () -> assertThat(isBooted()).isTrue());
        assertThat(runner.page("").code()).isEqualTo(200);
    }

    @Slow
    @Test
    void a_daemon_killed_while_it_boots_is_followed_by_one_that_adopts() throws IOException {
        start();
        long web = product.target("web").orElseThrow().path("pid").asLong();
        try (Socket asking = connect(runner.record("console"))) {
            Product.await(PATIENCE, () -> assertThat(product.threads(runner.pid())).contains("dpm-web"));
            runner.kill();
            assertThat(isEnded(asking)).isTrue();
        }
        assertThat(product.home().resolve("dpm.sock")).exists();

        product.dpm("start").expect(0);

        assertThat(product.target("web").orElseThrow().path("pid").asLong()).isEqualTo(web);
        assertThat(runner.page("").code()).isEqualTo(200);
    }

    @Test
    void outsiders_at_the_socket_hold_up_no_command() throws IOException {
        start("--console", "off");
        UnixDomainSocketAddress socket = UnixDomainSocketAddress
                .of(product.home().resolve("dpm.sock"));
        List<SocketChannel> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                SocketChannel channel = SocketChannel.open(socket);
                crowd.add(channel);
                channel.write(StandardCharsets.ISO_8859_1.encode(switch (i % 3) {
                    case 0 -> "\u0016\u0003\u0001garbage";
                    case 1 -> "POST /api/v1/targets HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nname=x";
                    default -> "GET /" + "x".repeat(20_000);
                }));
            }

            assertThat(product.dpm("status").expect(0).out()).contains("web");
        } finally {
            for (SocketChannel channel : crowd) {
                channel.close();
            }
        }
        assertThat(product.target("web").orElseThrow().path("state").asText()).isEqualTo("RUNNING");
    }
}
