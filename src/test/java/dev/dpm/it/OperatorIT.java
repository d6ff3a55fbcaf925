package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fabric8.kubernetes.api.model.PodBuilder;

import dev.dpm.operator.cluster.ApiServer;
import dev.dpm.operator.cluster.ApiServer.Asked;
import dev.dpm.operator.model.Samples;
import dev.dpm.testing.Tool;

/** Tests the packaged jar as an operator, with a fake API server that also gives answers that nobody expects. */
class OperatorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("shows the fleet, on port ([0-9]+)");

    @AutoClose
    private final Product product = new Product();
    @AutoClose
    private ApiServer server;
    private HttpClient client;
    private Path log;
    private Process operator;

    @BeforeEach
    void serve() throws Exception {
        server = new ApiServer();
        server.trustEverybody();
        server.put(Samples.minimal());
        log = product.folder().resolve("operator.txt");
        client = HttpClient.newBuilder().sslContext(trusting()).build();
    }

    /**
     * The answer 200 holds another kind of object, a text in place of an object, or half of one: a faulty proxy answers
     * like this. Each row reaches another kind of periodic work of the operator.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            certificates | secrets/dpm-operator-tls        | {"kind":"Status","apiVersion":"v1","code":200}
            certificates | secrets/dpm-operator-tls        | {"kind":"Secret","apiVersion":"v1","data":{"ca.crt":"no base64"}}
            certificates | webhookconfigurations           | {"kind":"Status","apiVersion":"v1","code":200}
            certificates | version                         | ["1", "30"]
            lease        | leases/dpm-operator             | {"kind":"Status","apiVersion":"v1","code":200}
            """)
    void an_answer_that_nobody_expects_is_counted_and_the_next_round_goes_on(String work, String path, String answer)
            throws Exception {
        server.answer(200, answer, 3, requests(path));

        begin();

        await().atMost(PATIENCE).until(() -> !server.hasFaultsLeft());
        await().atMost(PATIENCE).until(() -> port().isPresent() && ask("/readyz", "").statusCode() == 200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics())
                .containsPattern("dpm_operator_failed_rounds_total\\{work=\"" + work + "\",?\\} [123]\\.0"));
        assertThat(log().lines().filter(line -> line.contains("is tried again"))).as(log()).hasSize(1);
        assertThat(operator.isAlive()).isTrue();
    }

    @Test
    void metrics_by_token_please_promtool() throws Exception {
        server.put(new PodBuilder().withNewMetadata().withName("a").withNamespace("shop").addToLabels("app", "web")
                .endMetadata().withNewSpec().addNewContainer().withName("app").endContainer().endSpec().build());
        begin();
        await().atMost(PATIENCE).until(() -> port().isPresent());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics())
                .contains("dpm_operator_pods{namespace=\"shop\",supervision=\"web\",health=\"uncovered\",} 1.0"));
        assertThat(ask("/metrics", "").statusCode()).as("without a token").isEqualTo(401);

        Path tool = Tool.PROMTOOL.orSkip();
        Path said = product.folder().resolve("promtool.txt");
        Process promtool = new ProcessBuilder(tool.toString(), "check", "metrics").redirectErrorStream(true)
                .redirectOutput(said.toFile()).redirectInput(product.file("metrics.txt", metrics()).toFile()).start();
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(Files.readString(said)).isZero();
        assertThat(said).isEmptyFile();
    }

    private static Predicate<Asked> requests(String path) {
        return asked -> asked.method().equals("GET") && !asked.isWatch() && asked.path().contains(path);
    }

    private String metrics() throws Exception {
        return ask("/metrics", "Bearer somebody").body();
    }

    private HttpResponse<String> ask(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port().orElseThrow()
                + path)).timeout(PATIENCE);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private Optional<String> port() {
        Matcher matcher = PORT.matcher(log());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String log() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() {
        product.file("kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: test, user: {token: ours}}]
                """.formatted(server.url()));
        operator = product.with("KUBECONFIG", product.folder().resolve("kubeconfig").toString())
                .background(log, "operator", "--port", "0", "--namespace", "ops", "--image", "dpm-runner:test");
    }

    /** Trusts every certificate: the operator made its own, for the name of its Service. */
    private static SSLContext trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new X509ExtendedTrustManager() {

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, new SecureRandom());
        return context;
    }
}
