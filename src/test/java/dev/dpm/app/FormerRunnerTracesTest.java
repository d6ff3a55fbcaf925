package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RestartPlan;
import dev.dpm.daemon.RestartPlan.Cause;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.RunnerEvent.RunnerLost;
import dev.dpm.history.FormerRunner;
import dev.dpm.process.ProcessIdentity;

class FormerRunnerTracesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final FormerRunner RUNNER = new FormerRunner(7, NOW.minusSeconds(100));

    @TempDir
    private Path folder;

    private static FormerRunnerTraces signs(Instant written, String bootId, RestartPlan... plans) {
        Optional<DaemonRecord> record = Optional.of(bootId).filter(id -> !id.isEmpty())
                .map(id -> DaemonRecord.starting(new ProcessIdentity(7, 1, id),
                        new Program(Path.of("/java"), Path.of("/x.jar"), "1"), NOW));
        return new FormerRunnerTraces(written, record, List.of(plans).stream().findFirst());
    }

    private static RestartPlan plan(long pid, boolean isPending) {
        return new RestartPlan(Cause.MEMORY, pid, NOW, NOW, isPending, List.of());
    }

    private static RunnerLost lost(FormerRunnerTraces signs, FormerRunner runner) {
        return signs.lost(runner, List.of(), "boot", NOW);
    }

    @Test
    void the_newest_sign_counts_and_none_from_the_future() {
        assertThat(lost(signs(NOW.minusSeconds(40), ""), RUNNER).unheard()).isEqualTo(Duration.ofSeconds(40));
        assertThat(lost(signs(NOW.minusSeconds(400), ""), RUNNER).unheard()).isEqualTo(Duration.ofSeconds(100));
        assertThat(lost(signs(NOW.plusSeconds(9), ""), RUNNER).unheard()).isEqualTo(Duration.ofSeconds(100));
        assertThat(lost(signs(Instant.MIN, ""), new FormerRunner(7, NOW.plusSeconds(9))).unheard())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void what_is_known_of_the_end_is_said_with_its_certainty() {
        assertThat(lost(signs(NOW, "boot"), RUNNER).how()).contains("killed, most likely",
                "machine went on is certain");
        assertThat(lost(signs(NOW, "earlier"), RUNNER).how()).contains("booted anew since is certain", "not known");
        assertThat(lost(signs(NOW, ""), RUNNER).how()).contains("killed or the machine failed", "not known");
        assertThat(lost(signs(NOW, "boot", plan(7, false)), RUNNER).how()).isEqualTo("it died of a lack of memory");
        assertThat(lost(signs(NOW, "boot", plan(6, false)), RUNNER).how()).contains("killed");
    }

    @Test
    void the_record_names_a_process_that_the_journal_no_longer_names() {
        assertThat(lost(signs(NOW, "boot"), new FormerRunner(0, NOW)).died()).isEqualTo(7);
        assertThat(lost(signs(NOW, ""), new FormerRunner(0, NOW)).message())
                .startsWith("the runner before this one ended without a word: ");
    }

    @Test
    void a_comeback_is_reported_by_its_own_event() {
        assertThat(signs(NOW, "", plan(7, true)).comesBack(RUNNER)).isTrue();
        assertThat(signs(NOW, "", plan(7, false)).comesBack(RUNNER)).isFalse();
        assertThat(signs(NOW, "", plan(6, true)).comesBack(RUNNER)).isFalse();
    }

    @Test
    void an_empty_home_has_no_signs() {
        assertThat(FormerRunnerTraces.of(new RuntimeDirectory(folder.resolve("none"))))
                .isEqualTo(new FormerRunnerTraces(Instant.MIN, Optional.empty(), Optional.empty()));
    }
}
