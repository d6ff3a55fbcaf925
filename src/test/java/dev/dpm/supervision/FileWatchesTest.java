package dev.dpm.supervision;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.ChangeRequest;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests what the supervision loop does after a change of a target's files. */
class FileWatchesTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    private void changes() {
        Bench.eventually(() -> assertThat(bench.sources.get()).containsKey(WEB));
        bench.told.changed(WEB, "app.py changed");
    }

    private long launches() {
        return bench.world.launchesOf("web");
    }

    @Test
    void a_running_target_is_launched_anew_without_spending_a_restart_and_says_which_file() {
        bench.running(target("web", "watch=*.py", "max_restarts=0"));
        assertThat(bench.sources.get().get(WEB).folder()).isEqualTo(Path.of("/"));

        changes();

        Bench.eventually(() -> assertThat(launches()).isEqualTo(2));
        assertThat(bench.target("web").state().ledger().restarts().toString()).contains("WATCH=1");
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
        assertThat(bench.target("web").state().ledger().reason()).contains("app.py changed");
        assertThat(bench.journal.messages(TargetEvent.TargetStopping.class)).anyMatch(said -> said.toString()
                .contains("app.py changed"));
    }

    @Test
    void changes_while_it_ends_or_starts_are_no_command_and_spend_nothing() {
        bench.world.stubborn.add(WEB);
        bench.running(target("web", "watch=*.py", "max_restarts=0", "stop_grace=3"));
        changes();
        bench.reaches("web", Phase.STOPPING);
        changes();
        bench.settled();
        bench.advance(Duration.ofSeconds(3));
        Bench.eventually(() -> assertThat(launches()).isEqualTo(2));
        Bench.eventually(() -> assertThat(bench.target("web").state().life().orElseThrow().main()).isPresent());

        bench.world.stubborn.clear();
        changes();

        Bench.eventually(() -> assertThat(launches()).isEqualTo(3));
        assertThat(bench.target("web").state().ledger().restarts()).hasToString("{WATCH=2}");
    }

    @Test
    void a_target_that_failed_or_is_done_gets_another_chance() {
        bench.world.failures.put(WEB, new LaunchFailure("syntax error", false, null));
        bench.start(target("web", "watch=*.py", "max_restarts=0"));
        bench.reaches("web", Phase.FATAL);

        bench.world.failures.clear();
        changes();
        Bench.eventually(() -> assertThat(launches()).isEqualTo(1));
    }

    @Test
    void a_job_runs_again_when_it_is_done_and_its_files_change() {
        bench.running(target("web", "watch=*.py", "restart=never"));
        bench.world.ends(bench.world.main("web"), new ExitStatus.Code(0));
        bench.reaches("web", Phase.EXITED);

        changes();
        Bench.eventually(() -> assertThat(launches()).isEqualTo(2));
        Bench.eventually(() -> assertThat(bench.target("web").wanted()).isTrue());
    }

    @Test
    void a_stopped_target_is_not_watched() {
        bench.running(target("web", "watch=*.py"));
        changes();
        Bench.eventually(() -> assertThat(launches()).isEqualTo(2));

        Bench.answer(bench.supervisor.stop(WEB, "by command"));
        bench.reaches("web", Phase.STOPPED);
        Bench.eventually(() -> assertThat(bench.sources.get()).isEmpty());
        bench.told.changed(WEB, "app.py changed");
        bench.settled();
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void with_reload_it_rereads_its_configuration() {
        bench.running(target("web", "watch=*.conf", "watch_action=reload", "reload_signal=HUP"));

        Bench.eventually(() -> assertThat(bench.sources.get()).containsKey(WEB));
        bench.told.changed(WEB, "web.conf changed");

        Bench.eventually(() -> assertThat(bench.world.signals).anyMatch(signal -> signal.startsWith("HUP")));
        assertThat(launches()).isEqualTo(1);
        assertThat(bench.journal.messages(TargetEvent.SignalSent.class)).anyMatch(said -> said.toString()
                .contains("web.conf changed"));
    }

    @Test
    void a_change_of_the_option_takes_effect_at_once() {
        bench.running(target("web", "watch=*.py"));
        Bench.eventually(() -> assertThat(bench.sources.get().get(WEB).debounce()).hasMillis(500));

        Bench.answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("watch_debounce", "3"), "console")));

        Bench.eventually(() -> assertThat(bench.sources.get().get(WEB).debounce()).hasSeconds(3));
        assertThat(launches()).isEqualTo(1);
    }

    @Test
    void files_that_cannot_be_watched_are_a_fault_and_the_target_runs_on() {
        bench.running(target("web", "watch=*.py"));
        Bench.eventually(() -> assertThat(bench.told).isNotNull());

        bench.told.faulted(WEB, "changes of the files of web are not seen");

        Bench.eventually(() -> assertThat(bench.supervisor.snapshot().faults().toString()).contains("sources of web"));
        bench.told.faulted(WEB, "");
        Bench.eventually(() -> assertThat(bench.supervisor.snapshot().faults()).isEmpty());
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
    }
}
