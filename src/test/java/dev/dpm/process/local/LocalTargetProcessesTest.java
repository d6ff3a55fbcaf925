package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.TargetProcesses;

class LocalTargetProcessesTest {

    private static final Incarnation OTHER = new Incarnation(new TargetName("other"), 1);

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;
    private LocalTargetProcesses targetProcesses;

    @BeforeEach
    void open() {
        assertThat(new Subreaper().become()).isEmpty();
        launches = new Launches(folder);
        targetProcesses = launches.targetProcesses;
    }

    @Test
    void members_are_the_main_process_and_all_its_descendants() throws LaunchFailure {
        ProcessIdentity main = launches.sh("sh -c 'sleep 60 & echo $! > $DIR/pid; wait; :' & wait; :");
        ProcessIdentity grandchild = launches.awaitPid("pid");

        List<ProcessIdentity> members = targetProcesses.members(Launches.FIRST, main);

        assertThat(members).hasSize(3).startsWith(main).endsWith(grandchild);
        assertThat(targetProcesses.members(OTHER, grandchild)).containsExactly(grandchild);
    }

    @Test
    void finds_children_forked_by_any_thread() throws LaunchFailure {
        ProcessIdentity self = targetProcesses.identify(ProcessHandle.current().pid()).orElseThrow();
        ProcessIdentity child = launches.sh("sleep 60");

        long[] children = launches.proc.children(launches.proc.stat(self.pid()).orElseThrow());

        assertThat(children).contains(child.pid());
    }

    @Test
    void finds_a_daemon_that_left_session_and_parents() throws LaunchFailure {
        ProcessIdentity main = launches.sh("(setsid sh -c 'sleep 61 & echo $! > $DIR/pid; wait; :' &); sleep 60; :");
        ProcessIdentity escaped = launches.awaitPid("pid");
        await().untilAsserted(
                () -> assertThat(targetProcesses.members(Launches.FIRST, main)).contains(escaped).hasSize(4));

        assertThat(targetProcesses.members(OTHER, escaped)).containsExactly(escaped);
        targetProcesses.signal(Set.of(main), Signal.KILL);
        await().until(() -> !targetProcesses.isAlive(main));
        assertThat(targetProcesses.members(Launches.FIRST, main)).contains(escaped).doesNotContain(main);
    }

    @Test
    void finds_an_orphan_of_the_session_that_hid_its_cookie() throws LaunchFailure {
        ProcessIdentity main = launches.sh("env -i sleep 60 & echo $! > $DIR/pid");
        ProcessIdentity hidden = launches.awaitPid("pid");
        launches.awaitProgram(hidden, "sleep");
        await().until(() -> !targetProcesses.isAlive(main));
        try {
            await().until(() -> targetProcesses.members(Launches.FIRST, main).equals(List.of(hidden)));

            assertThat(targetProcesses.census()).isEmpty();
        } finally {
            targetProcesses.signal(Set.of(hidden), Signal.KILL);
        }
    }

    @Test
    void finds_an_orphan_that_left_the_session_and_has_no_environment_at_all() throws LaunchFailure {
        ProcessIdentity main = launches.sh("(setsid env -i sleep 60 & echo $! > $DIR/pid); exec sleep 60");
        ProcessIdentity hidden = launches.awaitPid("pid");
        launches.awaitProgram(hidden, "sleep");

        await().until(() -> targetProcesses.members(Launches.FIRST, main).contains(hidden));

        targetProcesses.killAll(Launches.FIRST, main);
        await().until(() -> !targetProcesses.isAlive(hidden) && !targetProcesses.isAlive(main));
    }

    @Test
    void a_zombie_is_nobody() throws LaunchFailure {
        ProcessIdentity main = launches.sh("sh -c 'echo $$ > $DIR/pid; exec sleep 60' & exec sleep 60");
        ProcessIdentity child = launches.awaitPid("pid");
        targetProcesses.signal(Set.of(child), Signal.KILL);
        await().until(() -> !targetProcesses.isAlive(child));

        assertThat(launches.proc.stat(child.pid())).isPresent();
        assertThat(targetProcesses.identify(child.pid())).isEmpty();
        assertThat(targetProcesses.members(Launches.FIRST, main)).containsExactly(main);
        assertThat(targetProcesses.signal(Set.of(child), Signal.TERM)).isEmpty();
    }

    @Test
    void census_finds_every_process_of_this_home_and_no_other() throws LaunchFailure {
        try (Launches others = new Launches(folder)) {
            others.sh("sleep 60");
            ProcessIdentity main = launches.sh("sleep 60 & echo $! > $DIR/pid; wait; :");
            ProcessIdentity child = launches.awaitPid("pid");

            assertThat(targetProcesses.census()).containsExactlyInAnyOrder(
                    new TargetProcesses.Survivor(Launches.FIRST, main),
                    new TargetProcesses.Survivor(Launches.FIRST, child));
        }
    }

