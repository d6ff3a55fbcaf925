package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Evidence.ThreadFacts;
import dev.dpm.incident.Finding.Oom;
import dev.dpm.incident.Incident.Verdict;
import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupUse;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.CpuAllowance;
import dev.dpm.testing.TargetSpecs;

class SentenceTest {

    private static final Instant NOW = Instant.parse("2026-11-28T19:00:00Z");
    private static final long MIB = 1 << 20;

    private static IncidentTrigger opening(Finding finding) {
        return new IncidentTrigger(new Subject(TargetSpecs.target("web"), 3,
                Optional.of(new ProcessIdentity(4700, 1, "boot")), Duration.ofMinutes(41), true, Optional.empty(),
                List.of(), List.of()), finding, "restarting", true, Duration.ZERO);
    }

    private static Finding end(Cause cause, ExitStatus status, Oom oom) {
        return new Finding(cause, "", Optional.of(status), oom, Optional.empty(), Optional.empty());
    }

    private static Evidence tree(ProcessFacts... processes) {
        return new Evidence(0.1, 2, List.of(processes),
                List.of(new ThreadFacts(4711, 4712, "ForkJoin-1", Optional.of(90.0), 12, "running")), List.of(),
                List.of(), Optional.empty(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
    }

    private static ProcessFacts process(long pid, String name, long mib, double cpu) {
        return new ProcessFacts(pid, 1, name, name, "sleeping", Optional.empty(), Optional.of(cpu), 1, mib * MIB,
                Optional.empty(), 2, Optional.empty(), Optional.empty(), Map.of(), 60);
    }

    private static Verdict verdict(Finding finding, Optional<Growth> growth, Evidence evidence) {
        return Sentence.of(opening(finding), List.of(), growth, evidence);
    }

    private static Finding ofMemory() {
        return Finding.ofRule(Cause.MEMORY, "memory 512.0 MiB > 500.0 MiB in 2 of 2 samples",
                new Rule("memory_threshold", "memory over 500.0 MiB in 2 consecutive samples",
                        Optional.of(500.0 * MIB), "bytes", 2));
    }

    @Test
    void a_leak_is_told_with_its_rate_its_time_and_who_held_most_of_it() {
        Verdict verdict = verdict(ofMemory(), Optional.of(new Growth(14.0 * MIB, Duration.ofMinutes(41))),
                tree(process(4700, "web", 100, 0), process(4711, "worker 3", 312, 0),
                        process(4712, "worker 4", 100, 0)));

        assertThat(verdict.sentence()).isEqualTo("memory grew 14.0 MiB/min for 41 min and crossed 500.0 MiB (memory"
                + " 512.0 MiB > 500.0 MiB in 2 of 2 samples); process 4711 (worker 3) held 61 % of it");
        assertThat(verdict.certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cannot launch web: the program /srv/x does not exist | it could not be launched: the program /srv/x does not exist
            too many open files                                  | it could not be launched: too many open files
            cannot launch api: no                                | it could not be launched: cannot launch api: no
            """)
    void a_failed_launch_is_called_so_once(String words, String sentence) {
        assertThat(verdict(Finding.of(Cause.LAUNCH, words), Optional.empty(), tree()).sentence()).isEqualTo(sentence);
    }

    @Test
    void memory_that_many_processes_hold_is_told_with_their_number_and_name() {
        ProcessFacts[] many = IntStream.range(0, 40)
                .mapToObj(i -> process(4700 + i, i == 0 ? "web" : "python3", 10, 0)).toArray(ProcessFacts[]::new);

        assertThat(verdict(ofMemory(), Optional.empty(), tree(many)).sentence()).isEqualTo(
                "memory 512.0 MiB > 500.0 MiB in 2 of 2 samples; 40 processes hold it, 39 of them python3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stopped by a signal                           | 0  | '; its main process 4700 was stopped by a signal'
            waiting for a device, cannot be interrupted   | 0  | '; its main process 4700 hung in the kernel (nfs_wait)'
            running                                       | 99 | '; its main process 4700 used 99.0 % of one core meanwhile'
            sleeping                                      | 3  | ''
            """)
    void a_failed_check_is_told_with_the_standstill_that_explains_it(String state, double cpu, String words) {
        Finding finding = Finding.ofRule(Cause.CHECK, "http check did not answer within 1 s in 3 of 3 checks",
                new Rule("http_check", "http check fails 3 times in a row", Optional.empty(), "", 3));
        ProcessFacts main = new ProcessFacts(4700, 1, "web", "web", state, Optional.of("nfs_wait"), Optional.of(cpu), 1,
                MIB, Optional.empty(), 2, Optional.empty(), Optional.empty(), Map.of(), 60);

        assertThat(verdict(finding, Optional.empty(), tree(main)).sentence())
                .isEqualTo("http check did not answer within 1 s in 3 of 3 checks" + words);
    }

    @Test
    void memory_that_did_not_grow_steadily_is_told_without_a_rate() {
        assertThat(verdict(ofMemory(), Optional.empty(), tree(process(4700, "web", 512, 0))).sentence())
                .isEqualTo("memory 512.0 MiB > 500.0 MiB in 2 of 2 samples");
    }

    @Test
    void cpu_is_told_with_the_process_and_the_thread_that_used_most_of_it() {
        Finding finding = Finding.ofRule(Cause.CPU, "cpu 120.0 % of one core > 80.0 % in 3 of 3 samples",
                new Rule("cpu_threshold", "cpu over 80.0 % of one core", Optional.of(80.0), "percent of one core", 3));

        assertThat(verdict(finding, Optional.empty(),
                tree(process(4700, "web", 10, 20), process(4711, "worker 3", 10, 100))).sentence())
                .isEqualTo(
                        "cpu 120.0 % of one core > 80.0 % in 3 of 3 samples; process 4711 (worker 3) used 83 % of it,"
                                + " its thread 4712 (ForkJoin-1) 75 %");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEEN       | KILL | CERTAIN | the kernel killed it for want of memory (OOM kill, signal KILL)
            SEEN       | TERM | LIKELY  | the kernel killed it for want of memory (OOM kill, signal TERM)
            PROBABLE   | KILL | LIKELY  | the kernel probably killed it for want of memory (signal KILL)
            RULED_OUT  | KILL | CERTAIN | it was ended by signal KILL, not sent by the runner, after 41 min
            UNREADABLE | KILL | UNKNOWN | 'it was ended by signal KILL, not sent by the runner, after 41 min: another process sent it, or the kernel'
            UNREADABLE | TERM | CERTAIN | it was ended by signal TERM, not sent by the runner, after 41 min
            UNREADABLE | 37   | CERTAIN | it was ended by the real-time signal 37 (RTMIN+3), not sent by the runner, after 41 min
            """)
    void a_kill_is_told_as_sure_as_the_counter_of_oom_kills_makes_it(Oom oom, String signal, Certainty certainty,
            String begins) {
        Verdict verdict = verdict(end(Cause.SIGNAL, new ExitStatus.Signaled(Signal.parse(signal).orElseThrow()), oom),
                Optional.empty(), tree());

        assertThat(verdict.sentence()).startsWith(begins);
        assertThat(verdict.certainty()).isEqualTo(certainty);
        assertThat(verdict.restsOn()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9.2 | 10 | 100 | RULED_OUT  | true
            9.2 | 10 | 100 | UNREADABLE | true
            4   | 10 | 400 | RULED_OUT  | true
            9.9 | 10 | 100 | SEEN       | false
            4   | 10 | 100 | RULED_OUT  | false
            9.2 | 0  | 100 | RULED_OUT  | false
            """)
    void a_kill_at_the_hard_limit_of_cpu_time_is_likely_the_kernels(double used, long hard, double percent, Oom oom,
            boolean isTold) {
        CpuAllowance allowance = new CpuAllowance(Duration.ofMillis((long) (1000 * used)), Duration.ofSeconds(hard));
        Measured sample = new Measured(Duration.ofSeconds(20), OptionalDouble.of(percent), MIB, Optional.empty());
        Subject subject = new Subject(TargetSpecs.target("web"), 3, Optional.of(new ProcessIdentity(4700, 1, "boot")),
                Duration.ofSeconds(12), false, Optional.empty(), List.of(sample), List.of(), Optional.empty(),
                allowance,
                Optional.empty());
        IncidentTrigger opening = new IncidentTrigger(subject,
                end(Cause.SIGNAL, new ExitStatus.Signaled(Signal.KILL), oom), "", false,
                Duration.ofMillis(21_500));

        Verdict verdict = Sentence.of(opening, List.of(), Optional.empty(), tree());

        assertThat(verdict.sentence().contains("it had used up its CPU time (RLIMIT_CPU, hard limit 10 s)"))
                .isEqualTo(isTold);
        assertThat(verdict.certainty() == Certainty.LIKELY).isEqualTo(isTold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | ''
            0  | ''
            1  | '; until its last sample the kernel had refused it 1 new process or thread because of pids_max 40'
            12 | '; until its last sample the kernel had refused it 12 new processes or threads because of pids_max 40'
            """)
    void a_crash_after_refused_forks_names_their_limit(long refused, String clause) {
        CgroupUse own = new CgroupUse(List.of("/own"), new CgroupLimits(0, 0, 40), MIB, 40, refused, 0, 0);
        Subject subject = new Subject(TargetSpecs.target("web"), 3, Optional.of(new ProcessIdentity(4700, 1, "boot")),
                Duration.ofSeconds(12), false, Optional.empty(), List.of(), List.of(),
                Optional.of(Cgroup.UNKNOWN.with(own)), CpuAllowance.NONE, Optional.empty());
        IncidentTrigger opening = new IncidentTrigger(subject, end(Cause.CRASH, new ExitStatus.Code(2), Oom.RULED_OUT),
                "", false,
                Duration.ZERO);

        assertThat(Sentence.of(opening, List.of(), Optional.empty(), tree()).sentence())
                .isEqualTo("it ended by itself with exit code 2 after 12 s" + clause);
    }

    @Test
    void the_code_of_timeout_is_told_only_where_the_command_names_timeout() {
        assertThat(EndWords.of(new ExitStatus.Code(124), List.of("timeout", "5", "web")))
                .isEqualTo("it ended by itself with exit code 124 (timeout gives this code when its time is over)");
        assertThat(EndWords.isOutOfTime(new ExitStatus.Code(124), List.of("sh", "-c", "cd /srv; timeout 5 web")))
                .isTrue();
        assertThat(EndWords.isOutOfTime(new ExitStatus.Code(124), List.of("web", "--timeout=5"))).isFalse();
        assertThat(EndWords.isOutOfTime(new ExitStatus.Code(1), List.of("timeout", "5", "web"))).isFalse();
    }

    /**
     * The target's last words alone mislead: a shell says "not found" of a script with Windows line endings, although
     * the script is there.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            126 | ' (a shell gives this code when it cannot execute a program that it has found)'
            127 | ' (a shell gives this code when it finds no such program, or not the program of its #! line)'
            125 | ''
            128 | ''
            """)
    void the_codes_by_which_a_shell_reports_a_program_it_cannot_run_are_explained(int code, String words) {
        assertThat(EndWords.of(new ExitStatus.Code(code), List.of("./serve.sh")))
                .isEqualTo("it ended by itself with exit code " + code + words);
    }

    /** An earlier version said of such a KILL: "another process sent it, or the kernel did for want of memory". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeout -s KILL 5 web           | true
            timeout --signal=SIGKILL 5 web  | true
            timeout -s9 5 web               | true
            timeout -k 3 5 web              | true
            /usr/bin/timeout --kill-after=3 5 web | true
            timeout 5 web                   | false
            timeout 5 web; kill -s KILL 7   | false
            timeout -s TERM 5 web           | false
            web -s KILL                     | false
            """)
    void a_kill_by_timeout_itself_is_named(String command, boolean isNamed) {
        TargetSpec web = TargetSpecs.target("web");
        TargetSpec spec = new TargetSpec(web.name(), List.of("sh", "-c", command), web.cwd(), Map.of(), "0022",
                web.settings(), Optional.empty());
        Subject subject = new Subject(spec, 3,
                Optional.of(new ProcessIdentity(4700, 1, "boot")), Duration.ofSeconds(5), false, Optional.empty(),
                List.of(), List.of());

        Verdict verdict = Sentence.of(new IncidentTrigger(subject,
                end(Cause.SIGNAL, new ExitStatus.Signaled(Signal.KILL), Oom.RULED_OUT), "", false, Duration.ZERO),
                List.of(), Optional.empty(), tree());

        assertThat(verdict.sentence()).isEqualTo(isNamed
                ? "it was ended by signal KILL after 5 s, likely by timeout in its command, which also kills itself when"
                        + " its time is over"
                : "it was ended by signal KILL, not sent by the runner, after 5 s");
    }

    @Test
    void an_end_by_the_runners_own_signal_is_told_with_who_asked_for_it() {
        Finding end = end(Cause.SIGNAL, new ExitStatus.Signaled(Signal.TERM), Oom.RULED_OUT)
                .saying("sent TERM to process 7: by command");

        assertThat(verdict(end, Optional.empty(), tree()).sentence())
                .isEqualTo("it was ended by signal TERM after 41 min: the runner sent TERM to process 7: by command");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ABRT | it aborted itself (signal ABRT) after 41 min
            SEGV | it touched memory that is not its own (segmentation fault, signal SEGV) after 41 min
            FPE  | it divided by zero or the like (signal FPE) after 41 min
            PIPE | it wrote to a pipe or a connection whose reader is gone (signal PIPE) after 41 min
            XCPU | it used more CPU time than its limit (RLIMIT_CPU) allows (signal XCPU) after 41 min
            XFSZ | it wrote a larger file than its limit (RLIMIT_FSIZE) allows (signal XFSZ) after 41 min
            ALRM | a timer that it had set ran out, and it did not handle that (signal ALRM) after 41 min
            """)
    void a_fault_of_its_own_is_told_by_what_it_means(String signal, String sentence) {
        Verdict verdict = verdict(
                end(Cause.CRASH, new ExitStatus.Signaled(Signal.parse(signal).orElseThrow()), Oom.UNREADABLE),
                Optional.empty(), tree());

        assertThat(verdict.sentence()).isEqualTo(sentence);
        assertThat(verdict.certainty()).isEqualTo(Certainty.LIKELY);
    }

    @ParameterizedTest
    @CsvSource({"ABRT, true", "PIPE, true", "XCPU, true", "XFSZ, true", "ALRM, true", "TERM, false", "KILL, false"})
    void a_signal_for_a_programs_own_deed_is_no_strangers(String signal, boolean own) {
        assertThat(EndWords.isOwnDeed(new ExitStatus.Signaled(Signal.parse(signal).orElseThrow()))).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            137 | it ended by itself with exit code 137 (128 + 9: signal KILL ended a child of it) after 41 min
            143 | it ended by itself with exit code 143 (128 + 15: it handled signal TERM, or that signal ended a child of it) after 41 min
            """)
    void a_code_that_names_a_signal_is_told_by_what_it_probably_means(int code, String sentence) {
        Verdict verdict = verdict(end(Cause.CRASH, new ExitStatus.Code(code), Oom.RULED_OUT), Optional.empty(),
                tree());

        assertThat(verdict.sentence()).isEqualTo(sentence);
        assertThat(verdict.certainty()).isEqualTo(Certainty.LIKELY);
    }

    @ParameterizedTest
    @CsvSource({"1", "125", "128", "160", "255"})
    void other_codes_are_told_alone(int code) {
        Verdict verdict = verdict(end(Cause.CRASH, new ExitStatus.Code(code), Oom.RULED_OUT), Optional.empty(),
                tree());

        assertThat(verdict.sentence()).isEqualTo("it ended by itself with exit code " + code + " after 41 min");
        assertThat(verdict.certainty()).isEqualTo(Certainty.CERTAIN);
    }

    @Test
    void a_signal_that_may_be_an_exit_code_is_only_likely() {
        Verdict verdict = verdict(end(Cause.SIGNAL, ExitStatus.ofJavaExitValue(137), Oom.RULED_OUT), Optional.empty(),
                tree());

        assertThat(verdict.sentence()).startsWith("it was ended by signal KILL, not sent by the runner");
        assertThat(verdict.certainty()).isEqualTo(Certainty.LIKELY);
        assertThat(verdict.restsOn()).contains("128 + the signal's number");
    }

    @Test
    void an_end_shortly_after_the_runners_own_signal_is_told_with_that_signal() {
        Finding end = end(Cause.CRASH, new ExitStatus.Code(1), Oom.RULED_OUT)
                .saying("sent HUP to process 7: by command");

        assertThat(verdict(end, Optional.empty(), tree()).sentence())
                .isEqualTo("it ended by itself with exit code 1 after 41 min, shortly after the runner sent HUP to"
                        + " process 7: by command");
    }

    @Test
    void a_breach_that_stands_by_the_proportional_size_names_both() {
        Figure sample = new Figure(NOW, Optional.of(1.0), Optional.of(900 * MIB), Optional.of(512 * MIB));
        Figure alike = new Figure(NOW, Optional.of(1.0), Optional.of(512 * MIB), Optional.of(512 * MIB));

        assertThat(Sentence.of(opening(ofMemory()), List.of(sample), Optional.empty(), tree()).sentence()).isEqualTo(
                "memory 512.0 MiB > 500.0 MiB in 2 of 2 samples; 900.0 MiB resident, 512.0 MiB proportional");
        assertThat(Sentence.of(opening(ofMemory()), List.of(alike), Optional.empty(), tree()).sentence())
                .isEqualTo("memory 512.0 MiB > 500.0 MiB in 2 of 2 samples");
    }

    @Test
    void nothing_is_invented_about_an_end_that_nobody_saw() {
        Verdict found = verdict(end(Cause.FOUND_DEAD, new ExitStatus.Unknown(), Oom.UNREADABLE), Optional.empty(),
                tree());
        Verdict crash = verdict(end(Cause.CRASH, new ExitStatus.Unknown(), Oom.UNREADABLE), Optional.empty(), tree());

        assertThat(List.of(found.certainty(), crash.certainty())).containsOnly(Certainty.UNKNOWN);
        assertThat(found.sentence()).contains("found dead", "cannot be known");
    }

    @Test
    void a_steady_rise_is_growth_and_noise_is_none() {
        List<Figure> leak = IntStream.range(0, 60)
                .mapToObj(i -> figure(i, 100 * MIB + i * MIB + (i % 2) * MIB / 4)).toList();
        List<Figure> noise = IntStream.range(0, 60).mapToObj(i -> figure(i, 100 * MIB + (i * 37 % 11) * MIB)).toList();

        Growth growth = Growth.of(leak).orElseThrow();
        assertThat(growth.bytesPerMinute() / MIB).isBetween(11.9, 12.1);
        assertThat(growth.lasting()).isEqualTo(Duration.ofSeconds(59 * 5));
        assertThat(Growth.of(noise)).isEmpty();
        assertThat(Growth.of(leak.subList(0, 4))).isEmpty();
    }

    @Test
    void growth_is_that_of_the_proportional_sizes_where_pages_are_shared() {
        List<Figure> forks = IntStream.range(0, 10).mapToObj(i -> new Figure(NOW.plusSeconds(6L * i), Optional.of(1.0),
                Optional.of((100L + 50 * i) * MIB), Optional.of((20L + 4 * i) * MIB))).toList();

        assertThat(Growth.of(forks).orElseThrow().bytesPerMinute() / MIB).isBetween(39.9, 40.1);
    }

    /** Proportional sizes are read only near the threshold, so a leak of some seconds has few of them. */
    @Test
    void growth_is_that_of_the_resident_sets_where_few_proportional_sizes_confirm_it() {
        assertThat(Growth.of(nearTheThreshold(4)).orElseThrow().bytesPerMinute() / MIB).isBetween(47.9, 48.1);
        assertThat(Growth.of(nearTheThreshold(0))).isEmpty();
        assertThat(Growth.of(nearTheThreshold(3))).isEmpty();
    }

    /**
     * Twelve figures whose resident size rises by 4 MiB each. The newest three have a proportional size, too, which
     * rises by {@code proportionalRise} MiB each.
     */
    private static List<Figure> nearTheThreshold(long proportionalRise) {
        return IntStream.range(0, 12).mapToObj(i -> new Figure(NOW.plusSeconds(5L * i), Optional.of(1.0),
                Optional.of((30 + 4L * i) * MIB),
                i < 9 ? Optional.empty() : Optional.of((40 + proportionalRise * (i - 9)) * MIB))).toList();
    }

    @Test
    void growth_in_stairs_is_growth_and_one_jump_is_not() {
        List<Figure> stairs = IntStream.range(0, 12).mapToObj(i -> figure(i, (100 + 30L * (i / 3)) * MIB)).toList();
        List<Figure> jump = IntStream.range(0, 12).mapToObj(i -> figure(i, (i < 6 ? 100 : 200) * MIB)).toList();

        assertThat(Growth.of(stairs).orElseThrow().bytesPerMinute() / MIB).isBetween(115.0, 125.0);
        assertThat(Growth.of(jump)).isEmpty();
    }

    @Test
    void growth_begins_anew_after_a_fall() {
        List<Figure> sawtooth = IntStream.range(0, 60)
                .mapToObj(i -> figure(i, i < 30 ? (100 + 5L * i) * MIB : (100 + 2L * (i - 30)) * MIB)).toList();

        Growth growth = Growth.of(sawtooth).orElseThrow();
        assertThat(growth.lasting()).isEqualTo(Duration.ofSeconds(29 * 5));
        assertThat(growth.bytesPerMinute() / MIB).isBetween(23.9, 24.1);
    }

    private static Figure figure(int sample, long bytes) {
        return new Figure(NOW.plusSeconds(5L * sample), Optional.of(1.0), Optional.of(bytes), Optional.empty());
    }
}
