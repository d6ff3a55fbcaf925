package dev.dpm.sampling.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Thresholds.MemoryBasis;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.local.Launches;
import dev.dpm.process.local.ProcStat;
import dev.dpm.process.local.TestFiles;
import dev.dpm.sampling.CpuAllowance;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Sampler.SampleMissed;
import dev.dpm.sampling.Usage;
import dev.dpm.testing.Needs;
import dev.dpm.testing.Tool;

class ProcSamplerTest {

    /** A shell program that burns some tenths of a second of CPU. */
    private static final String BURN = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

    @TempDir
    Path folder;
    @AutoClose
    private Launches launches;
    private ProcSampler sampler;

    @BeforeEach
    void open() {
        launches = new Launches(folder);
        sampler = new ProcSampler(launches.targetProcesses, () -> Duration.ofNanos(System.nanoTime()));
    }

    @Test
    void measures_a_busy_child_of_an_idle_parent_as_the_kernel_does() throws Exception {
        ProcessIdentity main = launches.sh("sh -c 'echo $$ > $DIR/pid; while :; do :; done' & wait; :");
        ProcessIdentity busy = launches.awaitPid("pid");
        sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);
        long beforeFirst = ownMillis(busy);
        Sample first = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);
        long afterFirst = ownMillis(busy);
        await().until(() -> ownMillis(busy) - afterFirst >= 1000);

        long beforeSecond = ownMillis(busy);
        Sample second = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);
        long afterSecond = ownMillis(busy);

        double measured = second.cpu().minus(first.cpu()).toMillis();
        assertThat(measured).isBetween((double) (beforeSecond - afterFirst - 20),
                (double) (afterSecond - beforeFirst + 20));
        double elapsed = second.at().minus(first.at()).toMillis();
        assertThat(Usage.between(first, second).cpuPercent().orElseThrow()).isCloseTo(100 * measured / elapsed,
                within(1.0));
        assertThat(second.processes()).isEqualTo(2);
    }

    /** The shell's limit holds for the program that takes the shell's place, and each process has a limit of its own. */
    @Test
    void knows_the_hard_limit_of_the_main_processs_cpu_time() throws Exception {
        ProcessIdentity main = launches.sh("ulimit -S -t 500; ulimit -H -t 1000; echo $$ > $DIR/pid; exec sleep 60");
        launches.awaitPid("pid");

        CpuAllowance allowance = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS).allowance();

        assertThat(allowance.hard()).isEqualTo(Duration.ofSeconds(1000));
        assertThat(allowance.used()).isLessThan(Duration.ofSeconds(100));
    }

    @Test
    void a_process_without_a_hard_limit_of_cpu_time_has_none() throws Exception {
        ProcessIdentity main = launches.sh("ulimit -S -t 500; echo $$ > $DIR/pid; exec sleep 60");
        launches.awaitPid("pid");

        assertThat(sampler.sample(Launches.FIRST, main, MemoryBasis.RSS).allowance()).isEqualTo(CpuAllowance.NONE);
    }

    @Test
    void measures_resident_memory_as_the_kernel_does() throws Exception {
        ProcessIdentity main = launches
                .sh("x=$(head -c 30000000 /dev/zero | tr '\\0' x); echo $$ > $DIR/pid; sleep 60; :");
        launches.awaitPid("pid");
        await().until(() -> launches.targetProcesses.members(Launches.FIRST, main).size() == 2);
        launches.awaitProgram(launches.targetProcesses.members(Launches.FIRST, main).get(1), "sleep");

        Sample sample = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);

        long kernel = launches.targetProcesses.members(Launches.FIRST, main).stream()
                .mapToLong(member -> residentBytes(member.pid())).sum();
        assertThat(kernel).isGreaterThan(30_000_000);
        assertThat((double) sample.residentBytes()).isCloseTo((double) kernel, within(kernel * 0.05));
    }

    @Test
    void counts_a_child_that_came_and_went_once() throws Exception {
        ProcessIdentity main = launches
                .sh("for n in 1 2 3; do sh -c '" + BURN + "'; done; echo $$ > $DIR/pid; sleep 60; :");
        Duration before = Duration.ZERO;
        while (!Files.exists(folder.resolve("pid"))) {
            Duration now = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS).cpu();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }

        Duration counted = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS).cpu();

        ProcStat stat = launches.proc.stat(main.pid()).orElseThrow();
        long kernel = (stat.ownTicks() + stat.waitedTicks()) * ProcStat.TICK.toMillis();
        assertThat(stat.waitedTicks()).isGreaterThan(20);
        assertThat(counted.toMillis()).isCloseTo(kernel, within(30L));
    }

    @Test
    void a_zombie_child_has_used_cpu_but_no_memory() throws Exception {
        ProcessIdentity main = launches.sh("sh -c 'echo $$ > $DIR/pid; while :; do :; done' & exec sleep 60");
        ProcessIdentity child = launches.awaitPid("pid");
        await().until(() -> ownMillis(child) > 200);
        sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);
        launches.targetProcesses.signal(Set.of(child), Signal.KILL);
        await().until(() -> !launches.targetProcesses.isAlive(child));

        Sample sample = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);

        assertThat(sample.processes()).isEqualTo(1);
        assertThat(sample.cpu().toMillis()).isCloseTo(ownMillis(child) + ownMillis(main), within(20L));
        assertThat(sample.residentBytes()).isEqualTo(residentBytes(main.pid()));
    }

    @Needs(Tool.PYTHON)
    @Test
    void a_name_with_a_line_break_does_not_confuse_it() throws Exception {
        String python = "open('/proc/self/comm','w').write('a) Z 1\\n2 (')\n"
                + "import os, time\nwhile time.process_time() < 0.3: pass\n"
                + "open(os.environ['DIR'] + '/pid', 'w').write(str(os.getpid()) + '\\n')\ntime.sleep(60)";
        Files.writeString(folder.resolve("odd.py"), python);
        ProcessIdentity main = launches.sh("exec python3 $DIR/odd.py");
        launches.awaitPid("pid");

        Sample sample = sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);

        assertThat(TestFiles.text("/proc/" + main.pid() + "/comm")).contains("\n2 (");
        long kernel = launches.proc.stat(main.pid()).map(stat -> (stat.ownTicks() + stat.waitedTicks()) * 10)
                .orElseThrow();
        assertThat(sample.cpu().toMillis()).isGreaterThanOrEqualTo(250).isCloseTo(kernel, within(50L));
        assertThat(sample.residentBytes()).isCloseTo(residentBytes(main.pid()), within(1L << 20));
    }

    @Test
    void a_new_incarnation_starts_at_its_own_beginning() throws Exception {
        ProcessIdentity busy = launches.sh(BURN + "; echo $$ > $DIR/pid; sleep 60; :");
        launches.awaitPid("pid");
        Duration used = sampler.sample(Launches.FIRST, busy, MemoryBasis.RSS).cpu();
        sampler.forget(Launches.FIRST);
        ProcessIdentity idle = launches.sh("exec sleep 60");
        launches.awaitProgram(idle, "sleep");
        launches.targetProcesses.signal(launches.targetProcesses.members(Launches.FIRST, busy).stream()
                .filter(member -> !member.equals(idle)).collect(java.util.stream.Collectors.toSet()), Signal.KILL);
        await().until(() -> !launches.targetProcesses.isAlive(busy));

        assertThat(sampler.sample(Launches.FIRST, idle, MemoryBasis.RSS).cpu()).isLessThan(used.dividedBy(2));
    }

    @Test
    void a_tree_without_its_main_process_is_a_missed_sample() throws Exception {
        ProcessIdentity main = launches.sh("exec sleep 60");
        sampler.sample(Launches.FIRST, main, MemoryBasis.RSS);
        launches.targetProcesses.signal(Set.of(main), Signal.KILL);
        await().until(() -> !launches.targetProcesses.isAlive(main));

        assertThatThrownBy(() -> sampler.sample(Launches.FIRST, main, MemoryBasis.RSS)).isInstanceOf(SampleMissed.class)
                .hasMessageContaining("pid " + main.pid());
    }

    private long ownMillis(ProcessIdentity process) {
        return launches.proc.stat(process.pid()).orElseThrow().ownTicks() * ProcStat.TICK.toMillis();
    }

    private static long residentBytes(long pid) {
        return TestFiles.text("/proc/" + pid + "/statm").isEmpty()
                ? 0
                : Long.parseLong(TestFiles.text("/proc/" + pid + "/statm").split(" ")[1]) * 4096;
    }
}
