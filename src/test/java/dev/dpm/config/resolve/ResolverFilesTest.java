package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Requests;
import dev.dpm.config.TargetSpec;

/** Tests the resolving of scripts, programs and folders on disk. */
class ResolverFilesTest {

    @TempDir
    Path folder;
    private Path bin;

    @BeforeEach
    void a_path_of_its_own() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        executable(bin.resolve("python3"), "\n");
    }

    private Requests request() {
        return Requests.in(folder).variable("PATH", folder.resolve("none") + "::" + bin);
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path plain(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static TargetSpec only(Resolution resolution) {
        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.missing()).isEmpty();
        assertThat(resolution.targets()).hasSize(1);
        return resolution.targets().get(0);
    }

    private static String missing(Resolution resolution) {
        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.targets()).isEmpty();
        assertThat(resolution.missing()).hasSize(1);
        return resolution.missing().get(0);
    }

    @Test
    void the_default_script_that_is_missing_is_named_in_full() {
        assertThat(missing(request().resolve())).isEqualTo(
                "target script " + folder.resolve("target_script.py")
                        + " does not exist: nothing was started; `start -- "
                        + "PROGRAM ARGS` starts a program, `start --script_path FILE` a script, `start --config FILE` the "
                        + "targets of a file");
    }

    @Test
    void the_default_script_runs_with_python3_where_there_is_no_python() throws IOException {
        Path script = plain("target_script.py", "");

        TargetSpec spec = only(request().resolve());

        assertThat(spec.command()).containsExactly(bin + "/python3", script.toString());
        assertThat(spec.name().value()).isEqualTo("target_script");
        assertThat(spec.cwd()).isEqualTo(folder);
    }

    @Test
    void python_comes_before_python3() throws IOException {
        plain("target_script.py", "");
        executable(bin.resolve("python"), "\n");

        assertThat(only(request().resolve()).command().get(0)).isEqualTo(bin + "/python");
    }

    @Test
    void python_asked_for_by_name_is_not_replaced() throws IOException {
        plain("target_script.py", "");

        assertThat(missing(request().flag("process_name", "python").resolve()))
                .isEqualTo("program 'python' was not found on PATH: nothing was started");
    }

    @Test
    void words_are_the_scripts_arguments_where_a_script_or_program_is_given() throws IOException {
        Path script = plain("job.py", "");

        TargetSpec spec = only(request().flag("script_path", "./job.py").command("--fast", "1").resolve());

        assertThat(spec.command()).containsExactly(bin + "/python3", script.toString(), "--fast", "1");
    }

    @Test
    void words_are_the_command_also_where_the_environment_names_a_script() {
        TargetSpec spec = only(request().variable("DPM_SCRIPT_PATH", "job.py").command("python3", "x").resolve());

        assertThat(spec.command()).containsExactly(bin + "/python3", "x");
    }

    @Test
    void an_executable_script_with_its_own_line_runs_by_itself() throws IOException {
        Path script = executable(folder.resolve("job"), "#! /bin/sh -e\n");

        assertThat(only(request().flag("script_path", "job").command("1").resolve()).command())
                .containsExactly(script.toString(), "1");
        assertThat(only(request().flag("script_path", "job").flag("process_name", "python3").resolve()).command())
                .containsExactly(bin + "/python3", script.toString());
    }

    @Test
    void an_executable_script_without_such_a_line_is_run_by_the_program() throws IOException {
        executable(folder.resolve("job"), "print(1)\n");

        assertThat(only(request().flag("script_path", "job").resolve()).command()).first().isEqualTo(bin + "/python3");
    }

    @Test
    void an_interpreter_that_is_missing_is_named() throws IOException {
        executable(folder.resolve("a"), "#!/nowhere/ruby\n");
        executable(folder.resolve("b"), "#!/usr/bin/env nosuch\n");
        executable(folder.resolve("c"), "#!/bin/sh\r\necho\r\n");

        assertThat(missing(request().command("./a").resolve())).contains(folder + "/a", "/nowhere/ruby");
        assertThat(missing(request().flag("script_path", "b").resolve())).contains(folder + "/b", "nosuch", "PATH");
        assertThat(missing(request().command("./c").resolve())).contains("carriage return");
    }

    @Test
    void a_program_that_is_empty_or_cut_off_is_named() throws IOException {
        executable(folder.resolve("a"), "");
        executable(folder.resolve("b"), "\u007fELF");
        executable(folder.resolve("c"), "#!" + folder.resolve("b") + "\n");

        assertThat(missing(request().command("./a").resolve())).contains("program " + folder + "/a is empty");
        assertThat(missing(request().command("./b").resolve())).contains(folder + "/b is cut off");
        assertThat(missing(request().command("./c").resolve())).contains("the #! line of " + folder + "/c names",
                folder + "/b is cut off");
    }

    @Test
    void a_program_that_cannot_be_run_is_named_with_its_reason() throws IOException {
        plain("plain", "");
        plain("bin/plain", "");

        assertThat(missing(request().command("nosuch").resolve())).contains("'nosuch' was not found on PATH");
        assertThat(missing(request().command("./nosuch").resolve())).contains(folder + "/nosuch does not exist");
        assertThat(missing(request().command("./bin").resolve())).contains(folder + "/bin is a folder");
        assertThat(missing(request().command("./plain").resolve())).contains(folder + "/plain is not executable");
        assertThat(missing(request().command("plain").resolve())).contains("plain is not executable");
    }

    @Test
    void a_script_that_cannot_be_run_is_named_with_its_reason() throws IOException {
        assertThat(missing(request().flag("script_path", "bin").resolve())).contains(folder + "/bin is a folder");
        Path secret = plain("secret.py", "");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("root reads everything").isFalse();
        assertThat(missing(request().flag("script_path", "secret.py").resolve())).contains("cannot be read");
    }

    @Test
    void a_link_to_a_program_stays_a_link() throws IOException {
        Path link = Files.createSymbolicLink(bin.resolve("py"), bin.resolve("python3"));

        assertThat(only(request().command("py").resolve()).command()).containsExactly(link.toString());
    }

    @Test
    void the_path_of_the_targets_own_environment_counts() throws IOException {
        Path other = executable(Files.createDirectory(folder.resolve("other")).resolve("tool"), "\n");

        assertThat(only(request().flag("env", "PATH=" + other.getParent()).command("tool").resolve()).command())
                .containsExactly(other.toString());
    }

    @Test
    void the_folder_exists_and_is_relative_to_the_callers() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        plain("plain", "");

        assertThat(only(request().flag("cwd", "sub").command("python3").resolve()).cwd()).isEqualTo(sub);
        assertThat(request().flag("cwd", "none").command("python3").resolve().faults()).singleElement().asString()
                .isEqualTo("--cwd: " + folder + "/none does not exist; "
                        + "allowed: an existing folder that the target can run in");
        assertThat(request().flag("cwd", "plain").command("python3").resolve().faults()).singleElement().asString()
                .contains("is not a folder");
    }

    @Test
    void programs_and_scripts_are_relative_to_the_caller_also_with_another_folder() throws IOException {
        Path script = plain("job.py", "");
        Files.createDirectory(folder.resolve("sub"));

        assertThat(only(request().flag("cwd", "sub").flag("script_path", "job.py").resolve()).command())
                .endsWith(script.toString());
        assertThat(only(request().flag("cwd", "sub").command("bin/python3").resolve()).command())
                .containsExactly(bin + "/python3");
    }

    @Test
    void paths_in_a_file_are_relative_to_the_file() throws IOException {
        Path script = plain("conf/job.py", "");
        Path tool = executable(folder.resolve("conf/tool"), "\n");
        Path token = plain("conf/token", "t");
        ConfigFile file = new ConfigFile(folder.resolve("conf/dpm.yaml"),
                List.of(new Entry("token_file", "token", "dpm.yaml line 1")), List.of(),
                List.of(new Target("script", "dpm.yaml line 2", List.of(), List.of("-v"),
                        List.of(new Entry("script_path", "job.py", "dpm.yaml line 3"),
                                new Entry("cwd", ".", "dpm.yaml line 4"))),
                        new Target("tool", "dpm.yaml line 5", List.of("./tool", "x"), List.of(), List.of())));

        Resolution resolution = request().resolve(file);

        assertThat(resolution.faults()).isEmpty();
        assertThat(resolution.runner().tokenFile()).contains(token.toString());
        assertThat(resolution.runner().configFile()).contains(file.path());
        TargetSpec first = resolution.targets().get(0);
        assertThat(first.command()).containsExactly(bin + "/python3", script.toString(), "-v");
        assertThat(first.cwd()).isEqualTo(folder.resolve("conf"));
        TargetSpec second = resolution.targets().get(1);
        assertThat(second.command()).containsExactly(tool.toString(), "x");
        assertThat(second.cwd()).as("the caller's").isEqualTo(folder);
    }

    @Test
    void a_file_names_the_target_whose_program_is_missing() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(),
                List.of(new Target("web", "dpm.yaml line 2", List.of("nosuch"), List.of(), List.of())));

        assertThat(missing(request().resolve(file)))
                .isEqualTo("dpm.yaml line 2: target web: program 'nosuch' was not found on PATH: nothing was started");
    }

    @Test
    void a_file_names_the_line_of_a_script_that_is_missing_and_the_target_that_names_none() {
        ConfigFile file = new ConfigFile(folder.resolve("dpm.yaml"), List.of(), List.of(),
                List.of(new Target("web", "dpm.yaml line 2", List.of(), List.of(),
                        List.of(new Entry("script_path", "gone.py", "dpm.yaml line 3"))),
                        new Target("d", "dpm.yaml line 4", List.of(), List.of(), List.of())));

        assertThat(request().resolve(file).missing()).containsExactly(
                "dpm.yaml line 3: target web: target script " + folder.resolve("gone.py")
                        + " does not exist: nothing was started",
                "dpm.yaml line 4: target d: neither command nor script_path is given, and the default target script "
                        + folder.resolve("target_script.py") + " does not exist: nothing was started");
    }

    @Test
    void a_command_without_a_program_is_a_fault() {
        assertThat(request().command("").resolve().faults()).singleElement().asString().startsWith("-- COMMAND: ")
                .contains("the program not empty");
        assertThat(request().command("python3", "a\0b").resolve().faults()).singleElement().asString()
                .contains("NUL");
    }

    @Test
    void the_folder_counts_as_a_difference_only_where_somebody_asks_for_one() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        TargetSpec here = only(request().command("python3").resolve());
        TargetSpec there = only(Requests.in(sub).variable("PATH", bin.toString()).command("python3").resolve());
        TargetSpec asked = only(request().command("python3").flag("cwd", "sub").resolve());

        assertThat(here.differencesTo(there)).isEmpty();
        assertThat(there.differencesTo(asked)).isEmpty();
        assertThat(here.differencesTo(asked)).singleElement()
                .hasToString("cwd is " + folder + ", asked for " + sub);
    }
}
