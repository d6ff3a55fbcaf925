package dev.dpm.sampling.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.MemoryRequest;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler;
import dev.dpm.sampling.Sampler.SampleMissed;

class CgroupSamplerTest {

    private static final ProcessIdentity MAIN = new ProcessIdentity(7, 1, "boot");
    private static final MemoryRequest JUDGED = MemoryRequest.of(MemoryBasis.RSS);
    private static final MemoryRequest SHOWN = JUDGED.judgedByLimits(false);

    @TempDir
    private Path root;
    private CgroupTree tree;
    private Duration now = Duration.ZERO;
    private CgroupSampler sampler;

    @BeforeEach
    void open() {
        tree = CgroupTree.unified(root);
        sampler = new CgroupSampler(new Sampler() {
            @Override
            public Sample sample(Incarnation incarnation, ProcessIdentity main, MemoryRequest memory) {
                return new Sample(now, Duration.ZERO, 1, 1);
            }

            @Override
            public void forget(Incarnation incarnation) {
                // this test keeps no state
            }
        }, tree.reader());
    }

    private Cgroup look(String target, MemoryRequest memory, long seconds) throws SampleMissed {
        now = Duration.ofSeconds(seconds);
        return sampler.sample(new Incarnation(new TargetName(target), 1), MAIN, memory).cgroup();
    }

    private void settle(String target) throws SampleMissed {
        for (int second = 1; second <= 3; second++) {
            assertThat(look(target, SHOWN, second).memoryLimitBytes()).contains(1_000_000L);
        }
    }

    @Test
    void limits_that_are_only_shown_are_read_seldom_and_the_counter_of_oom_kills_always() throws SampleMissed {
        settle("web");
        tree.file("/sys/fs/cgroup/a/memory.max", "2000000")
                .file("/sys/fs/cgroup/a/b/memory.events", "oom 3;oom_kill 2");

        Cgroup soon = look("web", SHOWN, 4);
        Cgroup later = look("web", SHOWN, 19);

        assertThat(soon.memoryLimitBytes()).contains(1_000_000L);
        assertThat(soon.oomKills()).contains(2L);
        assertThat(later.memoryLimitBytes()).contains(2_000_000L);
    }

    @Test
    void limits_that_decide_are_read_with_every_sample() throws SampleMissed {
        settle("web");
        tree.file("/sys/fs/cgroup/a/memory.max", "2000000");

        assertThat(look("web", JUDGED, 4).memoryLimitBytes()).contains(2_000_000L);
    }

    @Test
    void a_neighbour_whose_limits_decide_nothing_makes_no_limit_old() throws SampleMissed {
        settle("shown");
        tree.file("/sys/fs/cgroup/a/memory.max", "2000000");
        look("shown", SHOWN, 4);

        assertThat(look("judged", JUDGED, 4).memoryLimitBytes()).contains(2_000_000L);
    }

    @Test
    void a_process_that_moves_to_its_cgroup_after_the_start_is_followed() throws SampleMissed {
        look("web", SHOWN, 1);
        tree.file("/proc/7/cgroup", "0::/a").file("/sys/fs/cgroup/a/memory.events", "oom_kill 9");

        assertThat(look("web", SHOWN, 2).oomKills()).isEqualTo(Optional.of(9L));
    }
}
