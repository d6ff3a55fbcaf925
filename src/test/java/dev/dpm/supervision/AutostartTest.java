package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.event.CommandResult;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests targets of a file that start only when they are named. */
class AutostartTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    @Test
    void a_target_that_is_not_started_with_its_file_is_known_and_starts_by_its_name() {
        CommandResult given = answer(bench.supervisor.start(
                List.of(written("web", "autostart=false"), written("db")), "by command"));

        assertThat(given.sentence()).isEqualTo(
                "starting db\nweb is not started (autostart: false): `start web` does");
        assertThat(given.started()).extracting(life -> life.name()).containsExactly("db");
        bench.reaches("db", Phase.STARTING);
        assertThat(bench.target("web").wanted()).isFalse();
        assertThat(bench.world.launchesOf("web")).isZero();

        assertThat(answer(bench.supervisor.start(WEB, "by command")).outcome()).isEqualTo(CommandResult.Outcome.DONE);
        bench.reaches("web", Phase.STARTING);
        assertThat(bench.target("web").wanted()).isTrue();
        CommandResult again = answer(bench.supervisor.start(List.of(written("web", "autostart=false")), "again"));
        assertThat(again.outcome()).as("it runs").isEqualTo(CommandResult.Outcome.ALREADY);
    }

    @Test
    void a_reload_knows_a_new_one_and_leaves_a_stopped_one_at_rest() {
        bench.running(written("db"));

        CommandResult reload = answer(
                bench.supervisor.reload(FILES, List.of(written("db"), written("web", "autostart=false"))));

        assertThat(reload.sentence()).isEqualTo("web is not started (autostart: false): `start web` does");
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(answer(bench.supervisor.reload(FILES,
                List.of(written("db"), written("web", "autostart=false", "cpu_threshold=70")))).sentence())
                .contains("changed web: cpu_threshold");
        assertThat(bench.world.launchesOf("web")).isZero();
    }

    @Test
    void a_target_that_another_one_needs_starts_with_that() {
        CommandResult given = answer(bench.supervisor.start(
                List.of(written("web", "autostart=false"), written("app", "depends_on=web")), "by command"));

        assertThat(given.sentence()).isEqualTo("starting web, app");
        bench.reaches("web", Phase.STARTING);
    }
}
