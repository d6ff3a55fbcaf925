package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests a deployment by a symbolic link: the targets are started in the folder {@code current}, the link is switched,
 * and every later start runs the new release.
 */
class SymbolicLinkIT {

    @AutoClose
    private final Product product = new Product();
    private final Path current = product.folder().resolve("current");

    @BeforeEach
    void first_release() throws IOException {
        release("one");
        release("two");
        switchTo("one");
    }

    @Test
    void a_restart_runs_the_release_that_the_link_leads_to() throws IOException {
        inCurrent("start", "--name", "app", "--start_seconds", "0", "--", "sh", "app.sh");
        assertSaid("one");

        switchTo("two");
        removeRelease("one");
        product.dpm("restart", "app").expect(0);

        assertSaid("two");
        assertThat(product.target("app").orElseThrow().path("cwd").asText()).isEqualTo(current.toString());
    }

    @Test
    void a_reload_reads_the_file_that_the_link_leads_to() throws IOException {
        inCurrent("start", "--config", "dpm.yaml");
        assertSaid("one");

        switchTo("two");
        removeRelease("one");
        assertThat(product.dpm("reload").expect(0).out()).doesNotContain("nothing has changed");

        assertSaid("two");
    }

    @Test
    void a_script_named_in_the_folder_is_the_new_releases_too() throws IOException {
        inCurrent("start", "--name", "app", "--start_seconds", "0", "--process_name", "sh", "--script_path", "app.sh");
        assertSaid("one");

        switchTo("two");
        product.dpm("restart", "app").expect(0);

        assertSaid("two");
    }

    @Test
    void a_variable_pwd_that_leads_elsewhere_counts_for_nothing() throws IOException {
        product.with("PWD", product.folder().resolve("releases/two").toString());
        product.dpm("start", "--name", "app", "--start_seconds", "0", "--", "sleep", "1000").expect(0);

        assertThat(product.target("app").orElseThrow().path("cwd").asText())
                .isEqualTo(product.folder().toRealPath().toString());
    }

    private void release(String name) {
        product.file("releases/" + name + "/app.sh", "#!/bin/sh\necho I am " + name + "\nexec sleep 1000\n");
        product.file("releases/" + name + "/dpm.yaml",
                "targets:\n  app:\n    command: [sh, app.sh, " + name + "]\n    start_seconds: 0\n");
    }

    private void switchTo(String name) throws IOException {
        Path fresh = Files.createSymbolicLink(product.folder().resolve("fresh"), Path.of("releases", name));
        Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void removeRelease(String name) throws IOException {
        try (Stream<Path> files = Files.walk(product.folder().resolve("releases/" + name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Runs a command in the folder {@code current}, with the path of the link in PWD, as a shell does after cd. */
    private void inCurrent(String... args) throws IOException {
        ProcessBuilder builder = product.builder(args).directory(current.toFile());
        builder.environment().put("PWD", current.toString());
        Path out = product.folder().resolve("out1");
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(process.onExit().orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join().exitValue())
                .as(Files.readString(out)).isZero();
    }

    private void assertSaid(String release) {
        Product.await(Runner.PATIENCE, () -> assertThat(lastLine()).isEqualTo("I am " + release));
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(product.home().resolve("logs/targets/app.log"));
        return lines.get(lines.size() - 1);
    }
}