    @Test
    void signals_the_processes_given() throws LaunchFailure {
        ProcessIdentity main = launches.sh("trap 'exit 4' USR1; echo $$ > $DIR/pid; while :; do sleep 0.05; done");
        launches.awaitPid("pid");

        List<TargetProcesses.Refusal> refusals = targetProcesses.signal(Set.of(main), new Signal(10));

        assertThat(refusals).isEmpty();
        await().until(() -> !targetProcesses.isAlive(main));
    }

    @Test
    void sends_nothing_to_a_stranger_with_a_recycled_pid() throws LaunchFailure {
        ProcessIdentity living = launches.sh("sleep 60");
        ProcessIdentity earlier = new ProcessIdentity(living.pid(), living.startTicks() - 1, living.bootId());
        ProcessIdentity otherBoot = new ProcessIdentity(living.pid(), living.startTicks(), "another boot");

        assertThat(targetProcesses.signal(Set.of(earlier, otherBoot), Signal.KILL)).isEmpty();

        targetProcesses.signal(Set.of(living), Signal.CONT);
        assertThat(targetProcesses.isAlive(living)).isTrue();
        // a starting shell blocks signals; the pending CONT is delivered when the shell has started
        await().untilAsserted(() -> assertThat(TestFiles.text("/proc/" + living.pid() + "/status"))
                .contains("ShdPnd:\t0000000000000000").contains("SigPnd:\t0000000000000000"));
        assertThat(targetProcesses.isAlive(living)).isTrue();
    }

    @Test
    void never_signals_pid_1_nor_the_runner() {
        ProcessIdentity self = targetProcesses.identify(ProcessHandle.current().pid()).orElseThrow();
        ProcessIdentity init = targetProcesses.identify(1).orElseThrow();

        assertThat(targetProcesses.signal(Set.of(self, init), Signal.KILL))
                .containsExactlyInAnyOrder(new TargetProcesses.Refusal(self, "not a target's process"),
                        new TargetProcesses.Refusal(init, "not a target's process"));
    }

    @Test
    void nobody_bears_a_pid_that_is_free() {
        assertThat(targetProcesses.identify(Integer.MAX_VALUE)).isEqualTo(Optional.empty());
        assertThat(targetProcesses.signal(Set.of(new ProcessIdentity(Integer.MAX_VALUE, 1, "x")), Signal.KILL))
                .isEmpty();
    }

    /** A fake /proc: process 10 is the runner, and 30 is an orphan from session 20 without a cookie. */
    private LocalTargetProcesses amongFakes(String bearerOf20) {
        KnownMembers knownMembers = new KnownMembers();
        knownMembers.expect(Launches.FIRST);
        knownMembers.expect(OTHER);
        TestFiles.write(folder, "sys/kernel/random/boot_id", "boot\n");
        TestFiles.write(folder, "10/stat", TestFiles.stat(10, 1, 10, 5));
        TestFiles.write(folder, "10/task/10/children", "30 ");
        TestFiles.write(folder, "30/stat", TestFiles.stat(30, 10, 20, 900));
        TestFiles.write(folder, "30/environ", "A=1\0");
        TestFiles.write(folder, "30/task/30/children", "");
        if (!bearerOf20.isEmpty()) {
            TestFiles.write(folder, "20/stat", bearerOf20);
        }
        return new LocalTargetProcesses("home", knownMembers, new ProcFiles(folder.toString()), 10, Map.of());
    }

    @Test
    void an_orphan_of_the_dead_main_process_s_session_is_its() {
        ProcessIdentity main = new ProcessIdentity(20, 800, "boot");

        assertThat(amongFakes("").members(Launches.FIRST, main))
                .containsExactly(new ProcessIdentity(30, 900, "boot"));
    }

    @Test
    void a_session_whose_number_another_process_bears_now_proves_nothing() {
        ProcessIdentity main = new ProcessIdentity(20, 100, "boot");

        assertThat(amongFakes(TestFiles.stat(20, 10, 20, 800)).members(Launches.FIRST, main)).isEmpty();
    }

    @Test
    void an_orphan_that_could_be_another_life_s_is_nobodys() {
        ProcessIdentity elsewhere = new ProcessIdentity(77, 100, "boot");

        assertThat(amongFakes("").members(Launches.FIRST, elsewhere)).isEmpty();
    }

