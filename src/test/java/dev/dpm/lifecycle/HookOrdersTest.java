package dev.dpm.lifecycle;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;

/** Tests the variables with which {@code post_stop} is told how the main process ended. */
class HookOrdersTest {

    private static final Duration NOW = Duration.ofSeconds(100);
    private static final Situation AT = new Situation(target("web", "post_stop=umount"), NOW);

    private static Map<String, String> variables(Life life, Ledger ledger) {
        return HookOrders.runAfter(life, ledger, AT).variables();
    }

    private static ExitStatus status(String text) {
        return switch (text.charAt(0)) {
            case '?' -> new ExitStatus.Unknown();
            case '-' -> new ExitStatus.Signaled(Signal.parse(text.substring(1)).orElseThrow());
            default -> new ExitStatus.Code(Integer.parseInt(text));
        };
    }

    @ParameterizedTest
    @CsvSource({"0, exited, 0", "3, exited, 3", "-KILL, killed, KILL", "-TERM, killed, TERM", "?, unknown, unknown"})
    void an_end_is_told_as_far_as_it_is_known(String end, String code, String status) {
        Life life = Life.adopted(7, new ProcessIdentity(4711, 1, "boot"), NOW);

        assertThat(variables(life, Ledger.blank().ended(status(end))))
                .containsOnly(Map.entry("MAINPID", "4711"), Map.entry("EXIT_CODE", code),
                        Map.entry("EXIT_STATUS", status));
    }

    @Test
    void a_launch_that_failed_has_no_end_though_the_life_before_had_one() {
        assertThat(variables(Life.ordered(8, NOW), Ledger.blank().ended(new ExitStatus.Unknown()))).isEmpty();
    }
}
