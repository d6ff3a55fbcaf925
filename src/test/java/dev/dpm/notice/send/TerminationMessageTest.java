package dev.dpm.notice.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.incident.Cause;
import dev.dpm.incident.Finding;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Incident.Verdict;
import dev.dpm.incident.IncidentListener.Recovery;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.TargetSpecs;

/** Tests the file from which Kubernetes takes the reason of a container's end. */
class TerminationMessageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;
    private final List<Optional<String>> faults = new CopyOnWriteArrayList<>();

    private static IncidentTrigger opening(Cause cause, boolean acts, String... options) {
        Subject subject = new Subject(TargetSpecs.target("web", options), 3,
                Optional.of(new ProcessIdentity(ProcessHandle.current().pid(), 1, "boot")), Duration.ofMinutes(1), true,
                Optional.empty(), List.of(), List.of());
        return new IncidentTrigger(subject, Finding.of(cause, "it is so"), "restarting", acts, Duration.ZERO);
    }

    private TerminationMessage to(String path) {
        return new TerminationMessage(() -> Optional.of(path), faults::add);
    }

    private static void happens(TerminationMessage message, Incident incident, IncidentTrigger opening) {
        message.begun(incident.id(), opening);
        message.composed(incident);
    }

    private static Incident leak(String sentence, List<String> output) {
        Incident leak = Incidents.leak("web");
        Verdict verdict = leak.verdict();
        return new Incident(leak.schema(), leak.id(), leak.target(), leak.at().plusNanos(901_512_043), leak.sequence(),
                new Verdict(verdict.cause(),
                        verdict.certainty(), sentence, verdict.restsOn(), verdict.rule(), verdict.samples()),
                leak.life(),
                leak.usage(), leak.series(), leak.evidence(), output, leak.response());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CRASH,    false, on_breach=restart,         true
            OOM_KILL, false, on_breach=none,            true
            GAVE_UP,  false, on_breach=none,            true
            LAUNCH,   false, on_breach=restart,         true
            MEMORY,   true,  on_breach=restart,         true
            FORECAST, true,  on_breach=stop,            true
            MEMORY,   true,  on_breach=signal:USR1,     false
            CHECK,    false, on_breach=unhealthy,       false
            CPU,      false, on_breach=none,            false
            """)
    void only_what_ends_a_target_is_about_the_end_of_its_container(Cause cause, boolean acts, String action,
            boolean isTold) {
        assertThat(TerminationText.isAbout(opening(cause, acts, action))).isEqualTo(isTold);
    }

    @Test
    void the_moment_is_told_to_the_second() {
        String text = new String(TerminationText.of(leak("it grew", List.of())), StandardCharsets.UTF_8);

        assertThat(text).contains("\n2026-11-28T03:12:40Z, certain: ");
    }

    @Test
    void the_sentence_comes_first_into_the_very_file_that_is_there() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "x".repeat(9_000));
        Object mounted = Files.getAttribute(file, "unix:ino");
        TerminationMessage message = to(file.toString());

        happens(message, Incidents.leak("web"), opening(Cause.MEMORY, true));
        message.ended();

        assertThat(Files.readAllLines(file).get(0)).startsWith("web: memory grew 40.8 MiB/min for 4 min 55 s");
        assertThat(Files.readString(file)).contains("\n2026-11-28T03:12:40Z, certain: the samples of the verdict",
                "\nIncident: 20261128-031240-web\n").endsWith("GET /orders 200\n<b>not markup</b>\n");
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(mounted);
        assertThat(faults).isEmpty();
    }

    @Test
    void kubernetes_reads_4096_bytes_and_gets_no_half_character() {
        String longest = "it says " + "\uD83D\uDD25".repeat(2_000);

        byte[] cut = TerminationText.of(leak(longest, List.of("never seen")));
        byte[] filled = TerminationText.of(leak("it ended", Collections.nCopies(500, "\u20AC".repeat(100))));

        assertThat(cut.length).isBetween(4_093, 4_096);
        assertThat(new String(cut, UTF_8)).startsWith("web: it says \uD83D\uDD25").doesNotContain("\uFFFD", "never");
        assertThat(filled.length).isBetween(4_096 - 301, 4_096);
        assertThat(new String(filled, UTF_8)).startsWith("web: it ended\n").endsWith("\u20AC\n")
                .doesNotContain("\uFFFD");
    }

    @Test
    void the_newest_lines_are_those_that_have_room() {
        List<String> lines = new ArrayList<>(Collections.nCopies(400, "an older line of twenty"));
        lines.add("the last one");

        assertThat(new String(TerminationText.of(leak("it ended", lines)), UTF_8)).endsWith("\nthe last one\n");
    }

    @Test
    void a_secret_is_masked_in_the_sentence_and_in_the_output() {
        String text = new String(TerminationText.of(leak("it ended; its last words: --password hunter2",
                List.of("token=hunter3 given", "https://me:hunter4@example.org/"))), UTF_8);

        assertThat(text).contains("it ended; its last words: --password ***", "given").doesNotContain("hunter");
    }

    @Test
    void once_the_target_is_well_the_message_is_empty_and_of_another_target_it_stays() throws IOException {
        Path file = folder.resolve("log");
        TerminationMessage message = to(file.toString());
        Instant now = Instant.now();

        happens(message, Incidents.leak("web"), opening(Cause.MEMORY, true));
        message.wellAgain(new Recovery("db", now, now, List.of(), "running"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(file).isNotEmptyFile());
        message.wellAgain(new Recovery("web", now, now, List.of(), "running"));
        message.ended();

        assertThat(file).isEmptyFile();
    }

    @Test
    void a_process_is_written_for_in_its_own_view_of_the_files() throws IOException {
        Path file = Files.createFile(folder.resolve("log"));
        TerminationMessage message = to("/proc/{pid}/root" + file);

        happens(message, Incidents.leak("web"), opening(Cause.MEMORY, true));
        message.ended();

        assertThat(Files.readString(file)).startsWith("web: memory grew");
        assertThat(faults).isEmpty();
    }

    @Test
    void the_signal_waits_for_the_message_in_the_files_of_the_process_that_gets_it() throws Exception {
        Path file = Files.createFile(folder.resolve("log"));
        TerminationMessage message = to("/proc/{pid}/root" + file);
        Incident leak = Incidents.leak("web");
        message.begun(leak.id(), opening(Cause.MEMORY, true));
        Thread later = new Thread(() -> message.composed(leak));

        later.start();
        message.beforeAction(leak.id(), PATIENCE);

        assertThat(Files.readString(file)).startsWith("web: memory grew");
        later.join();
        message.ended();
    }

    @Test
    void the_signal_waits_for_no_message_that_does_not_come() {
        TerminationMessage own = to(folder.resolve("log").toString());
        TerminationMessage its = to("/proc/{pid}/root" + folder.resolve("log"));
        long began = System.nanoTime();

        own.begun("i1", opening(Cause.MEMORY, true));
        own.beforeAction("i1", PATIENCE);
        its.begun("i2", opening(Cause.MEMORY, true, "on_breach=signal:USR1"));
        its.beforeAction("i2", PATIENCE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);

        its.begun("i3", opening(Cause.MEMORY, true));
        its.beforeAction("i3", Duration.ofMillis(50));
        own.ended();
        its.ended();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            no/such/folder, no such file or folder
            pipe,           not a regular file
            link,           not a regular file
            """)
    void a_path_that_cannot_be_written_is_said_once_and_hinders_nothing(String path, String why) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "kept");
        Files.createSymbolicLink(folder.resolve("link"), secret);
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor()).isZero();
        TerminationMessage message = to(folder.resolve(path).toString());

        for (int i = 0; i < 5; i++) {
            happens(message, Incidents.leak("web"), opening(Cause.CRASH, false));
        }
        message.ended();

        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault.orElseThrow())
                .startsWith("the termination message cannot be written: " + folder.resolve(path)).contains(why));
        assertThat(secret).hasContent("kept");
    }

    @Test
    void that_it_can_be_written_again_is_told() throws IOException {
        Path file = folder.resolve("there/log");
        TerminationMessage message = to(file.toString());

        happens(message, Incidents.leak("web"), opening(Cause.CRASH, false));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(faults).hasSize(1));
        Files.createDirectory(file.getParent());
        happens(message, Incidents.leak("web"), opening(Cause.CRASH, false));
        message.ended();

        assertThat(faults).hasSize(2).last().isEqualTo(Optional.empty());
        assertThat(file).isNotEmptyFile();
    }
}
