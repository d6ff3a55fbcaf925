package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;
import dev.dpm.process.CgroupUse;

/** Tests where limits are held, in a fake file system of both versions; a fake cgroup's files must exist first. */
class LimitPlacesTest {

    private static final String NAME = "dpm:a:web:1";
    private static final CgroupLimits ALL = new CgroupLimits(64 << 20, 500, 20);

    @TempDir
    Path folder;

    private final List<String> faults = new ArrayList<>();
    private Path proc;

    @BeforeEach
    void there_is_a_proc() throws IOException {
        proc = folder.resolve("proc");
        file(proc.resolve("self/stat"), "42 (java) S 1 42 42");
        file(proc.resolve("42/stat"), "42 (java) S 1 42 42");
        file(proc.resolve("43/stat"), "43 (sh) S 42 43 43");
        file(proc.resolve("9/stat"), "9 (bash) S 1 9 9");
    }

    private static void file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    private LimitPlaces find() {
        return LimitPlaces.find(proc.toString());
    }

    private void first(String options) throws IOException {
        file(proc.resolve("self/cgroup"), "4:memory:/a\n2:cpu,cpuacct:/\n8:pids:/a/b\n0::/");
        file(proc.resolve("self/mountinfo"), """
                31 30 0:28 / %1$s/cpu %2$s - cgroup cgroup rw,cpu,cpuacct
                34 30 0:31 / %1$s/memory %2$s - cgroup cgroup rw,memory
                35 30 0:32 /a %1$s/pids %2$s - cgroup cgroup rw,pids
                40 30 0:37 / %1$s/unified rw - cgroup2 cgroup2 rw""".formatted(folder, options));
        for (String one : List.of("memory/a/" + NAME + "/memory.limit_in_bytes", "cpu/" + NAME + "/cpu.cfs_quota_us",
                "cpu/" + NAME + "/cpu.cfs_period_us", "pids/b/" + NAME + "/pids.max")) {
            file(folder.resolve(one), "");
        }
    }

    private void second(String procs) throws IOException {
        file(proc.resolve("self/cgroup"), "0::/slice/dpm.service");
        file(proc.resolve("self/mountinfo"), "30 22 0:27 / " + folder.resolve("v2") + " rw - cgroup2 cgroup2 rw");
        Path own = folder.resolve("v2/slice/dpm.service");
        for (Path level : List.of(own.getParent(), own)) {
            file(level.resolve("cgroup.type"), "domain");
            file(level.resolve("cgroup.controllers"), "cpu io memory pids");
            file(level.resolve("cgroup.subtree_control"), "");
        }
        file(own.getParent().resolve("cgroup.procs"), "9");
        file(own.resolve("cgroup.procs"), procs);
        file(own.resolve(NAME).resolve("cgroup.controllers"), "");
        for (String one : List.of("memory.max", "cpu.max", "pids.max")) {
            file(own.resolve(NAME).resolve(one), "");
        }
    }

    @Test
    void version_1_has_a_folder_for_each_controller_below_the_runners_own() throws IOException {
        first("rw,nosuid");
        LimitPlaces places = find();

        TargetCgroup group = places.make(NAME, ALL.kinds(), faults);
        group.hold(ALL, faults);

        assertThat(faults).isEmpty();
        assertThat(read(folder.resolve("memory/a/" + NAME + "/memory.limit_in_bytes"))).isEqualTo("67108864");
        assertThat(read(folder.resolve("cpu/" + NAME + "/cpu.cfs_quota_us"))).isEqualTo("50000");
        assertThat(read(folder.resolve("pids/b/" + NAME + "/pids.max"))).isEqualTo("20");
        assertThat(group.joinFiles()).containsExactly(folder + "/cpu/" + NAME + "/cgroup.procs",
                folder + "/memory/a/" + NAME + "/cgroup.procs", folder + "/pids/b/" + NAME + "/cgroup.procs");
        assertThat(places.make("dpm:a:other:1", List.of(Kind.PIDS_MAX), faults).joinFiles())
                .containsExactly(folder + "/pids/b/dpm:a:other:1/cgroup.procs");
    }

