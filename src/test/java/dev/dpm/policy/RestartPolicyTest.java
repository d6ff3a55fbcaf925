package dev.dpm.policy;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.policy.RestartPolicy.Life;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;

class RestartPolicyTest {

    private static final Life SHORT = new Life(Duration.ofSeconds(2), true);

    private static ExitStatus status(String word) {
        return switch (word) {
            case "unknown" -> new ExitStatus.Unknown();
            case "KILL" -> new ExitStatus.Signaled(Signal.KILL);
            case "TERM" -> ExitStatus.ofJavaExitValue(143);
            default -> new ExitStatus.Code(Integer.parseInt(word));
        };
    }

    @ParameterizedTest(name = "--restart {0} --success_exit_codes {1}, ended with {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            always     | 0   | 0       | Restart
            always     | 0   | 1       | Restart
            always     | 0   | KILL    | Restart
            always     | 0   | unknown | Restart
            on-failure | 0   | 0       | Rest
            on-failure | 0   | 1       | Restart
            on-failure | 0   | KILL    | Restart
            on-failure | 0   | unknown | Restart
            on-failure | 0,3 | 3       | Rest
            on-failure | 3   | 0       | Restart
            on-failure | 0,143 | TERM  | Rest
            on-failure | 0,137 | KILL  | Rest
            on-failure | 0,143 | KILL  | Restart
            on-failure | 0,1 | unknown | Restart
            always     | 143 | TERM    | Restart
            never      | 0   | 0       | Rest
            never      | 0   | 1       | Rest
            never      | 0   | KILL    | Rest
            never      | 0   | unknown | Rest
            """)
    void after_an_exit(String restart, String codes, String ended, String decision) {
        TargetSpec spec = target("web", "restart=" + restart, "success_exit_codes=" + codes);

        Decision taken = RestartPolicy.afterExit(spec.restarts(), RestartBudget.FRESH, status(ended), SHORT);

        assertThat(taken.getClass().getSimpleName()).isEqualTo(decision);
        assertThat(taken.reason()).startsWith("ended with " + status(ended).words());
    }

    @Test
    void counts_attempts_waits_longer_and_gives_up() {
        TargetSpec spec = target("web");
        RestartBudget budget = RestartBudget.FRESH;
        for (int attempt = 1; attempt <= 3; attempt++) {
            Decision.Restart restart = (Decision.Restart) RestartPolicy.afterExit(spec.restarts(), budget, status("1"),
                    SHORT);
            assertThat(restart.attempt()).isEqualTo(attempt);
            assertThat(restart.delay()).isEqualTo(Duration.ofSeconds(5L << (attempt - 1)));
            budget = restart.budget();
        }

        Decision last = RestartPolicy.afterExit(spec.restarts(), budget, status("1"), SHORT);

        assertThat(last)
                .isEqualTo(new Decision.GiveUp("gave up after 3 restarts: ended with exit code 1"));
    }

    @ParameterizedTest(name = "--restart {0}, ended with {1}")
    @CsvSource(textBlock = """
            never,      0,       done
            never,      4,       failed
            never,      TERM,    failed
            never,      unknown, done
            on-failure, 0,       done
            on-failure, 7,       done
            """)
    void what_is_not_restarted_has_failed_where_it_is_known_not_to_be_a_success(String mode, String end,
            String outcome) {
        TargetSpec spec = target("job", "restart=" + mode, "success_exit_codes=0,7");

        Decision.Rest rest = (Decision.Rest) RestartPolicy.afterExit(spec.restarts(), RestartBudget.FRESH, status(end),
                SHORT);

        assertThat(rest.failed()).isEqualTo(outcome.equals("failed"));
    }

    @Test
    void the_last_line_of_output_stands_in_the_reason() {
        Decision never = RestartPolicy.afterExit(target("web", "restart=never").restarts(), RestartBudget.FRESH,
                status("1"),
                SHORT, Optional.empty(), Optional.of("address already in use"));
        Decision spent = RestartPolicy.afterExit(target("web", "max_restarts=0").restarts(), RestartBudget.FRESH,
                status("1"),
                SHORT, Optional.of("OOM kill seen"), Optional.of("address already in use"));

        assertThat(never.reason()).isEqualTo(
                "ended with exit code 1: address already in use; it is not to be restarted");
        assertThat(spent.reason()).isEqualTo("no restarts are allowed: ended with exit code 1, OOM kill seen:"
                + " address already in use");
    }

    @Test
    void with_no_restarts_allowed_the_first_failure_is_final() {
        Decision decision = RestartPolicy.afterExit(target("web", "max_restarts=0").restarts(), RestartBudget.FRESH,
                status("1"),
                SHORT);

        assertThat(decision).isEqualTo(new Decision.GiveUp("no restarts are allowed: ended with exit code 1"));
    }

    @Test
    void a_window_of_running_gives_restarts_and_the_short_delay_back() {
        TargetSpec spec = target("web", "max_restarts=1");
        RestartBudget spent = RestartBudget.FRESH.spend(1, spec.restarts().window(), Duration.ZERO);

        Decision after = RestartPolicy.afterExit(spec.restarts(), spent, status("1"),
                new Life(Duration.ofSeconds(600), true));

        assertThat(after).asInstanceOf(type(Decision.Restart.class)).satisfies(restart -> {
            assertThat(restart.attempt()).isEqualTo(1);
            assertThat(restart.delay()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void a_launch_that_fails_is_a_failure_like_any_other() {
        Decision first = RestartPolicy.afterLaunchFailure(target("web", "restart=on-failure").restarts(),
                RestartBudget.FRESH,
                "no such program");
        Decision never = RestartPolicy.afterLaunchFailure(target("web", "restart=never").restarts(),
                RestartBudget.FRESH,
                "no such program");

        assertThat(first).isInstanceOf(Decision.Restart.class);
        assertThat(never).isEqualTo(new Decision.GiveUp("no such program"));
    }

    @Test
    void a_breach_spends_the_same_budget_as_a_crash() {
        TargetSpec spec = target("web", "max_restarts=1", "restart=never");
        Decision.Restart restart = (Decision.Restart) RestartPolicy.afterBreach(spec.restarts(), RestartBudget.FRESH,
                "cpu",
                SHORT);

        assertThat(RestartPolicy.afterBreach(spec.restarts(), restart.budget(), "cpu", SHORT))
                .isEqualTo(new Decision.GiveUp("gave up after 1 restart: cpu"));
    }
}
