package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.Options;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/**
 * Tests a reload that restarts targets one after the other. Each target keeps its old settings until its own restart,
 * and its status says so.
 */
class RollingReloadTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    @BeforeEach
    void two_run() {
        bench.running(written("web"), written("db"));
    }

    private CommandResult byTurns() {
        return answer(bench.supervisor.reloadByTurns(FILES,
                List.of(written("web", "env=PORT=8000"), written("db", "cpu_threshold=150"))));
    }

    private String port() {
        return bench.target("web").spec().settings().find(Options.ENV).map(env -> env.get("PORT")).orElse("none");
    }

    @Test
    void what_would_be_restarted_waits_and_the_rest_applies_at_once() {
        CommandResult result = byTurns();

        assertThat(result.pending()).containsExactly("web");
        assertThat(result.started()).isEmpty();
        assertThat(result.sentence()).contains("web waits for its turn: env from none to variables PORT",
                "changed db: cpu_threshold from 80.0 to 150");
        assertThat(port()).isEqualTo("none");
        assertThat(bench.target("web").pending()).isEqualTo("env from none to variables PORT");
        assertThat(bench.target("db").pending()).isEmpty();
    }

    @Test
    void its_restart_applies_it() {
        byTurns();

        answer(bench.supervisor.restart(WEB, "restarted by command"));

        Bench.eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(port()).isEqualTo("8000");
        assertThat(bench.target("web").pending()).isEmpty();
        assertThat(bench.journal.messages(TargetEvent.TargetChanged.class)).anyMatch(said -> said.toString()
                .contains("env from none to variables PORT"));
    }

    @Test
    void a_crash_does_not_apply_it() {
        byTurns();

        bench.world.crashes("web");
        bench.reaches("web", Phase.BACKOFF);

        assertThat(port()).isEqualTo("none");
        assertThat(bench.target("web").pending()).isNotEmpty();
    }

    @Test
    void the_next_reload_applies_it_and_says_so() {
        byTurns();

        CommandResult result = answer(bench.supervisor.reload(FILES,
                List.of(written("web", "env=PORT=8000"), written("db", "cpu_threshold=150"))));

        assertThat(result.sentence()).isEqualTo("restarting web: env from none to variables PORT");
        assertThat(bench.target("web").pending()).isEmpty();
    }

    @Test
    void a_file_that_is_as_before_leaves_nothing_waiting() {
        byTurns();

        answer(bench.supervisor.reloadByTurns(FILES, List.of(written("web"), written("db"))));

        assertThat(bench.target("web").pending()).isEmpty();
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
    }

    @Test
    void a_live_change_meanwhile_is_kept() {
        byTurns();
        answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("cpu_threshold", "44"), "console")));
        assertThat(bench.target("web").pending()).isEqualTo("env from none to variables PORT");

        answer(bench.supervisor.restart(WEB, "restarted by command"));

        Bench.eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(bench.target("web").spec().settings().text(Options.CPU_THRESHOLD)).contains("44");
    }

    @Test
    void a_start_after_a_stop_applies_it() {
        byTurns();
        answer(bench.supervisor.stop(WEB, "by command"));
        bench.reaches("web", Phase.STOPPED);

        answer(bench.supervisor.start(WEB, "by command"));

        Bench.eventually(() -> assertThat(bench.world.launchesOf("web")).isEqualTo(2));
        assertThat(port()).isEqualTo("8000");
    }

    private static List<TargetSpec> instances(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = "instances=3";
        return Stream.of("n-0", "n-1", "n-2").map(name -> written(name, all)).toList();
    }

    private CommandResult rolled() {
        return answer(bench.supervisor.reloadByTurns(FILES, instances("env=PORT=8000")));
    }

    /** The command that restarts one after the other may be interrupted, and given again. */
    @Test
    void an_instance_that_is_still_coming_up_is_followed_before_the_next_one_goes_down() {
        bench.running(instances().toArray(TargetSpec[]::new));
        assertThat(rolled().pending()).containsExactly("n-0", "n-1", "n-2");
        answer(bench.supervisor.restart(new TargetName("n-0"), "restarted by command"));
        bench.reaches("n-0", Phase.STARTING);

        CommandResult again = rolled();

        assertThat(again.pending()).containsExactly("n-1", "n-2");
        assertThat(again.started()).containsExactly(new CommandResult.Started("n-0", 2));
        assertThat(again.sentence()).contains("n-0 has not come up yet; the others wait for it");
    }

    @Test
    void the_instances_that_do_not_run_are_restarted_first() {
        bench.running(instances().toArray(TargetSpec[]::new));
        bench.world.crashes("n-2");
        bench.reaches("n-2", Phase.BACKOFF);

        assertThat(rolled().pending()).containsExactly("n-2", "n-0", "n-1");
    }

    private void giveUp(String name) {
        bench.world.crashes(name);
        bench.reaches(name, Phase.FATAL);
    }

    /**
     * A rolling restart that stopped at an instance is ordered again. It must not take the next instance down as well.
     */
    @Test
    void an_instance_that_is_fatal_with_the_settings_of_the_file_is_restarted_first() {
        bench.running(fragile("env=PORT=8000"), written("n-1", "instances=3"), written("n-2", "instances=3"));
        giveUp("n-0");

        CommandResult result = answer(bench.supervisor.reloadByTurns(FILES, List.of(fragile("env=PORT=8000"),
                written("n-1", "instances=3", "env=PORT=8000"), written("n-2", "instances=3", "env=PORT=8000"))));

        assertThat(result.pending()).containsExactly("n-0", "n-1", "n-2");
        assertThat(result.sentence()).contains("n-0 is FATAL, so it is restarted first, and the others wait for it");
    }

    @Test
    void a_fatal_instance_is_named_where_nothing_has_changed() {
        bench.running(fragile(), written("n-1", "instances=3"));
        giveUp("n-0");
        List<TargetSpec> same = List.of(fragile(), written("n-1", "instances=3"), written("web"), written("db"));
        String both = "nothing has changed\nn-0 is FATAL, and stays so: `start n-0` starts it again";

        assertThat(answer(bench.supervisor.reloadByTurns(FILES, same)).sentence()).contains(both);
        assertThat(answer(bench.supervisor.reload(FILES, same)).sentence()).contains(both);
        assertThat(bench.world.launchesOf("n-0")).isEqualTo(1);
    }

    private static TargetSpec fragile(String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "instances=3";
        all[settings.length + 1] = "max_restarts=0";
        return written("n-0", all);
    }
}
