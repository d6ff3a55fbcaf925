package dev.dpm.incident.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.Event;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Observation;
import dev.dpm.event.RunnerEvent;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.EventJournal;
import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentListener;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.IncidentText;
import dev.dpm.process.CheckKind;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Resource;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;
import dev.dpm.testing.TargetSpecs;
import dev.dpm.testing.WallClock;

/**
 * Tests incidents that a runner had not written when it died. The next runner reports them from the events in the
 * journal.
 */
class LostIncidentTest {

    private static final TargetName WEB = new TargetName("web");
    private static final String ID = "20261128-190000-web";
    private static final Map<TargetName, TargetSpec> SPECS = Map.of(WEB, TargetSpecs.target("web"));

    @TempDir
    Path folder;

    private final WallClock clock = WallClock.at("2026-11-28T19:00:00Z");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private IncidentRetention keeping = new IncidentRetention(100, Duration.ofDays(30), 50 << 20);
    private EventJournal journal;
    private IncidentRecorder recorder;

    @BeforeEach
    void runnerStarts() {
        journal = new EventJournal(folder, clock);
        journal.append(new RunnerEvent.RunnerStarted("0.1.0", 7));
        recorder = recorder();
    }

    @AfterEach
    void close() throws Exception {
        recorder.close();
        journal.close();
    }

    private IncidentRecorder recorder() {
        IncidentRecorder made = new IncidentRecorder(new Setup(clock,
                Optional.of(new IncidentStore(folder.resolve("incidents"), clock)),
                (subject, most) -> Evidence.none(0, "nothing to see"), DeepLook.NONE,
                target -> new Incident.Usage(List.of(), List.of()), target -> List.of(), () -> keeping, fault -> {
                }, finding -> {
                }));
        made.tell(new IncidentListener() {
            @Override
            public void opened(Incident incident) {
                told.add(incident.id());
            }
        });
        return made;
    }

    private void happens(String id, Event event) {
        journal.append(event, Optional.of(id), WallTime.of(clock.instant()));
    }

    private static TargetEvent exit(ExitStatus status) {
        return new TargetEvent.TargetExited(WEB, 3, 4711, status, Duration.ofSeconds(90), false, false,
                Optional.empty(),
                Optional.of("no database"));
    }

    /**
     * Begins a new runner after the death of the one before. Returns when the new runner has reported the lost
     * incidents.
     */
    private void nextRunner() throws Exception {
        recorder.close();
        journal.close();
        clock.advance(Duration.ofMinutes(5));
        journal = new EventJournal(folder, clock);
        journal.append(new RunnerEvent.RunnerStarted("0.1.0", 8));
        recorder = recorder();
        recorder.retell(() -> journal.former(100), SPECS);
        recorder.close();
    }

    @Test
    void is_told_with_the_facts_of_the_journal() throws Exception {
        happens(ID, exit(new ExitStatus.Code(3)));
        happens(ID, new TargetEvent.TargetStarted(WEB, 4, 4712, "restarted"));

        nextRunner();

        Incident incident = recorder.find(ID).orElseThrow();
        assertThat(IncidentText.of(incident, ZoneOffset.UTC)).contains(
                "web: it ended by itself with exit code 3 after 1 min 30 s; its last words: no database",
                "told from the journal alone, since the runner died before this incident was written",
                "2026-11-28 19:00:00 UTC, life 3, process 4711", "restarted");
        assertThat(incident.response().complete()).isTrue();
        assertThat(incident.response().summary()).contains("the runner died before this incident was written");
        assertThat(told).containsExactly(ID);
        nextRunner();
        assertThat(told).as("told once").containsExactly(ID);
    }

    @ParameterizedTest
    @CsvSource({"signal, SIGNAL, it was ended by signal TERM", "segv, CRASH, segmentation fault",
            "memory, MEMORY, memory 600 MiB over 500 MiB", "check, CHECK, its http check failed",
            "launch, LAUNCH, it could not be launched: no such program",
            "gave up, GAVE_UP, it was given up: 3 restarts in 60 s"})
    void every_kind_of_beginning_has_its_cause_and_sentence(String kind, String cause, String sentence)
            throws Exception {
        happens(ID, switch (kind) {
            case "signal" -> exit(new ExitStatus.Signaled(Signal.TERM, false));
            case "segv" -> exit(new ExitStatus.Signaled(Signal.parse("SEGV").orElseThrow(), false));
            case "memory" -> new Observation.ThresholdBreached(WEB, 3, 4711, Resource.MEMORY,
                    "memory 600 MiB over 500 MiB", "restarts it");
            case "check" -> new Observation.CheckFailed(WEB, 3, 4711, CheckKind.HTTP, "its http check failed",
                    "restarts it");
            case "launch" -> new TargetEvent.LaunchFailed(WEB, 3, "no such program", false);
            default -> new TargetEvent.TargetGaveUp(WEB, "3 restarts in 60 s");
        });

        nextRunner();

        Incident incident = recorder.find(ID).orElseThrow();
        assertThat(incident.verdict().cause()).hasToString(cause);
        assertThat(incident.verdict().sentence()).contains(sentence);
    }

    @Test
    void one_that_the_store_had_and_that_was_deleted_is_not_told_again() throws Exception {
        happens(ID, exit(new ExitStatus.Code(3)));
        clock.advance(Duration.ofMinutes(2));
        String later = "20261128-190200-web";
        happens(later, exit(new ExitStatus.Code(3)));
        nextRunner();
        new IncidentStore(folder.resolve("incidents"), clock).remove(ID);
        told.clear();

        nextRunner();

        assertThat(recorder.list()).extracting(Incident.Summary::id).containsExactly(later);
        assertThat(told).isEmpty();
    }

    @Test
    void one_of_an_earlier_runner_or_of_a_removed_target_is_not_told() throws Exception {
        happens(ID, exit(new ExitStatus.Code(3)));
        journal.append(new RunnerEvent.RunnerStarted("0.1.0", 7));
        happens("20261128-190000-gone", new TargetEvent.TargetGaveUp(new TargetName("gone"), "3 restarts"));
        nextRunner();
        assertThat(recorder.list()).isEmpty();
    }

    @Test
    void one_is_told_after_a_jump_of_the_wall_clock_in_the_order_of_recording() throws Exception {
        happens(ID, exit(new ExitStatus.Code(3)));
        nextRunner();
        clock.advance(Duration.ofDays(-31));
        happens(ID + "-2", exit(new ExitStatus.Code(3)));
        nextRunner();
        assertThat(recorder.list()).extracting(Incident.Summary::id).containsExactly(ID + "-2", ID);

        happens(ID + "-3", exit(new ExitStatus.Code(3)));
        clock.advance(Duration.ofDays(62));
        nextRunner();
        assertThat(recorder.list()).extracting(Incident.Summary::id).containsExactly(ID + "-3", ID + "-2", ID);
    }

    @Test
    void events_without_a_beginning_are_no_incident() throws Exception {
        happens(ID, new TargetEvent.TargetStarted(WEB, 4, 4712, "restarted"));
        List<Written> events = journal.read(Optional.empty(), 0, 10);

        assertThat(LostIncident.in(events)).hasSize(1).allSatisfy(
                one -> assertThat(one.draft(1, SPECS.get(WEB))).isEmpty());
    }
}
