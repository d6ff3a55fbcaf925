package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.Phase;
import dev.dpm.testing.TargetSpecs;

class UnsupervisedStopTest {

    @Test
    void a_stop_waits_longer_than_the_longest_grace() {
        assertThat(
                UnsupervisedStop
                        .patience(List.of(record("stop_grace=5"), record("stop_grace=3600"), record("stop_grace=10"))))
                .isEqualTo(Duration.ofSeconds(3630));
        assertThat(UnsupervisedStop.patience(List.of(record("stop_grace=10")))).isEqualTo(Duration.ofMinutes(10));
        assertThat(UnsupervisedStop.patience(List.of())).isEqualTo(Duration.ofMinutes(10));
    }

    private static TargetRecord record(String option) {
        return new TargetRecord(TargetSpecs.target("web", option), true, "boot-1", 1, Optional.empty(), false,
                Duration.ZERO, List.of(), 0, 0, Optional.empty(), Phase.RUNNING, false, "started by command");
    }
}
