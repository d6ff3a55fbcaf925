package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Incidents;

class ComparisonTest {

    private static Evidence in(Map<String, String> cgroup) {
        Evidence seen = Incidents.leak("web").evidence();
        return new Evidence(seen.tookSeconds(), seen.boundSeconds(), seen.processes(), seen.threads(), seen.listening(),
                seen.peers(), seen.program(), seen.limits(), cgroup, seen.machine(), seen.disks(), seen.attachments(),
                seen.missing());
    }

    private static List<String> differs(Map<String, String> then, Map<String, String> now) {
        Incident leak = Incidents.leak("web");
        Incident before = new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(),
                leak.verdict(), leak.life(),
                leak.usage(), leak.series(), in(then), leak.output(), leak.response());
        return Comparison.of(before, leak.life(), in(now));
    }

    @Test
    void limits_of_the_cgroup_are_compared_in_both_versions() {
        assertThat(differs(Map.of("memory.max", "max", "pids.max", "100"), Map.of("memory.max", "67108864", "pids.max",
                "100"))).containsExactly("the cgroup's memory.max is another one: 64.0 MiB, before no limit");
        assertThat(differs(Map.of("memory.limit_in_bytes", "536870912", "cpu.cfs_quota_us", "-1"),
                Map.of("memory.limit_in_bytes", "268435456", "cpu.cfs_quota_us", "50000"))).containsExactly(
                        "the cgroup's memory.limit_in_bytes is another one: 256.0 MiB, before 512.0 MiB",
                        "the cgroup's cpu.cfs_quota_us is another one: 50000, before no limit");
    }

    @Test
    void what_is_the_same_or_was_not_seen_is_no_difference() {
        assertThat(differs(Map.of("memory.max", "max"), Map.of("memory.max", "max"))).isEmpty();
        assertThat(differs(Map.of(), Map.of("memory.max", "67108864"))).isEmpty();
    }

    private static List<String> differs(Optional<Duration> changed, String command, String folder) {
        Incident leak = Incidents.leak("web");
        Incident.Life then = leak.life();
        return Comparison.of(leak,
                new Incident.Life(then.incarnation() + 1, then.pid(), then.seconds(), command, folder,
                        then.user(), then.environment(), then.settings(), then.atStart(), then.earlier(),
                        changed.map(leak.at()::plus)),
                leak.evidence());
    }

    @Test
    void a_change_of_a_masked_value_is_said_without_the_value() {
        Incident.Life life = Incidents.leak("web").life();
        Duration later = Duration.ofMinutes(1);

        assertThat(differs(Optional.of(later), life.command(), life.folder())).containsExactly("its command, settings "
                + "or variables were changed since (hidden: a masked value, or a value that was changed back)");
        assertThat(differs(Optional.of(later.negated()), life.command(), life.folder())).as("changed before").isEmpty();
        assertThat(differs(Optional.empty(), life.command(), life.folder())).as("never changed").isEmpty();
        assertThat(differs(Optional.of(later), "/bin/other", life.folder())).as("a change that shows").singleElement()
                .asString().startsWith("the command is another one: /bin/other");
        assertThat(differs(Optional.of(later), life.command(), "/elsewhere")).singleElement().asString()
                .startsWith("the folder is another one: /elsewhere, before ");
    }
}
