package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.ExactCommand;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/** Tests that arguments, variables, folders, paths and selectors reach a target byte for byte in any locale. */
class BytesIT {

    /** The byte 0xE9, which is not valid UTF-8. */
    private static final String LONE = "\uDCE9";
    private static final String ODD = "grüße " + LONE;

    @AutoClose
    private final Product product = new Product();
    private final Path folder = product.folder();
    private final Path work = NativePaths.resolve(folder, ODD);
    private final Path told = folder.resolve("told");

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    void run_hands_on_every_byte(String locale) throws Exception {
        script();
        Files.write(NativePaths.resolve(work, "file " + LONE), NativeText.encode("FILE=f" + LONE + "\n"));

        Product.Result result = in(locale, work, "run", "--restart", "never", "--env", "GIVEN=g" + LONE, "--env_file",
                "file " + LONE, "--script_path", "prüfe " + LONE + ".sh", "--process_name", "sh", "--", "grüße", ODD,
                "once");

        assertThat(result.code()).as(result.all()).isZero();
        assertTold(locale, "g" + LONE);
        assertThat(variable("FILE")).contains("f" + LONE);
    }

    @ParameterizedTest
    @CsvSource({"C, C.UTF-8", "C.UTF-8, C", "C, C"})
    void a_daemon_born_in_one_locale_takes_what_a_client_of_another_says(String daemons, String clients)
            throws Exception {
        script();
        in(daemons, folder, "start", "--name", "first", "--start_seconds", "0", "--", "sleep", "1000").expect(0);

        in(clients, folder, "start", "--name", "odd", "--start_seconds", "0", "--env", "GIVEN=g" + LONE, "--cwd", ODD,
                "--", "./" + ODD + "/prüfe " + LONE + ".sh", "grüße", ODD).expect(0);

        assertTold(clients, "g" + LONE);
        Files.delete(told);
        in(clients, folder, "restart", "odd").expect(0);
        assertTold(clients, "g" + LONE);
        assertThat(product.target("odd").orElseThrow().path("cwd").asText()).endsWith("/grüße \\xE9");
    }

    @Test
    void a_target_that_was_adopted_is_launched_anew_with_the_same_bytes() throws Exception {
        script();
        in("C", work, "start", "--name", "odd", "--start_seconds", "0", "--env", "GIVEN=g" + LONE, "--",
                "./prüfe " + LONE + ".sh", "grüße", ODD).expect(0);
        assertTold("C", "g" + LONE);
        kill(Long.parseLong(Files.readString(product.home().resolve("dpm.pid")).strip()));
        Files.delete(told);

        in("C.UTF-8", folder, "start").expect(0);
        in("C.UTF-8", folder, "restart", "odd").expect(0);

        assertTold("C", "g" + LONE);
    }

    @Test
    void a_file_with_such_a_name_is_read_at_the_start_and_at_a_reload() throws Exception {
        script();
        Path file = work.resolve("dpm.yaml");
        Files.writeString(file, config("eins"));
        in("C", work, "start", "--config", "dpm.yaml").expect(0);
        assertTold("C", "eins");
        Files.delete(told);

        Files.writeString(file, config("zwei ü"));
        in("C.UTF-8", folder, "reload").expect(0);

        assertTold("C", "zwei ü");
    }

    private static String config(String given) {
        return "targets:\n  odd:\n    command: [sh, -c, 'exec ./prüfe*.sh grüße \"$BOTH\"']\n    start_seconds: 0\n"
                + "    env: {GIVEN: '" + given + "'}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void a_home_with_an_umlaut_serves_in_every_locale(String locale) throws Exception {
        script();
        product.with("DPM_HOME", folder.resolve("zuhause ü").toString());

        in(locale, work, "start", "--name", "odd", "--start_seconds", "0", "--env", "GIVEN=g", "--",
                "./prüfe " + LONE + ".sh", "grüße", ODD).expect(0);

        assertTold(locale, "g");
        assertThat(in(locale, work, "logs", "odd").expect(0).out()).contains("gesagt");
        in(locale, work, "stop", "--yes").expect(0);
    }

