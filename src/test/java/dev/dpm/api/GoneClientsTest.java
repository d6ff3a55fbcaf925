package dev.dpm.api;

import static dev.dpm.testing.TestAccess.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import dev.dpm.testing.Browser;
import dev.dpm.testing.HttpTest;
import dev.dpm.testing.Views;

/**
 * Tests requests whose clients disconnect while the requests wait for a worker thread. All worker threads are busy with
 * slow commands.
 */
@QuarkusTest
class GoneClientsTest extends HttpTest {

    private static final int WORKERS = 4;

    private final List<Socket> clients = new ArrayList<>();
    private CountDownLatch slow;

    @BeforeEach
    void all_workers_are_busy() {
        operations.show(Views.running("web"));
        slow = operations.holdCommands();
        for (int i = 0; i < WORKERS; i++) {
            clients.add(sent("POST", "/api/v1/targets/web/stop", ""));
        }
        await().until(() -> operations.asked().size() == WORKERS);
    }

    @AfterEach
    void end() throws IOException {
        slow.countDown();
        for (Socket client : clients) {
            client.close();
        }
    }

    private Socket sent(String method, String path, String json) {
        try {
            Socket client = new Socket(console.getHost(), console.getPort());
            client.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.US_ASCII));
            return client;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void allIsDone() {
        slow.countDown();
        assertThat(new Browser(console).send("POST", "/api/v1/targets/last/acknowledge", "", "Authorization",
                "Bearer " + TOKEN).statusCode()).isEqualTo(200);
        await().until(() -> operations.asked().contains("acknowledge last"));
    }

    @Test
    void what_they_ordered_is_not_carried_out() throws IOException {
        List<Socket> gone = List.of(sent("POST", "/api/v1/targets/web/restart", ""),
                sent("DELETE", "/api/v1/targets/web", ""),
                sent("PATCH", "/api/v1/targets/web/settings", "{\"cpu_threshold\":50}"),
                sent("POST", "/api/v1/targets", "{\"name\":\"db\",\"command\":[\"sleep\",\"9\"]}"),
                sent("POST", "/api/v1/reload", ""), sent("POST", "/api/v1/shutdown", ""));
        for (Socket client : gone) {
            client.close();
        }

        allIsDone();

        assertThat(operations.asked()).containsOnly("stop web", "acknowledge last");
    }

    @Test
    void what_the_others_ordered_is_carried_out_and_answered() throws IOException {
        Socket client = sent("POST", "/api/v1/targets/web/restart", "");
        clients.add(client);

        allIsDone();

        byte[] answer = new byte[12];
        client.setSoTimeout(20_000);
        assertThat(client.getInputStream().readNBytes(answer, 0, answer.length)).isEqualTo(answer.length);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        assertThat(operations.asked()).contains("restart web");
    }
}
