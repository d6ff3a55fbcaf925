package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.dpm.testing.Slow;

/** Tests what a daemon uses on its machine: a single instance per home, its ports, its files, its jar. */
class DaemonIT {

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @Test
    void a_second_start_makes_no_second_copy() {
        String[] start = {"start", "--name", "web", "--start_seconds", "0.1", "--", "sleep", "1000"};
        product.dpm(start).expect(0);
        long pid = runner.pidOf("web");
        long daemon = runner.pid();

        product.dpm(start).expect(0);
        Product.Result other = product.dpm("start", "--name", "web", "--max_restarts", "7", "--", "sleep", "1000");

        assertThat(other.expect(1).all()).contains("max_restarts");
        assertThat(product.living()).containsExactlyInAnyOrder(pid, daemon);
        assertThat(runner.events("web", "TargetStarted")).hasSize(1);
    }

    @Test
    void two_starts_at_the_same_moment_make_one_daemon_and_one_copy() throws InterruptedException {
        String[] start = {"start", "--name", "web", "--start_seconds", "0.1", "--", "sleep", "1000"};
        List<Process> both = new ArrayList<>();
        List<Path> outputs = List.of(product.folder().resolve("one.txt"), product.folder().resolve("two.txt"));
        outputs.forEach(output -> both.add(product.background(output, start)));

        for (int which = 0; which < both.size(); which++) {
            assertThat(both.get(which).waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(both.get(which).exitValue()).as(Runner.read(outputs.get(which))).isZero();
        }

        assertThat(product.living()).containsExactlyInAnyOrder(runner.pid(), runner.pidOf("web"));
        assertThat(runner.events("web", "TargetStarted")).hasSize(1);
    }

    @Test
    void asked_ports_that_are_taken_are_named_and_nothing_stays_behind() throws IOException {
        try (ServerSocket console = taken(0); ServerSocket management = taken(0)) {
            Product.Result result = product.dpm("start", "--name", "web", "--port", "" + console.getLocalPort(),
                    "--management_port", "" + management.getLocalPort(), "--", "sleep", "1000");

            assertThat(result.expect(1).err()).contains("" + console.getLocalPort(), "" + management.getLocalPort(),
                    "--port", "--management_port");
            assertThat(product.living()).isEmpty();
            assertThat(product.dpm("status").code()).isEqualTo(3);
        }
    }

    @Test
    void default_ports_that_are_taken_make_way_and_it_is_said() throws IOException {
        product.with("DPM_PORT", null).with("DPM_MANAGEMENT_PORT", null);
        try (ServerSocket console = taken(9180); ServerSocket management = taken(9181)) {
            assertThat(product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--", "sleep", "1000").expect(0)
                    .out())
                    .contains("port 9180 is taken; the console listens on 91", "port 9181 is taken; health");

            Product.await(Runner.PATIENCE, () -> assertThat(runner.health("group/runner")).isEqualTo(200));
            JsonNode self = runner.status().path("runner");
            assertThat(self.path("console").asText()).doesNotContain(":9180/").startsWith("http://127.0.0.1:91");
            assertThat(self.path("management").asText()).doesNotContain(":9181/").startsWith("http://127.0.0.1:91");
            assertThat(runner.log()).contains("port 9180 is taken", "port 9181 is taken");
        }
    }

    /**
     * Occupies a port. If another program already listens on this default port, the port is occupied for the test all
     * the same.
     */
    private static ServerSocket taken(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (java.net.BindException e) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void its_files_are_its_owners_alone() throws IOException {
        product.dpm("start", "--name", "web", "--start_seconds", "0.1", "--", "sleep", "1000").expect(0);

        List<String> open = new ArrayList<>();
        try (Stream<Path> all = Files.walk(product.home())) {
            for (Path path : all.filter(path -> !path.toString().endsWith(".jar")).toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                if (!mode.equals(Files.isDirectory(path) ? "rwx------" : "rw-------")) {
                    open.add(mode + " " + path);
                }
            }
        }
        assertThat(open).isEmpty();
        assertThat(product.home()).isDirectoryContaining("glob:**/{token}").isDirectoryContaining("glob:**/dpm.pid");
    }

    @Slow
    @Test
    void it_runs_from_its_own_copy_and_another_version_is_named() throws IOException {
        Path shipped = Files.copy(Path.of(Product.jar()), product.folder().resolve("shipped.jar"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Product.Result started = product.dpmFrom(shipped, "start", "--name", "web", "--start_seconds", "0.1", "--",
                "sleep", "1000");
        assertThat(started.expect(0).all()).contains("web");
        Files.write(shipped, new byte[]{'n', 'o', ' ', 'j', 'a', 'r'});
        Files.delete(shipped);

        assertThat(Path.of(runner.record("jar"))).startsWith(product.home().resolve("lib"));
        assertThat(product.dpm("status").expect(0).err()).isEmpty();
        assertThat(product.dpm("console").expect(0).out()).contains("http://127.0.0.1:");
        Product.Http page = product.get(runner.record("console") + "targets/web", true);
        assertThat(page.code()).as("a page whose classes were not needed before").isEqualTo(200);

        Path record = product.home().resolve("daemon.properties");
        Files.writeString(record,
                Runner.read(record).replaceFirst("(?m)^version=.*$", "version=0.0.1"));
        assertThat(product.dpm("status").expect(0).err()).contains("0.0.1").contains(versionOfJar());
    }

    private String versionOfJar() {
        return product.dpm("--version").expect(0).out().strip().replaceFirst(".* ", "");
    }
}