    @Test
    void a_process_is_found_by_its_bytes() throws Exception {
        Process sleeper = new ProcessBuilder(ExactCommand.of(List.of("/bin/sh", "-c", "sleep 1000; :", "such " + ODD)))
                .start();
        try {
            Path pidFile = NativePaths.resolve(folder, "pid " + LONE);
            Files.writeString(pidFile, sleeper.pid() + "\n");

            in("C", folder, "start", "--name", "found", "--attach", "--match", "such " + ODD).expect(0);
            in("C", folder, "start", "--name", "filed", "--attach", "--pid_file", "pid " + LONE);

            assertThat(product.target("found").orElseThrow().path("pid").asLong()).isEqualTo(sleeper.pid());
            assertThat(in("C", folder, "status").out()).contains("filed");
        } finally {
            sleeper.descendants().forEach(ProcessHandle::destroyForcibly);
            sleeper.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void what_is_not_there_is_named_legibly(String locale) {
        assertThat(in(locale, folder, "start", "--cwd", "weg ü" + LONE, "--", "sleep", "1").expect(2).err())
                .contains("/weg ü\\xE9 does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void a_pid_file_with_such_a_name_names_the_main_process(String locale) throws Exception {
        Files.createDirectory(work);
        in(locale, work, "start", "--name", "odd", "--start_seconds", "0", "--pid_file", "pid " + LONE, "--stderr",
                NativePaths.text(work) + "/errors " + LONE, "--", "sh", "-c",
                "sleep 1000 & echo $! > pid*; echo gesagt >&2; wait").expect(0);

        Path pid = NativePaths.resolve(work, "pid " + LONE);
        // until the user's file exists, the shell writes to a file whose name is the pattern itself
        Product.await(Runner.PATIENCE, () -> assertThat(NativePaths.resolve(work, "errors " + LONE)).isNotEmptyFile());
        Files.move(work.resolve("pid*"), pid);
        Product.await(Runner.PATIENCE, () -> assertThat(product.target("odd").orElseThrow().path("pid").asText())
                .isEqualTo(text(pid).strip()));
        in(locale, work, "stop", "--yes").expect(0);
    }

    /** For an unknown program, the runner searches PATH for programs with a similar name. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void a_search_path_with_such_a_folder_ends_no_command(String locale) {
        assertThat(in(locale, folder, "start", "web", "nosuchprogram", "--", "1").expect(2).err())
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "run"})
    void a_variable_of_more_than_128_kib_is_bad_input(String command) throws Exception {
        Files.writeString(folder.resolve("big.env"), "HUGE=" + "x".repeat(200_000));

        Product.Result result = in("C.UTF-8", folder, command, "--env_file", "big.env", "--", "sleep", "1000");

        assertThat(result.expect(2).err()).contains("the variable HUGE has 200,005 bytes").doesNotContain("xxx");
        assertThat(product.home().resolve("state/targets")).doesNotExist();
    }

    /** Writes a script for a target that prints its arguments, its variables and its folder. */
    private void script() throws IOException {
        Files.createDirectory(work);
        Path script = NativePaths.resolve(work, "prüfe " + LONE + ".sh");
        Files.writeString(script, """
                #!/bin/sh
                { pwd; cat /proc/$$/environ; } > "$TOLD.env"
                printf '%s\\n' "$@" > "$TOLD.words"
                echo gesagt
                mv "$TOLD.env" "$TOLD.environ" && mv "$TOLD.words" "$TOLD"
                [ "$3" = once ] || exec sleep 1000
                """);
        Files.setPosixFilePermissions(script, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void assertTold(String locale, String given) {
        Product.await(Runner.PATIENCE, () -> assertThat(told).exists());
        assertThat(text(told).lines().toList()).startsWith("grüße", ODD);
        assertThat(variable("INHERITED")).contains("wört " + LONE);
        assertThat(variable("GIVEN")).contains(given);
        assertThat(variable("LC_ALL")).contains(locale);
        assertThat(variable("LANG")).isEmpty();
        assertThat(text(folder.resolve("told.environ"))).startsWith(NativePaths.text(work) + "\n");
    }

    private Optional<String> variable(String name) {
        String all = text(folder.resolve("told.environ"));
        return List.of(all.substring(all.indexOf('\n') + 1).split("\0")).stream()
                .filter(variable -> variable.startsWith(name + "=")).map(v -> v.substring(name.length() + 1))
                .findFirst();
    }

    private static String text(Path file) {
        try {
            return NativeText.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Runs one command of the jar in a locale and a folder, with variables outside ASCII. */
    private Product.Result in(String locale, Path where, String... args) {
        ProcessBuilder plain = product.builder(args);
        Map<String, String> environment = new LinkedHashMap<>(plain.environment());
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG") || name.equals("PWD"));
        environment.put("LC_ALL", locale);
        environment.put("INHERITED", "wört " + LONE);
        environment.put("BOTH", ODD);
        environment.computeIfPresent("PATH", (name, path) -> "/" + ODD + ":" + path);
        environment.put("TOLD", told.toString());
        List<String> command = new ArrayList<>(plain.command().subList(0, plain.command().size() - args.length));
        command.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            Process process = new ProcessBuilder(
                    ExactCommand.within(Path.of("/usr/bin/env"), environment, where, Optional.empty(), command))
                    .redirectInput(new File("/dev/null")).redirectOutput(out.toFile()).redirectError(err.toFile())
                    .start();
            if (!process.waitFor(Runner.PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", args) + " did not end\n" + text(out) + text(err));
            }
            return new Product.Result(process.exitValue(), text(out), text(err), java.time.Duration.ZERO);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void kill(long pid) {
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        daemon.destroyForcibly();
        Product.await(Runner.PATIENCE, () -> assertThat(Product.isRunning(pid)).isFalse());
    }
}