    /**
     * In a container that was entered, or under unshare(1), the leader of the runner's session is outside the pid
     * namespace and has no pid.
     */
    @Test
    void an_orphan_without_a_cookie_is_found_also_where_the_runner_s_session_has_no_number() {
        LocalTargetProcesses fakes = amongOrphans(0);
        ProcessIdentity main = new ProcessIdentity(20, 800, "boot");

        assertThat(fakes.members(Launches.FIRST, main)).containsExactly(new ProcessIdentity(31, 900, "boot"));
    }

    @Test
    void what_the_runner_has_in_its_own_session_is_no_target_s() {
        LocalTargetProcesses fakes = amongOrphans(10);
        ProcessIdentity main = new ProcessIdentity(20, 800, "boot");

        assertThat(fakes.members(Launches.FIRST, main)).containsExactly(new ProcessIdentity(31, 900, "boot"));
    }

    /**
     * A fake /proc: process 10 is the runner, 31 is an orphan with a session of its own, and 32 is an orphan in the
     * runner's session.
     */
    private LocalTargetProcesses amongOrphans(long ownSession) {
        KnownMembers knownMembers = new KnownMembers();
        knownMembers.expect(Launches.FIRST);
        TestFiles.write(folder, "sys/kernel/random/boot_id", "boot\n");
        TestFiles.write(folder, "10/stat", TestFiles.stat(10, 1, ownSession, 5));
        TestFiles.write(folder, "10/task/10/children", "31 32 ");
        TestFiles.write(folder, "31/stat", TestFiles.stat(31, 10, 31, 900));
        TestFiles.write(folder, "32/stat", TestFiles.stat(32, 10, ownSession, 900));
        for (long orphan : new long[]{31, 32}) {
            TestFiles.write(folder, orphan + "/environ", "A=1\0");
            TestFiles.write(folder, orphan + "/task/" + orphan + "/children", "");
        }
        return new LocalTargetProcesses("home", knownMembers, new ProcFiles(folder.toString()), 10, Map.of());
    }

    /** As a container's first process the runner also inherits processes that {@code docker exec} left. */
    @Test
    void what_somebody_began_who_entered_the_container_is_no_target_s() {
        KnownMembers knownMembers = new KnownMembers();
        knownMembers.expect(Launches.FIRST);
        TestFiles.write(folder, "sys/kernel/random/boot_id", "boot\n");
        TestFiles.write(folder, "1/stat", TestFiles.stat(1, 0, 1, 5));
        TestFiles.write(folder, "1/task/1/children", "31 32 ");
        for (long orphan : new long[]{31, 32}) {
            TestFiles.write(folder, orphan + "/stat", TestFiles.stat(orphan, 1, orphan, 900));
            TestFiles.write(folder, orphan + "/task/" + orphan + "/children", "");
        }
        TestFiles.write(folder, "31/environ", "PATH=/bin\0HOSTNAME=0a1b2c\0DPM_HOME=/data\0HOME=/root\0");
        // the environment of a process under sudo, which keeps the variable HOSTNAME
        TestFiles.write(folder, "32/environ", "PATH=/sbin\0HOSTNAME=0a1b2c\0SUDO_UID=0\0");
        LocalTargetProcesses inContainer = new LocalTargetProcesses("home", knownMembers,
                new ProcFiles(folder.toString()), 1,
                Map.of("HOSTNAME", "0a1b2c", "PATH", "/bin", "DPM_HOME", "/data", "HOME", "/"));

        assertThat(inContainer.members(Launches.FIRST, new ProcessIdentity(20, 800, "boot")))
                .containsExactly(new ProcessIdentity(32, 900, "boot"));
    }

    @Test
    void what_was_found_once_belongs_though_its_parents_and_its_cookie_are_gone() throws LaunchFailure {
        ProcessIdentity main = launches.sh("(setsid env -i sh -c 'sleep 0.5; exec sleep 60' & echo $! > $DIR/pid); "
                + "exec sleep 60");
        ProcessIdentity hidden = launches.awaitPid("pid");
        await().until(() -> targetProcesses.members(Launches.FIRST, main).contains(hidden));
        launches.launcher.launch(new dev.dpm.process.LaunchOrder(OTHER, List.of("/bin/sleep", "60"), folder,
                Map.of(), "0022", new dev.dpm.process.LaunchOrder.Output(
                        dev.dpm.process.LaunchOrder.OutputKind.NULL, Optional.empty()),
                false));
        launches.awaitProgram(hidden, "sleep");

        assertThat(targetProcesses.members(Launches.FIRST, main)).contains(hidden);

        targetProcesses.killAll(Launches.FIRST, main);
        await().until(() -> !targetProcesses.isAlive(hidden) && !targetProcesses.isAlive(main));
    }
}
