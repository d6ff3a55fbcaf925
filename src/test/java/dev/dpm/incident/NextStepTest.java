package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Finding.Oom;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Signal;
import dev.dpm.testing.TargetSpecs;

class NextStepTest {

    private static final long MIB = 1 << 20;

    private static Optional<String> after(TargetSpec spec, Finding finding, long lastMebibytes) {
        Measured last = new Measured(Duration.ofSeconds(9), OptionalDouble.empty(), lastMebibytes * MIB,
                Optional.empty());
        Subject subject = new Subject(spec, 3, Optional.empty(), Duration.ofSeconds(10), false, Optional.empty(),
                List.of(last), List.of());
        return NextStep.of(new IncidentTrigger(subject, finding, "", false, Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GAVE_UP | gave up after 3 restarts               | mend what ended it, then `start web`
            LAUNCH  | cannot launch web: /x/y does not exist | correct the path in its `command` or `cwd`, or install what is missing there
            LAUNCH  | cannot launch web: a limit refused it  |
            CRASH   |                                        |
            EXIT    |                                        |
            CPU     | cpu 120 % > 80 %                       |
            CHECK   | http check answered 500                |
            FOUND_DEAD |                                     |
            """)
    void a_step_follows_only_where_it_is_certain(Cause cause, String words, String step) {
        assertThat(after(TargetSpecs.target("web"), Finding.of(cause, words == null ? "" : words), 10))
                .isEqualTo(Optional.ofNullable(step));
    }

    @ParameterizedTest
    @CsvSource({"memory_max=48MiB, 47, true", "memory_max=48MiB, 20, false", "stop_grace=3, 47, false"})
    void an_oom_kill_leads_to_the_targets_own_limit_only_near_it(String option, long mebibytes, boolean named) {
        Finding killed = new Finding(Cause.OOM_KILL, "", Optional.of(new ExitStatus.Signaled(Signal.KILL, false)),
                Oom.SEEN, Optional.empty(), Optional.empty());

        assertThat(after(TargetSpecs.target("web", option), killed, mebibytes)).isEqualTo(named
                ? Optional.of("raise its `memory_max` of 48.0 MiB, or make it use less")
                : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(value = Oom.class, names = "SEEN", mode = EnumSource.Mode.EXCLUDE)
    void an_uncertain_oom_kill_leads_nowhere(Oom oom) {
        Finding killed = new Finding(Cause.OOM_KILL, "", Optional.of(new ExitStatus.Signaled(Signal.KILL, false)),
                oom, Optional.empty(), Optional.empty());

        assertThat(after(TargetSpecs.target("web", "memory_max=48MiB"), killed, 47)).isEmpty();
    }
}
