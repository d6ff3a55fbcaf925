package dev.dpm.lifecycle;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Checked;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.TargetEvent;
import dev.dpm.policy.RestartBudget;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.testing.Usages;

class HealthPolicyTest {

    private static final Duration NOW = Duration.ofHours(1);
    private static final ProcessIdentity MAIN = new ProcessIdentity(4711, 99, "boot");
    private static final Ledger LEDGER = Ledger.blank().inLife(1);
    private static final Life BORN = Life.ordered(1, NOW).launchedAs(MAIN, NOW);

    private static final Map<String, AfterExit> AFTER = Map.of(
            "stop", new AfterExit.Rest(Phase.STOPPED, "by command"),
            "done", new AfterExit.Rest(Phase.EXITED, "done"),
            "anew", new AfterExit.CommandedStart("by command"),
            "abandon", new AfterExit.GiveUp("gave up"),
            "relaunch", new AfterExit.Relaunch(Duration.ZERO, RestartBudget.FRESH, RestartCause.EXIT, "restarted",
                    new TargetEvent.RestartScheduled(target("web").name(), Duration.ZERO, 1, 3, RestartCause.EXIT,
                            "ended")));

    private static TargetState state(String words) {
        String[] word = words.split(" ");
        return switch (word[0]) {
            case "Launching" -> new Launching(LEDGER, Life.ordered(1, NOW));
            case "Living" -> new Living(Phase.valueOf(word[1]), LEDGER, BORN);
            case "Pausing" -> new Pausing(LEDGER, NOW, "restarted");
            case "Ending" -> new Ending(LEDGER, BORN, Ending.Stage.ASKED, NOW, NOW, Optional.empty(),
                    AFTER.get(word[1]));
            default -> new Resting(Phase.valueOf(word[1]), LEDGER);
        };
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            Resting STOPPED,  UP
            Resting EXITED,   UP
            Resting FATAL,    DOWN
            Launching,        UP
            Living STARTING,  UP
            Living RUNNING,   UP
            Pausing,          DOWN
            Ending stop,      UP
            Ending done,      UP
            Ending anew,      DOWN
            Ending relaunch,  DOWN
            Ending abandon,   DOWN
            """)
    void of_a_target_without_a_breach(String state, Health health) {
        assertThat(HealthPolicy.of(state(state), target("web"), NOW)).isEqualTo(health);
    }

    @ParameterizedTest(name = "--on_breach {0}, evidence {1} s old, interval 5 s: {2}")
    @CsvSource(textBlock = """
            unhealthy,   0,     DOWN
            unhealthy,   11,    DOWN
            unhealthy,   11.1,  UP
            none,        0,     UP
            signal:USR1, 0,     UP
            """)
    void of_a_target_in_a_breach(String action, double age, Health health) {
        TargetSpec spec = target("web", "on_breach=" + action, "breach_samples=1");
        Duration sampled = NOW.minus(Duration.ofMillis((long) (age * 1000)));
        TargetState breached = state("Living RUNNING")
                .onAssessed(new Situation(spec, NOW), 1, Usages.usage(900, 1, sampled)).next();

        assertThat(breached.life().orElseThrow().watch().isBreached()).isTrue();
        assertThat(HealthPolicy.of(breached, spec, NOW)).isEqualTo(health);
    }

    @ParameterizedTest(name = "--on_breach {0}, evidence {1} s old, interval 10 s, timeout 1 s: {2}")
    @CsvSource(textBlock = """
            unhealthy,   0,     DOWN
            unhealthy,   22,    DOWN
            unhealthy,   22.1,  UP
            none,        0,     UP
            signal:USR1, 0,     UP
            """)
    void of_a_target_whose_check_fails(String action, double age, Health health) {
        TargetSpec spec = target("web", "on_breach=" + action, "check_failures=1", "tcp_check=h:1");
        Duration begun = NOW.minus(Duration.ofMillis((long) (age * 1000)));
        TargetState failing = state("Living RUNNING").onChecked(new Situation(spec, NOW), 1,
                new Checked(CheckSpec.of(spec.checks()).get(0), begun, CheckResult.failed("failed: refused"))).next();

        assertThat(HealthPolicy.of(failing, spec, NOW)).isEqualTo(health);
        assertThat(HealthPolicy.of(failing, target("web", "on_breach=" + action), NOW)).as("no longer asked for")
                .isEqualTo(Health.UP);
    }

    @Test
    void is_down_for_a_target_left_running_when_given_up() {
        TargetSpec spec = target("web", "max_restarts=0", "on_exhausted=leave", "breach_samples=1");
        TargetState left = state("Living RUNNING").onAssessed(new Situation(spec, NOW), 1, Usages.cpu(900)).next();

        assertThat(left.phase()).isEqualTo(Phase.RUNNING);
        assertThat(HealthPolicy.of(left, spec, NOW)).isEqualTo(Health.DOWN);
        assertThat(HealthPolicy.of(left.onStart(new Situation(spec, NOW), "by command").next(), spec, NOW))
                .isEqualTo(Health.UP);
    }

    @Test
    void what_ended_with_a_failure_and_stays_so_is_down_until_somebody_starts_or_stops_it() {
        TargetSpec spec = target("job", "restart=never");
        Situation at = new Situation(spec, NOW);
        Step ended = state("Living RUNNING").onExited(at, 1, new ExitStatus.Code(4), "boom");
        assertThat(HealthPolicy.of(ended.next(), spec, NOW)).as("while what it left behind is looked for")
                .isEqualTo(Health.DOWN);

        TargetState failed = ended.next().onSurvivorsCounted(at, 1, 0).next();

        assertThat(failed.phase()).isEqualTo(Phase.EXITED);
        assertThat(failed.ledger().reason()).isEqualTo("ended with exit code 4: boom; it is not to be restarted");
        assertThat(HealthPolicy.of(failed, spec, NOW)).isEqualTo(Health.DOWN);
        assertThat(HealthPolicy.of(failed.onStop(at, "by command").next(), spec, NOW)).isEqualTo(Health.UP);
        assertThat(HealthPolicy.of(failed.onStart(at, "by command").next(), spec, NOW)).isEqualTo(Health.UP);
    }

    @Test
    void what_ended_with_success_or_in_a_way_nobody_knows_is_up() {
        TargetSpec spec = target("job", "restart=never");
        Situation at = new Situation(spec, NOW);

        for (ExitStatus status : List.of(new ExitStatus.Code(0), new ExitStatus.Unknown())) {
            TargetState ended = state("Living RUNNING").onExited(at, 1, status).next().onSurvivorsCounted(at, 1, 0)
                    .next();
            assertThat(ended.phase()).isEqualTo(Phase.EXITED);
            assertThat(HealthPolicy.of(ended, spec, NOW)).as(status.words()).isEqualTo(Health.UP);
        }
    }

    @Test
    void what_a_breach_stopped_for_good_is_down() {
        TargetSpec spec = target("web", "on_breach=stop", "breach_samples=1");
        Situation at = new Situation(spec, NOW);
        TargetState stopping = state("Living RUNNING").onAssessed(at, 1, Usages.cpu(900)).next();

        TargetState stopped = stopping.onExited(at, 1, new ExitStatus.Code(0)).next().onSurvivorsCounted(at, 1, 0)
                .next();

        assertThat(stopped.phase()).isEqualTo(Phase.EXITED);
        assertThat(HealthPolicy.of(stopped, spec, NOW)).isEqualTo(Health.DOWN);
    }
}