    @Test
    void a_limit_that_is_taken_away_is_written_too() throws IOException {
        first("rw");
        TargetCgroup group = find().make(NAME, ALL.kinds(), faults);

        group.hold(new CgroupLimits(CgroupLimits.NO_LIMIT, 500, CgroupLimits.NO_LIMIT), faults);

        assertThat(read(folder.resolve("memory/a/" + NAME + "/memory.limit_in_bytes"))).isEqualTo("-1");
        assertThat(read(folder.resolve("pids/b/" + NAME + "/pids.max"))).isEqualTo("max");
    }

    @Test
    void a_read_only_hierarchy_is_said_and_nothing_is_made() throws IOException {
        first("ro,nosuid");
        LimitPlaces places = find();

        assertThat(places.refusal(Kind.MEMORY_MAX)).contains(folder + "/memory is read-only");
        assertThat(places.make("dpm:a:other:1", ALL.kinds(), faults).isEmpty()).isTrue();
        assertThat(faults).contains("memory_max cannot be held: " + folder + "/memory is read-only; it runs without");
        assertThat(folder.resolve("memory/a/dpm:a:other:1")).doesNotExist();
    }

    @Test
    void what_the_kernel_refuses_is_a_sentence_about_that_limit_alone() throws IOException {
        first("rw");
        TargetCgroup group = find().make(NAME, ALL.kinds(), faults);
        Files.delete(folder.resolve("pids/b/" + NAME + "/pids.max"));

        group.hold(ALL, faults);

        assertThat(faults).singleElement().asString()
                .startsWith("pids_max is not in force, since the kernel refused 20 (")
                .endsWith("; `reload` tries again");
        assertThat(read(folder.resolve("cpu/" + NAME + "/cpu.cfs_quota_us"))).isEqualTo("50000");
    }

    @Test
    void the_figures_of_version_1_are_read_in_the_folders_of_their_controllers() throws IOException {
        first("rw");
        TargetCgroup group = find().make(NAME, ALL.kinds(), faults);
        group.hold(ALL, faults);
        file(folder.resolve("memory/a/" + NAME + "/memory.usage_in_bytes"), "1048576");
        file(folder.resolve("cpu/" + NAME + "/cpu.stat"), "nr_periods 90\nnr_throttled 80\nthrottled_time 5");
        file(folder.resolve("pids/b/" + NAME + "/pids.current"), "3");
        file(folder.resolve("pids/b/" + NAME + "/pids.events"), "max 2");

        assertThat(group.use()).isEqualTo(new CgroupUse(List.of(folder + "/cpu/" + NAME, folder + "/memory/a/" + NAME,
                folder + "/pids/b/" + NAME), ALL, 1 << 20, 3, 2, 90, 80));
    }

    @Test
    void the_figures_of_version_2_are_those_of_its_one_folder_and_of_its_limits_alone() throws IOException {
        second("42");
        TargetCgroup group = find().make(NAME, List.of(Kind.PIDS_MAX), faults);
        group.hold(new CgroupLimits(0, 0, 20), faults);
        Path own = folder.resolve("v2/slice/dpm.service").resolve(NAME);
        file(own.resolve("pids.current"), "1");
        file(own.resolve("pids.events"), "max 0");

        assertThat(group.use()).isEqualTo(new CgroupUse(List.of(own.toString()), new CgroupLimits(0, 0, 20),
                CgroupUse.UNCOUNTED, 1, 0, CgroupUse.UNCOUNTED, CgroupUse.UNCOUNTED));
    }

    @Test
    void on_version_2_the_runner_leaves_its_own_cgroup_and_has_it_give_controllers() throws IOException {
        second("42\n43");
        LimitPlaces places = find();
        Path own = folder.resolve("v2/slice/dpm.service");
        file(own.resolve("dpm-runner/cgroup.procs"), "");
        // a fake has no kernel that moves the processes: they are gone before the next look
        assertThat(List.of(Kind.values())).allMatch(kind -> places.refusal(kind).isEmpty());
        file(own.resolve("cgroup.subtree_control"), "memory cpu pids");

        TargetCgroup group = places.make(NAME, ALL.kinds(), faults);
        group.hold(ALL, faults);

        assertThat(faults).isEmpty();
        assertThat(group.joinFiles()).containsExactly(own + "/" + NAME + "/cgroup.procs");
        assertThat(read(own.resolve(NAME).resolve("memory.max"))).isEqualTo("67108864");
        assertThat(read(own.resolve(NAME).resolve("cpu.max"))).isEqualTo("50000 100000");
        assertThat(read(own.resolve(NAME).resolve("pids.max"))).isEqualTo("20");
    }

