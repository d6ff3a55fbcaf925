package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.LaunchOrder.Output;
import dev.dpm.process.LaunchOrder.OutputKind;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import sun.misc.SignalHandler;

class LocalLauncherTest {

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;

    /** The launcher under test. */
    Launches launches() {
        return new Launches(folder);
    }

    @BeforeEach
    void open() {
        launches = launches();
    }

    @Test
    void gives_the_program_a_session_of_its_own_under_its_own_pid() throws LaunchFailure {
        ProcessIdentity process = launches.launcher.launch(launches.order("/bin/sleep", "60"));
        launches.awaitProgram(process, "sleep");

        ProcStat stat = launches.proc.stat(process.pid()).orElseThrow();
        assertThat(stat.session()).isEqualTo(process.pid());
        assertThat(launches.proc.identity(stat)).isEqualTo(process);
        assertThat(launches.launcher.isOwnChild(process.pid())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0022", "0027", "0000", "0077"})
    void gives_exactly_the_ordered_environment_and_the_cookie(String umask) throws Exception {
        Map<String, String> more = Map.of("spring.profile", "a b", "PWD", "/elsewhere", "EMPTY", "", "UMLAUT",
                "x=y;$z");
        LaunchOrder order = launches.order(more, umask, toFile("out"), "/usr/bin/env");

        exitOf(launches.launcher.launch(order));

        assertThat(Files.readAllLines(folder.resolve("out"))).containsExactlyInAnyOrder("spring.profile=a b",
                "PWD=/elsewhere", "EMPTY=", "UMLAUT=x=y;$z", "DIR=" + folder, "PATH=" + System.getenv("PATH"),
                "_DPM_COOKIE=" + launches.homeKey + ":probe:1");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0022, rw-r--r--
            0077, rw-------
            0002, rw-rw-r--
            """)
    void sets_the_ordered_umask(String umask, String mode) throws Exception {
        LaunchOrder order = launches.order(Map.of(), umask, toFile("out"), "/bin/sh", "-c", "umask; echo $0 > made",
                "a'b \"c");

        exitOf(launches.launcher.launch(order));

        assertThat(TestFiles.mode(folder.resolve("made"))).isEqualTo(mode);
        assertThat(folder.resolve("made")).hasContent("a'b \"c");
        assertThat(folder.resolve("out")).hasContent(umask);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void starts_with_default_dispositions_and_an_empty_mask(boolean parentIgnoresInt) throws LaunchFailure {
        sun.misc.Signal interrupt = new sun.misc.Signal("INT");
        SignalHandler before = sun.misc.Signal.handle(interrupt,
                parentIgnoresInt ? SignalHandler.SIG_IGN : SignalHandler.SIG_DFL);
        try {
            ProcessIdentity process = launches.launcher.launch(launches.order("/bin/sleep", "60"));
            launches.awaitProgram(process, "sleep");

            assertThat(signals(process, "SigBlk")).isZero();
            assertThat(signals(process, "SigIgn")).isZero();
        } finally {
            sun.misc.Signal.handle(interrupt, before);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            exit 0,                 exit code 0
            exit 7,                 exit code 7
            kill -KILL $$,          signal KILL
            sleep 0.1; exit 3,      exit code 3
            """)
    void tells_how_a_child_ended(String script, String words) throws Exception {
        ProcessIdentity process = launches.sh(script);

        assertThat(exitOf(process).words()).isEqualTo(words);
        assertThat(launches.launcher.isOwnChild(process.pid())).isFalse();
    }

    @Test
    void tells_the_exit_code_of_one_that_ended_long_before_anybody_asked() throws Exception {
        ProcessIdentity process = launches.sh("exit 5");
        await().until(() -> launches.proc.stat(process.pid()).isEmpty());

        assertThat(exitOf(process)).isEqualTo(new ExitStatus.Code(5));
        assertThat(exitOf(process)).isEqualTo(new ExitStatus.Unknown());
    }

    @Test
    void notices_the_end_of_one_that_is_not_its_child() throws Exception {
        launches.sh("sleep 60 & echo $! > $DIR/pid; wait; sleep 60");
        ProcessIdentity stranger = launches.awaitPid("pid");
        CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
        launches.launcher.onExit(stranger, exit::complete);
        await().until(() -> isWatched(stranger));
        assertThat(exit).isNotDone();

        long killed = System.nanoTime();
        launches.targetProcesses.signal(Set.of(stranger), Signal.KILL);

        assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(new ExitStatus.Unknown());
        // a pidfd reports the end of a process within a millisecond; the rest of the limit is for a busy machine
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void notices_it_without_pidfds_too() throws Exception {
        ProcessIdentity process = launches.sh("read line < $DIR");

        new ExitWatch(launches.proc).pollUntilGone(process);

        assertThat(launches.targetProcesses.isAlive(process)).isFalse();
    }

    @Test
    void calls_back_at_once_for_a_stranger_that_bears_the_same_pid() throws Exception {
        ProcessIdentity living = launches.sh("sleep 60");
        ProcessIdentity earlier = new ProcessIdentity(living.pid(), living.startTicks() - 1, living.bootId());

        assertThat(exitOf(earlier)).isEqualTo(new ExitStatus.Unknown());
        assertThat(launches.targetProcesses.isAlive(living)).isTrue();
    }

    @Test
    void appends_both_outputs_to_an_owners_file() throws Exception {
        Path log = folder.resolve("logs/probe.log");
        LaunchOrder order = launches.order(Map.of(), "0022", new Output(OutputKind.FILE, Optional.of(log)), "/bin/sh",
                "-c", "echo out; echo err >&2");

        exitOf(launches.launcher.launch(order));
        exitOf(launches.launcher.launch(order));

        assertThat(Files.readAllLines(log)).isEqualTo(List.of("out", "err", "out", "err"));
        assertThat(TestFiles.mode(log)).isEqualTo("rw-------");
        assertThat(TestFiles.mode(log.getParent())).isEqualTo("rwx------");
    }

    @Test
    void gives_an_empty_stdin() throws Exception {
        assertThat(exitOf(launches.sh("read line; test $? = 1 && exit 9")).words()).isEqualTo("exit code 9");
    }

    /** Arguments, variables, folder and output file contain the byte 0xE9, which is not valid UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"0022", "0077"})
    void hands_on_bytes_that_are_no_text(String umask) throws Exception {
        Path odd = Files.createDirectory(NativePaths.resolve(folder, "it's \uDCE9"));
        Path out = NativePaths.resolve(odd, "logs/out \uDCE9");
        Map<String, String> more = Map.of("VALUE", "a\uDCE9\n'", "spring.\uDCE9", "ü", "PWD", "/elsewhere");
        LaunchOrder plain = launches.order(more, umask, new Output(OutputKind.FILE, Optional.of(out)), "/bin/sh", "-c",
                "cat /proc/$$/environ; readlink /proc/$$/cwd; umask; printf %s \"$1\"", "sh", "gr\uDCE9 ' \\");
        LaunchOrder order = new LaunchOrder(plain.incarnation(), plain.command(), odd, plain.environment(), umask,
                plain.output(), false);

        ProcessIdentity process = launches.launcher.launch(order);

        assertThat(exitOf(process)).isEqualTo(new ExitStatus.Code(0));
        assertThat(NativeText.decode(Files.readAllBytes(out)).split("\0")).containsExactlyInAnyOrder("VALUE=a\uDCE9\n'",
                "spring.\uDCE9=ü", "PWD=/elsewhere", "DIR=" + folder, "PATH=" + System.getenv("PATH"),
                "_DPM_COOKIE=" + launches.homeKey + ":probe:1",
                NativePaths.text(odd.toRealPath()) + "\n" + umask + "\ngr\uDCE9 ' \\");
        assertThat(TestFiles.mode(out)).isEqualTo("rw-------");
    }

    @Test
    void a_target_with_such_bytes_leads_its_session_and_carries_the_cookie_like_any_other() throws Exception {
        ProcessIdentity process = launches.launcher.launch(launches.order("/bin/sh", "-c", "sleep 60; :", "gr\uDCE9"));

        assertThat(launches.targetProcesses.census()).extracting(kept -> kept.identity().pid()).contains(process.pid());
        launches.targetProcesses.signal(Set.of(process), Signal.KILL);
        assertThat(exitOf(process).words()).isEqualTo("signal KILL");
    }

    @Test
    void an_output_file_with_such_bytes_that_cannot_be_opened_is_no_fault_of_the_targets() throws Exception {
        Path out = Files.createDirectory(NativePaths.resolve(folder, "out \uDCE9"));
        LaunchOrder order = launches.order(Map.of(), "0022", new Output(OutputKind.FILE, Optional.of(out)),
                "/bin/true");

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> launches.launcher.launch(order));

        assertThat(failure.isOfOutput()).isTrue();
    }

    @Test
    void refuses_a_program_that_is_not_there() {
        assertRefused(launches.order("/no/such/program"), "the program /no/such/program does not exist");
    }

    @Test
    void refuses_a_program_that_may_not_be_executed() throws IOException {
        Path script = TestFiles.script(folder.resolve("run"), "#!/bin/sh\n", "rw-r--r--");

        assertRefused(launches.order(script.toString()), "may not be executed");
    }

    @Test
    void refuses_a_folder_as_program() {
        assertRefused(launches.order("/tmp"), "the program /tmp is not a file");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /no/such/shell,              the interpreter /no/such/shell named by
            ' /no/such/shell -e',        the interpreter /no/such/shell named by
            /usr/bin/env no-such-python, the interpreter no-such-python named by
            """)
    void refuses_a_script_whose_interpreter_is_not_there(String line, String sentence) throws IOException {
        Path script = TestFiles.script(folder.resolve("run"), "#!" + line + "\nexit 0\n", "rwxr-xr-x");

        assertRefused(launches.order(script.toString()), sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/bin/sh", "#!/usr/bin/env sh", "#! /bin/sh -e", ""})
    void runs_a_script_by_its_interpreter(String line) throws Exception {
        Path script = TestFiles.script(folder.resolve("run"), line + "\nexit 6\n", "rwxr-xr-x");

        assertThat(exitOf(launches.launcher.launch(launches.order(script.toString()))).words())
                .isEqualTo("exit code 6");
    }

    @Test
    void refuses_a_program_that_is_empty_or_cut_off_and_a_script_with_carriage_returns() throws IOException {
        Path empty = TestFiles.script(folder.resolve("empty"), "", "rwxr-xr-x");
        assertRefused(launches.order(empty.toString()), "the program " + empty + " is empty");
        Path cut = TestFiles.script(folder.resolve("cut"), "\u007fELF", "rwxr-xr-x");
        assertRefused(launches.order(cut.toString()),
                "the program " + cut + " is cut off: its ELF header is incomplete");
        Path script = TestFiles.script(folder.resolve("script"), "#!" + cut + "\nexit 0\n", "rwxr-xr-x");
        assertRefused(launches.order(script.toString()),
                "the interpreter " + cut + " named by " + script + " is cut off: its ELF header is incomplete");
        Path folderLine = TestFiles.script(folder.resolve("folder"), "#!/bin\nexit 0\n", "rwxr-xr-x");
        assertRefused(launches.order(folderLine.toString()), "the interpreter /bin named by " + folderLine
                + " is not a file");
    }

    @Test
    void refuses_a_script_that_got_carriage_returns_after_its_first_launch() throws Exception {
        Path script = TestFiles.script(folder.resolve("run"), "#!/bin/sh\nexit 6\n", "rwxr-xr-x");
        exitOf(launches.launcher.launch(launches.order(script.toString())));
        Files.writeString(script, "#!/bin/sh\r\nexit 6\r\n");

        assertRefused(launches.order(script.toString()), "the first line of " + script
                + " ends in a carriage return, so /bin/sh is not found (it needs Unix line endings)");
    }

    @Test
    void refuses_a_folder_that_is_not_there() {
        LaunchOrder order = launches.order("/bin/true");
        Path gone = folder.resolve("gone");

        assertRefused(new LaunchOrder(order.incarnation(), order.command(), gone, order.environment(), order.umask(),
                order.output(), false), "its folder " + gone + " does not exist");
    }

    @Test
    void takes_the_blame_for_an_output_file_that_cannot_be_opened() throws IOException {
        Files.createDirectory(folder.resolve("out"));
        LaunchOrder order = launches.order(Map.of(), "0022", toFile("out"), "/bin/true");

        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> launches.launcher.launch(order));

        assertThat(failure.isRunnersFault()).isTrue();
    }

    private void assertRefused(LaunchOrder order, String sentence) {
        LaunchFailure failure = catchThrowableOfType(LaunchFailure.class, () -> launches.launcher.launch(order));
        assertThat(failure).hasMessageContaining("cannot launch probe: ").hasMessageContaining(sentence);
        assertThat(failure.isRunnersFault()).isFalse();
        assertThat(launches.targetProcesses.census()).isEmpty();
    }

    private Output toFile(String name) {
        return new Output(OutputKind.FILE, Optional.of(folder.resolve(name)));
    }

    @ParameterizedTest
    @CsvSource({"0022, true", "0022, false", "0077, true"})
    void a_child_that_could_not_be_recorded_is_ended_with_its_group(String umask, boolean isError) throws Exception {
        Path pids = folder.resolve("pids");
        launches.launcher.afterEachLaunch(() -> {
            // the script has forked by then, so that the runner must also end a process that the child started
            await().until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));
            if (isError) {
                throw new NoClassDefFoundError("sabotage");
            }
            throw new IllegalStateException("sabotage");
        });
        LaunchOrder order = launches.order(Map.of(), umask, new Output(OutputKind.NULL, Optional.empty()), "/bin/sh",
                "-c", "sleep 300 & echo $$ $! > $DIR/new; mv $DIR/new $DIR/pids; wait");

        assertThatThrownBy(() -> launches.launcher.launch(order)).isInstanceOfSatisfying(LaunchFailure.class,
                failure -> assertThat(failure.isRunnersFault()).isTrue())
                .hasMessageStartingWith("cannot launch probe: the runner made a mistake after the fork, and ended the "
                        + "process: java.lang.");

        for (String pid : Files.readString(pids).strip().split(" ")) {
            await().until(() -> launches.proc.stat(Long.parseLong(pid)).filter(stat -> !stat.isGone())
                    .isEmpty());
        }
        launches.launcher.afterEachLaunch(() -> {
        });
    }

    /** A signal set of {@code /proc/PID/status}, without 32 and 33: those are the C library's own (nptl(7)), and its posix_spawn ignores them. */
    private static long signals(ProcessIdentity process, String field) {
        String line = TestFiles.text("/proc/" + process.pid() + "/status").lines()
                .filter(text -> text.startsWith(field + ":")).findFirst().orElseThrow();
        return Long.parseUnsignedLong(line.substring(field.length() + 1).strip(), 16) & ~0x180000000L;
    }

    private static boolean isWatched(ProcessIdentity process) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals("exit-watch-" + process.pid()))
                .anyMatch(entry -> List.of(entry.getValue()).toString().contains("poll"));
    }

    private ExitStatus exitOf(ProcessIdentity process) throws Exception {
        CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
        launches.launcher.onExit(process, exit::complete);
        return exit.get(60, TimeUnit.SECONDS);
    }
}
