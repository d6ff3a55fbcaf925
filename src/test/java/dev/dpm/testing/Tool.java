package dev.dpm.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

/**
 * Programs that some tests need and that no JDK contains. If one is missing, these tests are skipped with a reason. The script
 * {@code src/it/skipped.sh} counts the reasons and turns them into a command line that installs the programs.
 */
public enum Tool {
    CHROMIUM("chromium", "chromium"), FISH("fish", "fish"), ZSH("zsh", "zsh"), PROMTOOL("promtool", "prometheus"),
    SHELLCHECK("shellcheck", "shellcheck"),
    PYTHON("python3", "python3"),
    REDIS("redis-server", "redis-server"), GUNICORN("gunicorn", "gunicorn"),
    /** Debian installs the program in a folder that is not in every user's path. */
    NGINX("nginx", "nginx-light") {
        @Override
        public Optional<Path> program() {
            return super.program().or(() -> Optional.of(Path.of("/usr/sbin/nginx")).filter(Files::isExecutable));
        }
    },
    SYSTEMD_NOTIFY("systemd-notify", "systemd"), SYSTEMD_ANALYZE("systemd-analyze", "systemd"),
    /** The module must exist for Debian's own Python, since another Python may come first in the path. */
    PSUTIL("python3-psutil", "python3-psutil") {
        @Override
        public Optional<Path> program() {
            Path python = Path.of("/usr/bin/python3");
            return Optional.of(python).filter(program -> succeeds(program.toString(), "-c", "import psutil"));
        }
    },
    /** Debian 12 has no package for this JDK. {@code .ci/run} says where to install one. */
    JAVA_25("JDK-25", "none") {
        @Override
        public Optional<Path> program() {
            try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
                return homes.filter(home -> home.getFileName().toString().contains("25")).sorted()
                        .map(home -> home.resolve("bin/java")).filter(Files::isExecutable).findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    };

    private final String program;
    private final String debian;

    Tool(String program, String debian) {
        this.program = program;
        this.debian = debian;
    }

    /** The path of the program; empty: it is missing. */
    public Optional<Path> program() {
        return path().map(folder -> folder.resolve(program)).filter(Files::isExecutable).findFirst();
    }

    private static Stream<Path> path() {
        return Arrays.stream(System.getenv("PATH").split(":")).filter(folder -> !folder.isEmpty()).map(Path::of);
    }

    /** The path of the program. If it is missing, the calling test is skipped. */
    public Path orSkip() {
        return program().orElseThrow(() -> new TestAbortedException(missing()));
    }

    /** The reason with which a test is skipped because the program is missing. */
    String missing() {
        return "needs " + program + ", which is missing (Debian: " + debian + ")";
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
