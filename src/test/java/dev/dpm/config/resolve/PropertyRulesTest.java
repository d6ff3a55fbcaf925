package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Requests;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CpuList;
import dev.dpm.process.ProcessProperties;
import dev.dpm.process.PropertyRights;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.cgroup.LimitPlaces;

/** Tests how the options for process properties get into a spec. */
class PropertyRulesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nice          | -1          | 5: nice '-1' needs root or CAP_SYS_NICE
            oom_score_adj | -1          | 5: oom_score_adj '-1' needs root or CAP_SYS_RESOURCE
            cpu_affinity  | 9           | 5: cpu_affinity '9' names processor 9
            rlimits       | nofile=2000 | 5: rlimits nofile 2000:2000 is above the runner's own hard limit of 1000
            memory_max    | 64MiB       | 5: memory_max '64MiB' cannot be held: no cgroup with the controller memory
            cpu_quota     | 50%         | 5: cpu_quota '50%' cannot be held: no cgroup with the controller cpu
            pids_max      | 10          | 5: pids_max '10' cannot be held: no cgroup with the controller pids
            """)
    void what_this_machine_refuses_is_a_fault_with_its_place(String option, String text, String sentence) {
        PropertyRights few = new PropertyRights(0, "Max open files 500 1000 files\n", 0, 0, CpuList.parse("0-1"));
        Settings settings = Settings.none().known(Options.byName(option).orElseThrow(), text,
                new Settings.Origin(Settings.Source.FILE, "dpm.yaml line 5"));
        Findings findings = new Findings();

        assertThat(new PropertyRules(few, () -> LimitPlaces.find(folder.toString())).areMet(settings, findings))
                .isFalse();

        assertThat(findings.faults()).singleElement().asString()
                .startsWith("dpm.yaml line " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"50, true", "3, true", "2, false", "50%, false", "300%, false", "off, false"})
    void a_quota_of_more_processors_than_there_are_is_a_warning(String quota, boolean isOdd) {
        PropertyRights two = new PropertyRights(0, "", 0, 0, CpuList.parse("0-1"));
        Findings findings = new Findings();

        new PropertyRules(two, () -> LimitPlaces.find(folder.toString())).areMet(Settings.none().known(
                Options.CPU_QUOTA, quota, new Settings.Origin(Settings.Source.FILE, "dpm.yaml line 5")), findings);

        assertThat(findings.warnings()).isEqualTo(isOdd
                ? List.of("dpm.yaml line 5: cpu_quota: " + quota + " means " + quota
                        + " processors, and this machine has 2; "
                        + quota + "% would be a share of one")
                : List.of());
    }

    @Test
    void a_spec_says_what_its_process_is_born_with() {
        TargetSpec spec = Requests.in(folder).flag("umask", "77").flag("nice", "5").flag("rlimits", "core=0")
                .command("true").resolve().targets().get(0);

        assertThat(spec.umask()).as("the caller's stays, for when the option goes").isEqualTo("0022");
        assertThat(spec.umaskAtBirth()).isEqualTo("0077");
        assertThat(spec.properties()).isEqualTo(new ProcessProperties(Optional.of(5), Optional.empty(),
                Optional.empty(), List.of(new ResourceLimit(ResourceLimit.Kind.CORE, 0, 0)), CgroupLimits.NONE));
        TargetSpec plain = Requests.in(folder).command("true").resolve().targets().get(0);
        assertThat(plain.umaskAtBirth()).isEqualTo("0022");
        assertThat(plain.properties().areInherited()).isTrue();
        assertThat(plain.differencesTo(spec)).extracting(TargetSpec.Difference::what, TargetSpec.Difference::change)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("umask", Option.Change.RESTART),
                        org.assertj.core.groups.Tuple.tuple("nice", Option.Change.RESTART),
                        org.assertj.core.groups.Tuple.tuple("rlimits", Option.Change.RESTART));
    }

    @Test
    void of_limits_a_target_replaces_single_ones_of_the_defaults() {
        Settings.Origin origin = new Settings.Origin(Settings.Source.FILE, "dpm.yaml line 1");
        Settings defaults = Settings.none().known(Options.RLIMITS, "core=0,nofile=10", origin);
        Settings own = Settings.none().known(Options.RLIMITS, "RLIMIT_NOFILE=20", origin);

        assertThat(Sources.layered(own, defaults).get(Options.RLIMITS)).extracting(ResourceLimit::toString)
                .containsExactly("core 0:0", "nofile 20:20");
    }
}
