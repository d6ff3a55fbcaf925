package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;

class SubreaperTest {

    @TempDir
    Path folder;

    @Test
    void reaps_orphans_and_leaves_its_own_children_to_java() throws Exception {
        Subreaper subreaper = new Subreaper();
        assertThat(subreaper.become()).isEmpty();
        try (Launches launches = new Launches(folder)) {
            ProcessIdentity main = launches.sh("(sleep 60 & echo $! > $DIR/pid); sleep 60; :");
            ProcessIdentity orphan = launches.awaitPid("pid");
            await().until(
                    () -> launches.proc.stat(orphan.pid()).orElseThrow().parent() == ProcessHandle.current().pid());
            launches.targetProcesses.signal(Set.of(orphan), Signal.KILL);
            await().until(() -> !launches.targetProcesses.isAlive(orphan));

            await().until(() -> subreaper.reapOrphans(launches.launcher::ownChildren) > 0
                    || launches.proc.stat(orphan.pid()).isEmpty());

            assertThat(launches.proc.stat(orphan.pid())).isEmpty();
            CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
            launches.launcher.onExit(main, exit::complete);
            launches.targetProcesses.signal(Set.of(main), Signal.TERM);
            assertThat(exit.get(60, TimeUnit.SECONDS)).isEqualTo(new ExitStatus.Signaled(Signal.TERM));
        }
    }

    @Test
    void leaves_the_zombie_of_a_child_of_javas_whose_thread_is_gone() throws Exception {
        Subreaper subreaper = new Subreaper();
        assertThat(subreaper.become()).isEmpty();
        try (Launches launches = new Launches(folder)) {
            ProcessIdentity orphan = orphan(launches);
            launches.targetProcesses.signal(Set.of(orphan), Signal.KILL);
            await().until(() -> !launches.targetProcesses.isAlive(orphan));

            // other tests in this JVM may have left orphans too
            subreaper.reapOrphans(() -> Set.of(orphan.pid()));

            assertThat(launches.proc.stat(orphan.pid())).isPresent();
            await().until(() -> subreaper.reapOrphans(Set::of) > 0);
        }
    }

    private static ProcessIdentity orphan(Launches launches) throws Exception {
        launches.sh("(sleep 60 & echo $! > $DIR/pid); sleep 60; :");
        ProcessIdentity orphan = launches.awaitPid("pid");
        await().until(() -> launches.proc.stat(orphan.pid()).orElseThrow().parent() == ProcessHandle.current().pid());
        return orphan;
    }

    @Test
    void an_orphan_is_reaped_when_it_ends_without_anybody_asking() throws Exception {
        Subreaper subreaper = new Subreaper();
        assertThat(subreaper.become()).isEmpty();
        try (Launches launches = new Launches(folder)) {
            OrphanWatch watch = new OrphanWatch(() -> subreaper.reapOrphans(launches.launcher::ownChildren));
            launches.launcher.afterEachLaunch(watch::born);
            assertThat(watch.begin()).isEmpty();
            ProcessIdentity main = launches.sh("sleep 60");
            ProcessIdentity orphan = orphan(launches);

            launches.targetProcesses.signal(Set.of(orphan), Signal.KILL);
            await().until(() -> !launches.targetProcesses.isAlive(orphan));

            await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(2))
                    .until(() -> launches.proc.stat(orphan.pid()).isEmpty());
            CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
            launches.launcher.onExit(main, exit::complete);
            launches.targetProcesses.signal(Set.of(main), Signal.TERM);
            assertThat(exit.get(60, TimeUnit.SECONDS)).as("what Java waits for is left to Java")
                    .isEqualTo(new ExitStatus.Signaled(Signal.TERM));
        }
    }
}
