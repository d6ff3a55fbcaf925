package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.testing.Slow;

/** Tests the packaged jar on a Java runtime that has only the modules of the container image. */
class CutRuntimeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern MODULES = Pattern.compile("^ARG MODULES=(\\S+)$", Pattern.MULTILINE);
    /** Matches the error about a class of the Java platform that is missing in the runtime. */
    private static final Pattern MISSING = Pattern
            .compile("java/lang/NoClassDefFoundError'\\{[^}]*\\}: ((?:java|javax|jdk|com/sun|sun)/\\S+?)>");

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void end() {
        try (Product ending = product) {
            ending.dpm("stop", "--yes");
            assertThat(ending.living()).isEmpty();
        }
    }

    /** Makes the runtime with jlink, with the same modules as the Containerfile. */
    private Path cut() throws IOException, InterruptedException {
        String containerfile = Files.readString(Path.of("deploy/container/Containerfile"));
        String modules = MODULES.matcher(containerfile).results().findFirst().orElseThrow().group(1);
        Path runtime = product.folder().resolve("java");
        Process jlink = new ProcessBuilder(System.getProperty("java.home") + "/bin/jlink", "--add-modules", modules,
                "--strip-java-debug-attributes", "--no-header-files", "--no-man-pages", "--output",
                runtime.toString()).inheritIO().start();
        assertThat(jlink.waitFor()).isZero();
        return runtime;
    }

    @Slow
    @Test
    void nothing_that_the_product_does_asks_for_a_class_that_the_images_runtime_lacks() throws Exception {
        product.on(cut()).with("JDK_JAVA_OPTIONS",
                "-Xlog:exceptions=info:file=" + product.folder().resolve("exceptions.%p"));
        product.file("secret", "not-to-be-seen\n");
        product.file("dpm.yaml", """
                notify:
                  hook: {type: webhook, url: "https://127.0.0.1:1/", secret_file: secret}
                  chat: {type: slack, url: "http://127.0.0.1:1/"}
                  post: {type: mail, host: 127.0.0.1, port: 1, from: a@example.org, to: b@example.org, tls: none}
                targets:
                  web:
                    command: [sh, -c, "x=$(head -c 30000000 /dev/zero | tr '\\\\0' a); exec sleep 1000"]
                    memory_threshold: 8MiB
                    monitor_interval: 1
                    on_breach: none
                    http_check: http://127.0.0.1:1/
                """);

        product.dpm("start", "--config", "dpm.yaml").expect(0);
        Product.await(PATIENCE, () -> assertThat(product.dpm("incident", "web", "--json").code()).isZero());
        String incident = product.dpm("incident", "web", "--json").expect(0).out();
        assertThat(incident).contains("\"minutes\"");
        assertThat(product.dpm("notify", "test").out()).contains("hook", "chat", "post");
        product.dpm("incident", "web", "--export", "web.zip").expect(0);
        runner.awaitState("web", "RUNNING");
        String console = runner.record("console");
        for (String page : List.of("", "targets/web", "runner", "events", "incidents", "api/v1/targets/web/usage",
                "api/v1/targets/web/patterns", "api/v1/runner")) {
            assertThat(product.get(console + page, true).code()).as(page).isEqualTo(200);
        }
        assertThat(product.dpm("stop", "--yes").expect(0).out()).contains("stopped");

        assertThat(missing()).isEmpty();
    }

    private Set<String> missing() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.list(product.folder())) {
            for (Path log : files.filter(file -> file.getFileName().toString().startsWith("exceptions.")).toList()) {
                MISSING.matcher(Files.readString(log, StandardCharsets.ISO_8859_1)).results()
                        .map((MatchResult found) -> found.group(1)).forEach(all::add);
            }
        }
        return all;
    }
}
