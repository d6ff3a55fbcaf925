package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.Cookie;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.LaunchOrder.Output;
import dev.dpm.process.LaunchOrder.OutputKind;
import dev.dpm.process.OpenFiles;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;

class SpawnTest {

    private static final int MANY = 20;

    @TempDir
    Path folder;
    private Launches launches;

    @BeforeEach
    void open() {
        assumeTrue(Spawn.ofThisMachine().isPresent(), "needs glibc 2.34 or later");
        launches = new Launches(folder);
    }

    @AfterEach
    void close() {
        if (launches != null) {
            launches.close();
        }
    }

    private LaunchOrder sleeper() {
        return launches.order("/bin/sleep", "60");
    }

    @Test
    void the_program_runs_when_the_launch_returns() throws Exception {
        ProcessIdentity process = launches.launcher.launch(sleeper());

        assertThat(TestFiles.text("/proc/" + process.pid() + "/comm").strip()).isEqualTo("sleep");
    }

    @Test
    void many_children_are_watched_by_one_thread() throws Exception {
        launches.launcher.launch(sleeper());
        int before = threads();
        Queue<ExitStatus> ends = new ConcurrentLinkedQueue<>();
        List<ProcessIdentity> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(launches.launcher.launch(sleeper()));
            launches.launcher.onExit(all.get(i), ends::add);
        }

        assertThat(threads()).isLessThan(before + MANY / 2);
        launches.targetProcesses.signal(Set.copyOf(all), Signal.KILL);
        await().until(() -> ends.size() == MANY);
        assertThat(ends).containsOnly(new ExitStatus.Signaled(Signal.KILL));
    }

    private static int threads() {
        return Thread.activeCount();
    }

    @Test
    void the_soft_limit_of_open_files_is_given_back_and_the_runners_own_is_as_before() throws Exception {
        OpenFiles own = OpenFiles.of("self").orElseThrow();
        // a limit far above the number of files that this JVM has open after other tests
        long less = own.soft() - 1;
        LaunchOrder order = launches.order(Map.of(), "0022", toFile(), "/bin/sh", "-c", "ulimit -Sn; ulimit -Hn");

        OptionalLong pid = Spawn.ofThisMachine().orElseThrow().start(order, cookie(order), less);

        await().until(() -> Subreaper.ended(pid.orElseThrow()).isPresent());
        assertThat(Files.readAllLines(folder.resolve("out"))).containsExactly(Long.toString(less),
                Long.toString(own.hard()));
        assertThat(OpenFiles.of("self")).contains(own);
    }

    @Test
    void what_cannot_be_started_in_one_step_starts_nothing() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "echo without a first line that names a shell\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Spawn spawn = Spawn.ofThisMachine().orElseThrow();

        for (String program : List.of(script.toString(), folder.toString(), folder.resolve("nothing").toString())) {
            LaunchOrder order = launches.order(Map.of(), "0022", toFile(), program);
            assertThat(spawn.start(order, cookie(order), Spawn.AS_IT_IS)).as(program).isEmpty();
        }
        LaunchOrder high = launches.order("/bin/true");
        assertThat(spawn.start(high, cookie(high), 3)).as("a limit below what is open").isEmpty();
    }

    @Test
    void a_program_that_became_another_after_it_was_looked_over_is_refused_in_words() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("program"));
        LaunchOrder order = launches.order(program.toString(), "0");
        launches.launcher.launch(order);
        assertThat(program.toFile().setExecutable(false, false)).isTrue();

        assertThatThrownBy(() -> launches.launcher.launch(order))
                .hasMessageContaining("may not be executed");
    }

    private Output toFile() throws Exception {
        Path file = folder.resolve("out");
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return new Output(OutputKind.FILE, Optional.of(file));
    }

    private Cookie cookie(LaunchOrder order) {
        return new Cookie(launches.homeKey, order.incarnation());
    }
}