    @Test
    void on_version_2_each_process_of_the_runner_is_moved_before_controllers_are_given() throws IOException {
        second("42\n43");
        Path own = folder.resolve("v2/slice/dpm.service");
        file(own.resolve("dpm-runner/cgroup.procs"), "");

        find().make(NAME, List.of(Kind.MEMORY_MAX), faults);

        assertThat(read(own.resolve("dpm-runner/cgroup.procs"))).isEqualTo("43");
        assertThat(read(own.resolve("cgroup.subtree_control"))).isEqualTo("+memory");
    }

    @Test
    void strangers_in_the_runners_cgroup_of_version_2_are_left_alone() throws IOException {
        second("9\n42");

        assertThat(find().refusal(Kind.PIDS_MAX)).hasValueSatisfying(
                why -> assertThat(why).contains("has processes that are not the runner's"));
    }

    /** The command that starts a daemon waits in the same cgroup until the daemon has launched its targets. */
    @Test
    void the_command_that_started_the_runner_is_no_stranger_and_another_parent_is_one() throws IOException {
        second("7\n42");
        file(proc.resolve("7/stat"), "7 (java) S 1 7 7");
        file(proc.resolve("42/stat"), "42 (java) S 7 42 42");
        Files.createSymbolicLink(proc.resolve("42/exe"), Path.of("/opt/java/bin/java"));
        Path starter = Files.createSymbolicLink(proc.resolve("7/exe"), Path.of("/opt/java/bin/java"));

        assertThat(find().refusal(Kind.PIDS_MAX)).isEmpty();

        Files.delete(starter);
        Files.createSymbolicLink(starter, Path.of("/bin/bash"));
        assertThat(find().refusal(Kind.PIDS_MAX)).isPresent();
    }

    @Test
    void a_controller_that_is_not_delegated_is_named() throws IOException {
        second("42");
        file(folder.resolve("v2/slice/dpm.service/cgroup.controllers"), "memory pids");

        assertThat(find().refusal(Kind.MEMORY_MAX)).isEmpty();
        assertThat(find().refusal(Kind.CPU_QUOTA)).contains(
                "the controller cpu is not delegated to " + folder.resolve("v2/slice/dpm.service"));
    }

    @Test
    void the_cgroups_of_a_process_are_found_again_by_their_name() throws IOException {
        first("rw");

        TargetCgroup found = find().of(("4:memory:/a/" + NAME + "\n2:cpu,cpuacct:/\n8:pids:/a/b/" + NAME + "\n0::/\n")
                .getBytes(StandardCharsets.US_ASCII), NAME);

        assertThat(found.joinFiles()).containsExactly(folder + "/memory/a/" + NAME + "/cgroup.procs",
                folder + "/pids/b/" + NAME + "/cgroup.procs");
    }

    @Test
    void kills_are_counted_where_memory_is_limited() throws IOException {
        first("rw");
        file(folder.resolve("memory/a/" + NAME + "/memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 3");

        assertThat(find().make(NAME, ALL.kinds(), faults).oomKills()).hasValue(3);
        assertThat(find().make("dpm:a:other:1", List.of(Kind.PIDS_MAX), faults).oomKills()).isEmpty();
    }

    @Test
    void only_empty_folders_of_ones_own_home_are_swept() throws IOException {
        first("rw");
        for (String name : List.of("dpm:a:gone:4", "dpm:b:gone:4", "other")) {
            Files.createDirectory(folder.resolve("memory/a").resolve(name));
        }

        find().sweep("dpm:a:");

        assertThat(folder.resolve("memory/a/dpm:a:gone:4")).doesNotExist();
        assertThat(folder.resolve("memory/a/dpm:b:gone:4")).exists();
        assertThat(folder.resolve("memory/a/other")).exists();
        assertThat(folder.resolve("memory/a").resolve(NAME)).as("not empty").exists();
    }
}
