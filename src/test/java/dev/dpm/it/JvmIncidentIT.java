package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tests thread dumps of a JVM: by {@code jcmd}, also if the JVM runs as another user, and by SIGQUIT if jcmd fails. */
class JvmIncidentIT {

    private static Product product;
    private static Path program;

    @BeforeAll
    static void start_them() throws Exception {
        product = new Product();
        Path open = Files.createTempDirectory("dpm-it-jvm",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        program = open.resolve("Waits.java");
        Files.writeString(program, """
                class Waits {
                    public static void main(String[] words) throws Exception {
                        Thread.currentThread().setName("the-one-that-waits");
                        System.out.println("up");
                        Thread.sleep(600_000);
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String defaults = "stop_grace: 120, evidence_seconds: 40, on_breach: stop, memory_threshold: 20,"
                + " monitor_interval: 5, breach_samples: 2";
        product.file("dpm.yaml", """
                targets:
                  own: {%1$s, command: [%2$s, -Xint, %3$s]}
                  deaf: {%1$s, command: [%2$s, -Xint, "-XX:+DisableAttachMechanism", %3$s]}
                %4$s
                """.formatted(defaults, java, program, isRoot()
                ? "  theirs: {%s, user: nobody, cwd: /, command: [%s, -Xint, %s]}".formatted(defaults, java, program)
                : ""));
        product.dpm("start", "--config", "dpm.yaml");
    }

    private static boolean isRoot() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "test $(id -u) = 0 && command -v setpriv >/dev/null").start()
                .waitFor() == 0;
    }

    @AfterAll
    static void end_them() throws IOException {
        try (Product ending = product) {
            ending.dpm("stop", "--yes").expect(0);
            assertThat(ending.living()).isEmpty();
        } finally {
            Files.delete(program);
            Files.delete(program.getParent());
        }
    }

    private static JsonNode incident(String name) throws IOException {
        Product.await(Runner.PATIENCE.multipliedBy(2),
                () -> assertThat(product.dpm("incident", name, "--json").out()).contains("\"complete\" : true"));
        return new ObjectMapper().readTree(product.dpm("incident", name, "--json").expect(0).out());
    }

    private static String attached(JsonNode incident, String file) throws IOException {
        assertThat(incident.at("/evidence/attachments").toString()).contains(file);
        return Files.readString(product.home().resolve("incidents").resolve(incident.path("id").asText())
                .resolve(file));
    }

    @Test
    void it_is_asked_by_the_jcmd_of_its_own_java() throws Exception {
        JsonNode incident = incident("own");

        assertThat(attached(incident, "jvm-threads.txt")).contains("Full thread dump", "Waits.main");
        assertThat(attached(incident, "jvm-heap.txt")).contains("java.lang.String");
        assertThat(incident.at("/response/exit").asText()).isEqualTo("exit code 143");
    }

    @Test
    void one_that_answers_nobody_writes_its_threads_to_its_output() throws Exception {
        JsonNode incident = incident("deaf");

        assertThat(attached(incident, "jvm-threads.txt")).as(incident.at("/evidence/missing").toString())
                .startsWith("Full thread dump").contains("Waits.main");
        assertThat(incident.at("/evidence/missing").toString()).contains("jvm-threads: jcmd: it ended with exit code 1",
                "the one that it wrote to its output at SIGQUIT");
    }

    @Test
    void one_of_another_user_is_asked_as_that_user() throws Exception {
        assumeTrue(isRoot(), "only root can run targets as another user");
        JsonNode incident = incident("theirs");

        assertThat(attached(incident, "jvm-threads.txt")).contains("Full thread dump", "Waits.main");
        assertThat(incident.at("/evidence/missing").toString()).doesNotContain("jvm-threads");
    }
}
