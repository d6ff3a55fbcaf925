package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Tests a real application in three layers from one file: Redis, two instances under gunicorn, and nginx as their
 * proxy. The tests judge the answers that clients get over HTTP.
 */
@Slow
class ThreeLayersIT {

    /**
     * Increases a counter in Redis by Redis's own protocol, and answers with a setting from gunicorn's file and the
     * counter.
     */
    private static final String APPLICATION = """
            import os, socket

            def count():
                with socket.create_connection(('127.0.0.1', REDIS), 2) as redis:
                    redis.sendall(b'INCR hits\\r\\n')
                    return redis.recv(100).strip().lstrip(b':')

            def application(environ, start_response):
                try:
                    body = os.environ['VERSION'].encode() + b' ' + count()
                    start_response('200 OK', [('Content-Type', 'text/plain')])
                    return [body]
                except OSError as why:
                    start_response('503 Service Unavailable', [('Content-Type', 'text/plain')])
                    return [str(why).encode()]
            """;
    private static final String NGINX = """
            daemon off;
            user root;
            worker_processes 1;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
              upstream app { server 127.0.0.1:APP0 max_fails=0; server 127.0.0.1:APP1 max_fails=0; }
              server { listen 127.0.0.1:FRONT; location / { proxy_pass http://app; } MORE }
            }
            """;
    private static final String FILE = """
            defaults: {cpu_threshold: off, memory_threshold: off, cwd: ., restart_interval: 1, check_interval: 1}
            targets:
              front:
                command: [NGINX, -p, ., -c, nginx.conf]
                depends_on: {app: healthy}
                tcp_check: 127.0.0.1:FRONT
                ready: check
                stop_signal: QUIT
                reload_signal: HUP
              app:
                instances: 2
                command: [GUNICORN, -c, gunicorn.py, -b, '127.0.0.1:APP{instance}', 'app:application']
                depends_on: {redis: healthy}
                tcp_check: 127.0.0.1:APP{instance}
                ready: check
                reload_signal: HUP
              redis:
                command: [REDISSERVER, --port, 'REDIS', --bind, 127.0.0.1, --save, '', --dir, .]
                tcp_check: 127.0.0.1:REDIS
                ready: check
            """;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);
    private String front;
    private String base;
    private int redis;

    @AfterEach
    void nothing_is_left() {
        try (product) {
            product.dpm("stop", "--yes");
            Product.await(Runner.PATIENCE, () -> assertThat(product.living()).isEmpty());
        }
    }

    @BeforeEach
    void three_programs() throws IOException {
        Path nginx = Tool.NGINX.orSkip();
        Path gunicorn = Tool.GUNICORN.orSkip();
        Path server = Tool.REDIS.orSkip();
        front = Integer.toString(free());
        redis = free();
        base = twoInARow();
        product.file("app.py", APPLICATION.replace("REDIS", Integer.toString(redis)));
        version(1);
        nginx("");
        product.file("dpm.yaml", FILE.replace("FRONT", front).replace("APP", base)
                .replace("REDISSERVER", server.toString()).replace("REDIS", Integer.toString(redis))
                .replace("NGINX", nginx.toString()).replace("GUNICORN", gunicorn.toString()));
    }

    private void version(int number) {
        product.file("gunicorn.py", "workers = 2\nraw_env = ['VERSION=" + number + "']\n");
    }

    private void nginx(String more) {
        product.file("nginx.conf", NGINX.replace("APP", base).replace("FRONT", front).replace("MORE", more));
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The common first digits of two free ports, of which one ends in 0 and the other in 1. */
    private static String twoInARow() throws IOException {
        for (int tens = 2100; tens < 3000; tens++) {
            try (ServerSocket one = new ServerSocket(tens * 10, 1, InetAddress.getLoopbackAddress());
                    ServerSocket two = new ServerSocket(tens * 10 + 1, 1, InetAddress.getLoopbackAddress())) {
                assertThat(two.getLocalPort()).isEqualTo(one.getLocalPort() + 1);
                return Integer.toString(tens);
            } catch (java.net.BindException taken) {
                continue;
            }
        }
        throw new AssertionError("no two ports are free");
    }

    private String ask(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + front + path).toURL()
                .openConnection();
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(30_000);
        int code = connection.getResponseCode();
        try (var in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return code + " " + (in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void awaitAnswer(String expression) {
        Product.await(Runner.PATIENCE, () -> assertThat(ask("/")).matches(expression));
    }

    private List<Long> pids(String... names) {
        List<Long> pids = new ArrayList<>();
        for (String name : names) {
            pids.add(runner.pidOf(name));
        }
        return pids;
    }

    private static Instant begun(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();
    }

    @Test
    void starts_in_order_rolls_reloads_survives_deaths_and_stops_in_order() throws Exception {
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        assertThat(ask("/")).matches("200 1 [0-9]+");
        List<Long> all = pids("redis", "app-0", "app-1", "front");
        assertThat(begun(all.get(0))).isBefore(begun(all.get(1))).isBefore(begun(all.get(2)));
        assertThat(begun(all.get(3))).isAfter(begun(all.get(1))).isAfter(begun(all.get(2)));

        rolls();
        reloads();
        loses_redis();
        loses_the_runner();

        product.dpm("stop", "--yes").expect(0);
        assertThat(product.living()).isEmpty();
        long gone = exit("front");
        assertThat(gone).isLessThan(exit("app-0")).isLessThan(exit("app-1"));
        assertThat(exit("redis")).isGreaterThan(exit("app-0")).isGreaterThan(exit("app-1"));
    }

    /** Clients get answers without a gap while one instance after the other is replaced. */
    private void rolls() throws Exception {
        List<Long> before = pids("app-0", "app-1");
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        Set<String> wrong = new HashSet<>();
        Thread visitor = new Thread(() -> {
            while (!isOver.get()) {
                try {
                    String answer = ask("/");
                    if (!answer.startsWith("200 1 ")) {
                        wrong.add(answer);
                    }
                } catch (IOException e) {
                    wrong.add(e.toString());
                }
                asked.incrementAndGet();
            }
        });
        visitor.start();
        try {
            product.dpm("restart", "app", "--rolling").expect(0);
        } finally {
            isOver.set(true);
            visitor.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).hasValueGreaterThan(1);
        assertThat(pids("app-0", "app-1")).doesNotContainAnyElementsOf(before);
    }

    /** The programs reread their own files; their processes stay the same. */
    private void reloads() throws Exception {
        List<Long> before = pids("redis", "app-0", "app-1", "front");
        version(2);
        product.dpm("reload", "app").expect(0);
        Product.await(Runner.PATIENCE, () -> {
            for (int i = 0; i < 8; i++) {
                assertThat(ask("/")).matches("200 2 [0-9]+");
            }
        });
        nginx("location = /new { return 200 here; }");
        product.dpm("reload", "front").expect(0);
        Product.await(Runner.PATIENCE, () -> assertThat(ask("/new")).isEqualTo("200 here"));
        assertThat(pids("redis", "app-0", "app-1", "front")).isEqualTo(before);
    }

    /** Until Redis runs again, the layers above answer that it is missing, and the runner does not restart them. */
    private void loses_redis() {
        List<Long> above = pids("app-0", "app-1", "front");
        long lost = runner.pidOf("redis");
        Runner.kill(lost, "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("redis")).isNotIn(lost, 0L));
        awaitAnswer("200 2 [0-9]+");
        assertThat(pids("app-0", "app-1", "front")).isEqualTo(above);
    }

    /** Clients notice nothing of the runner's death. The next runner finds all targets and restarts those that end. */
    private void loses_the_runner() throws Exception {
        List<Long> before = pids("redis", "app-0", "app-1", "front");
        runner.kill();
        assertThat(ask("/")).matches("200 2 [0-9]+");
        product.dpm("start").expect(0);
        assertThat(pids("redis", "app-0", "app-1", "front")).isEqualTo(before);
        Runner.kill(before.get(1), "KILL");
        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("app-0")).isNotIn(before.get(1), 0L));
        runner.awaitState("app-0", "RUNNING");
        awaitAnswer("200 2 [0-9]+");
    }

    /** The position in the journal of the event of a target's last end. */
    private long exit(String name) {
        List<JsonNode> exits = new JournalOnDisk(product).events().stream()
                .filter(event -> event.path("type").asText().equals("TargetExited")
                        && event.path("target").asText().equals(name))
                .toList();
        return exits.get(exits.size() - 1).path("sequence").asLong();
    }
}
