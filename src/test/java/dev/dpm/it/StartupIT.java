package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

/**
 * Tests {@code startup}: the systemd unit that starts the runner with its targets at boot, written below a root folder
 * or into a configuration folder of the test.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartupIT {

    @AutoClose
    private final Product product = new Product();
    private final Path root = product.folder().resolve("image");
    private final Path unit = root.resolve("etc/systemd/system/dpm-runner.service");
    private final Path link = root.resolve("etc/systemd/system/multi-user.target.wants/dpm-runner.service");

    @Test
    void a_unit_is_printed_and_nothing_is_installed_unasked() throws IOException {
        Files.createDirectories(root);

        Product.Result result = product.dpm("startup", "--root", root.toString()).expect(0);

        assertThat(result.out()).contains("ExecStart=", "run --remain_after_exit", "DPM_HOME=" + product.home());
        assertThat(result.err()).contains("nothing was installed: --yes writes this to " + unit);
        assertThat(root).isEmptyDirectory();
        assertThat(product.home()).doesNotExist();
    }

    @Test
    @Needs(Tool.SYSTEMD_ANALYZE)
    void what_is_installed_is_a_unit_that_systemd_accepts_and_remove_takes_it_away() throws Exception {
        Files.createDirectories(root);

        Product.Result installed = product.dpm("startup", "--root", root.toString(), "--yes").expect(0);

        assertThat(installed.err()).contains("wrote " + unit, "enabled at boot by " + link);
        assertThat(unit).content().isEqualTo(installed.out());
        assertThat(link.toRealPath()).isEqualTo(unit.toRealPath());
        Process verify = new ProcessBuilder("systemd-analyze", "verify", unit.toString()).redirectErrorStream(true)
                .start();
        assertThat(verify.inputReader().lines().toList()).isEmpty();
        assertThat(verify.waitFor()).isZero();

        assertThat(product.dpm("startup", "--root", root.toString(), "--yes").expect(0).err()).contains("wrote anew");
        assertThat(product.dpm("startup", "--root", root.toString(), "--remove", "--yes").expect(0).out())
                .contains("removed " + unit, "removed " + link);
        assertThat(unit).doesNotExist();
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(product.dpm("startup", "--root", root.toString(), "--remove").expect(0).out())
                .contains("nothing had to be removed");
    }

    @Test
    void the_unit_of_somebody_else_is_left_alone() throws IOException {
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "[Service]\nExecStart=/bin/true\n");

        for (String word : new String[]{"--yes", "--remove"}) {
            assertThat(product.dpm("startup", "--root", root.toString(), word).expect(1).err())
                    .contains("was not written by `startup` and is left as it is");
        }
        assertThat(unit).hasContent("[Service]\nExecStart=/bin/true\n");
    }

    @Test
    void a_users_unit_goes_into_the_users_configuration() throws IOException {
        Path config = product.folder().resolve("config");
        product.with("XDG_CONFIG_HOME", config.toString());

        assertThat(product.dpm("startup", "--user", "--yes").expect(0).err()).contains("loginctl enable-linger");

        assertThat(config.resolve("systemd/user/default.target.wants/dpm-runner.service").toRealPath())
                .isEqualTo(config.resolve("systemd/user/dpm-runner.service").toRealPath());
    }

    /** Runs the command line of the unit itself, as systemd would, and expects the targets of the home to run again. */
    @Test
    void the_units_command_resumes_the_targets() throws Exception {
        Files.createDirectories(root);
        product.dpm("start", "--name", "web", "--", "/bin/sleep", "1000").expect(0);
        product.dpm("stop", "--keep_targets", "--yes").expect(0);
        String text = product.dpm("startup", "--root", root.toString()).expect(0).out();
        String command = text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow()
                .substring("ExecStart=".length()).replace("$$", "$").replace("%%", "%");

        ProcessBuilder service = product.builder("--version");
        service.command("/bin/sh", "-f", "-c", "exec " + command);
        Process runner = service.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Product.await(Duration.ofSeconds(60),
                    () -> assertThat(product.dpm("status").expect(0).out()).contains("web", "RUNNING"));
        } finally {
            runner.destroy();
            assertThat(runner.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(product.living()).isEmpty();
    }
}
