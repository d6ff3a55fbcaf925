package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.testing.Slow;

/** Tests the launcher {@code deploy/dpm}, used in place of {@code java -jar}. */
class LauncherIT {

    private static final Path SCRIPT = Path.of("deploy", "dpm").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int JAVA_6 = 50;

    @TempDir
    Path folder;
    private final Product product = new Product();

    @AfterEach
    void end() {
        try (Product ending = product) {
            assertThat(ending.dpm("stop", "--yes").code()).isIn(0, 3);
        }
    }

    private ProcessBuilder builder(Path script, String... args) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = product.builder();
        builder.command(command).directory(folder.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().put("DPM_JAR", Product.jar());
        builder.environment().put("DPM_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("DPM_CACHE", "off");
        return builder;
    }

    @Test
    void help_and_sentences_call_the_program_by_the_name_of_its_launcher() throws Exception {
        assertThat(run(builder(SCRIPT, "scale", "--help")).out()).contains("Usage: dpm scale", "  dpm scale web 6")
                .doesNotContain("dpm-runner");
        assertThat(run(builder(SCRIPT, "--help")).out()).contains("Usage: dpm COMMAND", "  dpm start --script_path")
                .doesNotContain("java -jar");
        assertThat(run(builder(SCRIPT, "import", Files.writeString(folder.resolve("web.service"),
                "[Service]\nExecStart=/bin/sleep 1000\n").toString())).out()).contains("dpm check dpm.yaml",
                        "dpm start --config dpm.yaml")
                .doesNotContain("dpm-runner check", "dpm-runner start");
        assertThat(run(builder(SCRIPT, "restart")).err()).isEqualTo("dpm: restart: NAME... is missing (see dpm restart "
                + "--help)\n");
        Path other = Files.createSymbolicLink(folder.resolve("supervise"), SCRIPT);
        assertThat(run(builder(other, "restart")).err()).startsWith("supervise: restart: ");
    }

    /**
     * The current folder does not exist, for example because a release was replaced; a JVM cannot start in such a
     * folder.
     */
    @Test
    void a_folder_that_was_removed_is_left_or_named() throws Exception {
        String from = "mkdir gone; cd gone; rmdir ../gone; exec \"$@\"";
        Said status = run(builder(Path.of("-c"), from, "sh", SCRIPT.toString(), "status"));
        Said start = run(builder(Path.of("-c"), from, "sh", SCRIPT.toString(), "start", "--name", "a", "--",
                "sleep", "1"));

        assertThat(status.out()).startsWith("no runner is running on ");
        assertThat(start.code()).isEqualTo(2);
        assertThat(start.err()).contains("dpm: the current folder was removed: change to one that exists\n");
    }

    private record Said(int code, String out, String err) {
    }

    private Said run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process process = builder.redirectError(err.toFile()).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Said(process.exitValue(), out, Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void finds_java_and_the_jar_beside_itself_through_a_symbolic_link() throws Exception {
        Path place = Files.createDirectories(folder.resolve("a place/bin"));
        Files.copy(SCRIPT, place.resolve("dpm"));
        Files.createSymbolicLink(place.resolve("dpm-runner.jar"), Path.of(Product.jar()));
        Path link = Files.createSymbolicLink(folder.resolve("link"), place.resolve("dpm"));
        ProcessBuilder builder = builder(link, "--version");
        builder.environment().remove("DPM_JAR");
        builder.environment().remove("DPM_JAVA");

        Said said = run(builder);

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).matches("dpm-runner [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
        assertThat(said.code()).isZero();
    }

    @Test
    void passes_words_and_exit_codes_on_as_they_are() throws Exception {
        Said said = run(builder(SCRIPT, "run", "--restart", "never", "--", "sh", "-c", "printf '<%s>' \"$@\"; exit 7",
                "x", "two words", "", "$HOME *"));

        assertThat(said.out()).isEqualTo("<two words><><$HOME *>");
        assertThat(said.code()).as(said.err()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DPM_JAVA | /no/such/java | DPM_JAVA is '/no/such/java'; allowed: the path of a java command
            DPM_JAR  | /no/such.jar  | DPM_JAR is '/no/such.jar'; allowed: the path of dpm-runner.jar
            """)
    void a_path_that_leads_nowhere_is_one_sentence(String variable, String value, String sentence) throws Exception {
        ProcessBuilder builder = builder(SCRIPT, "status");
        builder.environment().put(variable, value);

        Said said = run(builder);

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains(sentence).hasLineCount(1);
    }

    @Slow
    @Test
    void makes_archives_in_the_background_once_and_uses_them() throws Exception {
        Path cache = folder.resolve("cache");
        ProcessBuilder first = builder(SCRIPT, "--version");
        first.environment().put("DPM_CACHE", cache.toString());

        // reading the command's output ends, although the process that the command left in the background still runs
        assertThat(run(first).out()).startsWith("dpm-runner ");
        assertThat(archives(cache)).isEmpty();
        Product.await(PATIENCE, () -> {
            assertThat(archives(cache)).hasSize(4).allSatisfy(file -> assertThat(Files.size(file)).isPositive());
            assertThat(left(cache)).isEmpty();
        });
        List<Path> made = archives(cache);

        ProcessBuilder second = builder(SCRIPT, "run", "--restart", "never", "--", "sh", "-c",
                "cat /proc/$PPID/cmdline /proc/$PPID/maps");
        second.environment().put("DPM_CACHE", cache.toString());
        Said said = run(second);

        Path used = made.stream().filter(file -> file.getFileName().toString().startsWith("run-")).findFirst()
                .orElseThrow();
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().split(used.toString(), -1)).as("named on the command line and mapped")
                .hasSizeGreaterThan(2);
        assertThat(archives(cache)).isEqualTo(made);
        assertThat(left(cache)).as("nothing is made a second time").isEmpty();
        first_daemon_of_a_new_home_uses_the_archive_in(cache);
    }

    /** When the launcher made its archive, it started a daemon, and that daemon made an archive for all homes. */
    private void first_daemon_of_a_new_home_uses_the_archive_in(Path cache) throws Exception {
        List<Path> shared = archives(cache.resolve("daemon"));
        assertThat(shared).hasSize(1);
        ProcessBuilder start = builder(SCRIPT, "start", "--name", "web", "--", "sleep", "1000");
        start.environment().put("DPM_CACHE", cache.toString());
        assertThat(run(start).code()).isZero();

        Path archive = product.home().resolve("lib").resolve(shared.get(0).getFileName());
        assertThat(Files.isSameFile(archive, shared.get(0))).as("linked, not copied").isTrue();
        Path daemon = Path.of("/proc", Files.readString(product.home().resolve("dpm.pid")).strip());
        assertThat(Files.readString(daemon.resolve("maps"))).contains(archive.toString());
    }

    @Test
    void the_packaged_jar_has_no_class_file_too_old_for_an_archive() throws Exception {
        List<String> old = new ArrayList<>();
        try (ZipFile jar = new ZipFile(Product.jar())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                        in.readInt();
                        in.readUnsignedShort();
                        if (in.readUnsignedShort() < JAVA_6) {
                            old.add(entry.getName());
                        }
                    }
                }
            }
        }

        assertThat(old).as("rewritten by the build's step class-files").isEmpty();
    }

    /**
     * The process builder for a command of the launcher with a script instead of Java. The script writes its arguments
     * into {@code calls} and the text "whole" as an archive. A second script replaces {@code sleep} and ends at once.
     */
    private ProcessBuilder standIn(Path cache, String... args) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        script(bin.resolve("sleep"), "exit 0");
        Path java = script(bin.resolve("java"), """
                case $* in *PrintFlagsFinal*) exit 0 ;; esac
                archive=
                for word in "$@"; do case $word in -XX:ArchiveClassesAtExit=?*) archive=${word#*=} ;; esac; done
                echo "$*" >> "%1$s/calls"
                if [ -z "$archive" ]; then echo "$*"; exit 0; fi
                case ${archive##*/} in
                    run.jsa) while [ "$1" != -- ]; do shift; done; shift; "$@" ;;
                    start.jsa) [ ! -e "%1$s/lost" ] || { rm -rf "%2$s"; mkdir -p "$DPM_HOME"; } ;;
                    stop.jsa) [ ! -e "%1$s/killed" ] || { printf half > "$archive"; kill -9 $$; } ;;
                esac
                printf whole > "$archive"
                """.formatted(folder, cache));
        ProcessBuilder builder = builder(SCRIPT, args);
        builder.environment().put("DPM_JAVA", java.toString());
        builder.environment().put("DPM_CACHE", cache.toString());
        builder.environment().merge("PATH", "", (path, none) -> bin + ":" + path);
        return builder;
    }

    private static Path script(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            // an archive is only valid for a Java program with the same size, time and inode
            return file;
        }
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private List<String> calls(String word) throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls)
                ? Files.readAllLines(calls).stream().filter(call -> call.contains(word)).toList()
                : List.of();
    }

    private void allAreMade(Path cache) {
        Product.await(PATIENCE, () -> {
            assertThat(archives(cache)).hasSize(4).allSatisfy(file -> assertThat(file).hasContent("whole"));
            assertThat(left(cache)).isEmpty();
        });
    }

    @Test
    void a_cache_that_is_deleted_while_archives_are_made_gets_none_and_the_next_command_makes_them() throws Exception {
        Path cache = folder.resolve("cache");
        Files.createFile(folder.resolve("lost"));

        run(standIn(cache, "--version"));
        Product.await(PATIENCE, () -> {
            assertThat(calls("stop.jsa")).hasSize(1);
            assertThat(left(cache)).isEmpty();
        });

        assertThat(archives(cache)).as("the first two have gone with the folder").isEmpty();
        Files.delete(folder.resolve("lost"));
        run(standIn(cache, "--version"));
        allAreMade(cache);
    }

    @Test
    void launchers_at_once_make_each_archive_once() throws Exception {
        Path cache = folder.resolve("cache");
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(standIn(cache, "--version").redirectOutput(folder.resolve("out" + i).toFile()).start());
        }
        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }

        allAreMade(cache);

        assertThat(calls("run.jsa")).hasSize(1);
        assertThat(run(standIn(cache, "--version")).out()).contains("-XX:SharedArchiveFile=" + cache + "/client-");
    }

    @Test
    void the_archive_of_a_jvm_that_was_killed_is_not_used() throws Exception {
        Path cache = folder.resolve("cache");
        Files.createFile(folder.resolve("killed"));

        run(standIn(cache, "--version"));
        Product.await(PATIENCE, () -> {
            assertThat(archives(cache)).hasSize(4);
            assertThat(left(cache)).isEmpty();
        });

        assertThat(archives(cache)).filteredOn(file -> file.getFileName().toString().startsWith("stop-"))
                .singleElement()
                .satisfies(file -> assertThat(file).isEmptyFile());
        assertThat(run(standIn(cache, "stop")).out()).doesNotContain("SharedArchiveFile");
        assertThat(run(standIn(cache, "start")).out()).contains("-XX:SharedArchiveFile=" + cache + "/start-");
    }

    @Test
    void a_cache_folder_of_another_user_is_not_used() throws Exception {
        Path cache = folder.resolve("cache");
        run(standIn(cache, "--version"));
        allAreMade(cache);
        assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "only root can give a folder away");
        assertThat(run(standIn(cache, "--version")).out()).contains("SharedArchiveFile");

        Files.setAttribute(cache, "unix:uid", 65534);

        assertThat(run(standIn(cache, "--version")).out()).doesNotContain("SharedArchiveFile");
        Files.setAttribute(cache, "unix:uid", 0);
        Files.setAttribute(archives(cache).get(0), "unix:uid", 65534);
        assertThat(run(standIn(cache, "--version")).out()).as("an archive of another user")
                .doesNotContain("SharedArchiveFile");
    }

    private static List<Path> archives(Path cache) throws IOException {
        return list(cache, ".*\\.(jsa|aot)");
    }

    private static List<Path> left(Path cache) throws IOException {
        return list(cache, ".*\\.new");
    }

    private static List<Path> list(Path cache, String names) throws IOException {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.getFileName().toString().matches(names)).sorted().toList();
        }
    }
}
