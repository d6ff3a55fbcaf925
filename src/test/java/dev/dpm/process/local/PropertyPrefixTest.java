package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CpuList;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.ProcessProperties;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;

class PropertyPrefixTest {

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
    }

    private LaunchOrder born(ProcessProperties properties) {
        LaunchOrder plain = launches.order("/bin/sh", "-c", "sleep 60; :");
        return new LaunchOrder(plain.incarnation(), plain.command(), plain.cwd(), plain.environment(), "0027",
                plain.output(), false, Optional.empty(), properties);
    }

    @Test
    void a_target_is_born_with_what_was_asked_and_is_still_the_launched_process() throws Exception {
        PropertyRights own = PropertyRights.own();
        ProcessIdentity process = launches.launcher.launch(born(new ProcessProperties(Optional.of(own.nice() + 3),
                Optional.of(own.oomScoreAdj() + 7), CpuList.parse("0"),
                List.of(new ResourceLimit(ResourceLimit.Kind.CORE, 0, 0),
                        new ResourceLimit(ResourceLimit.Kind.NOFILE, 100, 200)),
                CgroupLimits.NONE)));
        launches.awaitProgram(process, "sh");
        Path proc = Path.of("/proc", Long.toString(process.pid()));

        Awaitility.await().untilAsserted(() -> assertThat(Files.readString(proc.resolve("cmdline")))
                .startsWith("/bin/sh\0-c\0sleep 60"));
        assertThat(Files.readString(proc.resolve("limits"))).containsPattern("Max open files +100 +200 ")
                .containsPattern("Max core file size +0 +0 ");
        assertThat(Files.readString(proc.resolve("oom_score_adj")).strip())
                .isEqualTo(Integer.toString(own.oomScoreAdj() + 7));
        assertThat(Files.readString(proc.resolve("status"))).contains("Cpus_allowed_list:\t0\n", "Umask:\t0027\n");
        String stat = Files.readString(proc.resolve("stat"));
        assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16])
                .isEqualTo(Integer.toString(own.nice() + 3));
    }

    @Test
    void what_the_machine_refuses_is_one_sentence_of_the_launch() {
        ProcessProperties absent = new ProcessProperties(Optional.empty(), Optional.empty(),
                CpuList.parse("" + CpuList.HIGHEST), List.of(), CgroupLimits.NONE);

        assertThatThrownBy(() -> launches.launcher.launch(born(absent))).isInstanceOf(LaunchFailure.class)
                .hasMessageStartingWith("cannot launch probe: cpu_affinity 8191 is refused by this machine (taskset: ");
    }

    @Test
    void nothing_stands_in_front_of_a_target_that_asks_for_nothing() throws Exception {
        PropertyPrefix none = PropertyPrefix.of(ProcessProperties.INHERITED);

        assertThat(none.first()).isEmpty();
        assertThat(none.last()).isEmpty();
        assertThat(Spawn.isPossible(launches.order("/bin/true"), LaunchPrefix.ofThisMachine(launches.proc)))
                .isEqualTo(LaunchPrefix.ofThisMachine(launches.proc).isOwnUmask("0022"));
    }

    /**
     * A launch in one step moves the program into its cgroup only after the program has begun. By then the program may
     * have forked.
     */
    @Test
    void a_target_with_a_limit_of_its_cgroup_is_not_launched_in_one_step() throws Exception {
        ProcessProperties limited = new ProcessProperties(Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(), new CgroupLimits(CgroupLimits.NO_LIMIT, CgroupLimits.NO_LIMIT, 20));

        LaunchOrder plain = launches.order("/bin/true");

        assertThat(Spawn.isPossible(new LaunchOrder(plain.incarnation(), plain.command(), plain.cwd(),
                plain.environment(), plain.umask(), plain.output(), false, Optional.empty(), limited),
                LaunchPrefix.ofThisMachine(launches.proc))).isFalse();
    }
}
