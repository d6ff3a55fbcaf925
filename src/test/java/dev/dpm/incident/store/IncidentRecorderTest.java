package dev.dpm.incident.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.config.TargetSpec;
import dev.dpm.daemon.KnownIncident;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.incident.Cause;
import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Finding;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Incident.Summary;
import dev.dpm.incident.IncidentListener;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Incidents.Outcome;
import dev.dpm.incident.Subject;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.WallTime;
import dev.dpm.testing.JsonSchema;
import dev.dpm.testing.TargetSpecs;
import dev.dpm.testing.WallClock;

class IncidentRecorderTest {

    private static final Outcome RUNS = new Outcome("is running as process 12", Optional.of(new ExitStatus.Code(1)),
            Optional.empty(), false,
            Optional.of(new TargetEvent.TargetStarted(TargetSpecs.target("web").name(), 2, 12, "x")),
            Duration.ofSeconds(2));

    @TempDir
    Path folder;

    private final WallClock clock = WallClock.at("2026-11-28T19:00:00Z");
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> faults = new CopyOnWriteArrayList<>();
    private final List<String> looks = new CopyOnWriteArrayList<>();
    private final List<IncidentRecorder> open = new ArrayList<>();
    private IncidentRetention keeping = new IncidentRetention(100, Duration.ofDays(30), 50 << 20);

    @AfterEach
    void close() {
        open.forEach(IncidentRecorder::close);
    }

    private IncidentRecorder recorder(Optional<Path> where) {
        IncidentRecorder recorder = new IncidentRecorder(new Setup(clock,
                where.map(path -> new IncidentStore(path, clock)), (subject, most) -> {
                    looks.add(subject.spec().name().value());
                    return Evidence.none(most.toMillis() / 1000.0, "nothing to see");
                }, DeepLook.NONE, target -> new Incident.Usage(List.of(), List.of()),
                target -> List.of("a line"), () -> keeping, faults::add, findings::add));
        open.add(recorder);
        return recorder;
    }

    @Test
    void what_a_program_prints_is_kept_with_its_secrets_masked() throws Exception {
        byte[] plain = {'o', 'k', (byte) 0xff, '\n'};
        IncidentRecorder recorder = new IncidentRecorder(new Setup(clock,
                Optional.of(new IncidentStore(folder.resolve("incidents"), clock)),
                (subject, most) -> Evidence.none(most.toMillis() / 1000.0, "nothing to see"),
                (opening, id, most) -> new DeepLook.Found(Map.of(
                        "on_incident.txt",
                        "DB_PASSWORD=hunter2\n\tat a.KeyStore.get(KeyStore.java:7)\n".getBytes(UTF_8),
                        "jvm-heap.txt", plain), Map.of()),
                target -> new Incident.Usage(List.of(), List.of()), target -> List.of(), () -> keeping, faults::add,
                findings::add));
        open.add(recorder);
        Path own = folder.resolve("incidents")
                .resolve(whenWritten(recorder, recorder.open(crash("web"), now()).orElseThrow())
                        .id());

        assertThat(own.resolve("on_incident.txt"))
                .hasContent("DB_PASSWORD=***\n\tat a.KeyStore.get(KeyStore.java:7)\n");
        assertThat(own.resolve("jvm-heap.txt")).hasBinaryContent(plain);
    }

    @ParameterizedTest
    @CsvSource({"output=inherit, --output both keeps", "output=null, --output null", "output=file,"})
    void output_that_is_not_kept_is_named_as_missing(String option, String why) {
        IncidentTrigger crash = crash("web");
        Subject subject = crash.subject();
        IncidentTrigger opening = new IncidentTrigger(
                new Subject(TargetSpecs.target("web", option), 1, subject.main(), subject.age(),
                        false, Optional.empty(), List.of(), List.of()),
                crash.finding(), "", false, crash.now());
        IncidentRecorder recorder = recorder();

        Incident written = whenWritten(recorder, recorder.open(opening, now()).orElseThrow());

        assertThat(written.evidence().missing().stream().filter(one -> one.startsWith("output: "))).hasSize(
                why == null ? 0 : 1).allSatisfy(one -> assertThat(one).contains(why));
    }

    private IncidentRecorder recorder() {
        return recorder(Optional.of(folder.resolve("incidents")));
    }

    private WallTime now() {
        return WallTime.of(clock.instant());
    }

    private static IncidentTrigger crash(String target) {
        TargetSpec spec = TargetSpecs.target(target, "exec_check=curl --token s3cr3t http://x", "max_restarts=7");
        return new IncidentTrigger(
                new Subject(spec, 1, Optional.of(new ProcessIdentity(11, 5, "boot")), Duration.ofSeconds(9), false,
                        Optional.empty(), List.of(), List.of()),
                new Finding(Cause.CRASH, "", Optional.of(new ExitStatus.Code(1)), Finding.Oom.UNREADABLE,
                        Optional.empty(), Optional.empty()),
                "", false, Duration.ofSeconds(100));
    }

    private Incident whenWritten(IncidentRecorder recorder, String id) {
        await().until(() -> recorder.find(id).isPresent());
        return recorder.find(id).orElseThrow();
    }

    private Incident whenComplete(IncidentRecorder recorder, String id) {
        await().until(() -> recorder.find(id).filter(one -> one.response().complete()).isPresent());
        return recorder.find(id).orElseThrow();
    }

    @Test
    void is_written_for_the_owner_alone_completed_and_read_by_the_next_runner() throws Exception {
        IncidentRecorder recorder = recorder();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, id);
        recorder.happened(id, new Recorded(1, clock.instant().plusSeconds(2),
                new TargetEvent.TargetStarted(TargetSpecs.target("web").name(), 2, 12, "restarted"), Optional.of(id)));
        recorder.close(id, RUNS);
        Incident complete = whenComplete(recorder, id);

        assertThat(complete.response().summary()).isEqualTo("restarted as process 12 within 2 s");
        Path one = folder.resolve("incidents").resolve(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one))).isEqualTo("rwx------");
        // the record is complete before the other files of the incident have taken their places
        await().untilAsserted(() -> {
            try (Stream<Path> files = Files.list(one)) {
                assertThat(files.toList()).hasSize(3).allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
            }
        });
        assertThat(Files.readString(one.resolve("incident.txt")))
                .startsWith("web: it ended by itself with exit code 1 after 9 s\n");
        assertThat(Files.readString(one.resolve("incident.json"))).doesNotContain("s3cr3t").contains("max_restarts");
        assertThat(recorder().find(id)).contains(complete);
    }

    @Test
    void the_record_is_as_its_schema_says_and_the_schema_names_every_key() throws Exception {
        IncidentRecorder recorder = recorder();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, id);
        JsonNode schema = new ObjectMapper().readTree(Path.of("src/main/resources/incident.schema.json").toFile());

        JsonNode written = new ObjectMapper()
                .readTree(folder.resolve("incidents").resolve(id).resolve("incident.json").toFile());

        assertThat(JsonSchema.faults(schema, schema, written)).isEmpty();
        assertThat(schema.at("/properties/schema/enum/0").asInt()).isEqualTo(Incident.SCHEMA);
    }

    @Test
    void a_damaged_one_is_set_aside() throws Exception {
        IncidentRecorder recorder = recorder();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, id);
        Path home = folder.resolve("incidents");
        Files.writeString(home.resolve(id).resolve("summary.properties"), "nonsense");

        IncidentRecorder next = recorder();

        assertThat(next.list()).isEmpty();
        assertThat(findings).singleElement().asString().contains(id, "was set aside");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString())).singleElement().asString()
                    .startsWith(id + ".damaged-");
        }
        findings.clear();
        assertThat(recorder().list()).isEmpty();
        assertThat(findings).as("it is set aside once").isEmpty();
    }

    /**
     * The runner died while it wrote the incident. It writes the attachments first, then the record, then the files
     * that are made from the record.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | incident.json             | was completed as 2
            true  | incident.json gdb.txt     | was completed as 2
            false | gdb.txt incident.json.new | what was on the disk is kept in
            false | ''                        | nothing of it was on the disk
            """)
    void an_unfinished_one_is_completed_or_kept_and_never_lost_without_a_word(boolean whole, String files, String told)
            throws Exception {
        IncidentRecorder recorder = recorder();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        Path own = folder.resolve("incidents").resolve(whenWritten(recorder, id).id());
        Path draft = Files.move(own, own.resolveSibling("." + id + ".draft"));
        List<String> left = List.of(files.split(" "));
        try (Stream<Path> written = Files.list(draft)) {
            for (Path file : written.filter(one -> !left.contains(one.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        }
        for (String name : left) {
            if (!name.isEmpty() && !Files.exists(draft.resolve(name))) {
                Files.writeString(draft.resolve(name), "{\"half\": ");
            }
        }

        IncidentRecorder next = recorder();

        assertThat(findings).singleElement().asString().contains("an incident of web of 2026-11-28 19:00:00 UTC", told);
        assertThat(draft).doesNotExist();
        assertThat(next.list()).hasSize(whole ? 1 : 0);
        assertThat(next.find(id).isPresent()).isEqualTo(whole);
        try (Stream<Path> kept = Files.list(folder.resolve("incidents"))) {
            assertThat(kept).as("the rest of it").hasSize(files.isEmpty() ? 0 : 1);
        }
        findings.clear();
        assertThat(recorder().list()).hasSize(whole ? 1 : 0);
        assertThat(findings).as("it is told once").isEmpty();
    }

    @Test
    void a_half_deleted_one_is_deleted_without_a_word() throws Exception {
        Path half = folder.resolve("incidents").resolve(".20261128-190000-api.removal");
        Files.createDirectories(half);
        Files.writeString(half.resolve("incident.txt"), "half of it");

        assertThat(recorder().list()).isEmpty();

        assertThat(half).doesNotExist();
        assertThat(findings).isEmpty();
    }

    @Test
    void a_file_in_the_place_of_the_folder_is_named_at_the_start() throws Exception {
        Files.writeString(folder.resolve("incidents"), "no folder");

        assertThat(recorder().list()).isEmpty();

        assertThat(findings).containsExactly("incidents cannot be kept: " + folder.resolve("incidents")
                + " is a file and no folder: move it away");
    }

    @ParameterizedTest
    @CsvSource({"mkfifo summary.properties", "truncate -s 300M summary.properties", "mkdir summary.properties",
            "mkfifo incident.json", "truncate -s 300M incident.json", "truncate -s 300M jvm-heap.txt"})
    void a_file_that_is_no_file_or_far_too_large_costs_this_one_incident_and_no_other(String damage) throws Exception {
        IncidentRecorder recorder = recorder();
        String other = recorder.open(crash("api"), now()).orElseThrow();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, other);
        whenWritten(recorder, id);
        Path one = folder.resolve("incidents").resolve(id);
        Files.deleteIfExists(one.resolve(damage.substring(damage.lastIndexOf(' ') + 1)));
        assertThat(new ProcessBuilder(damage.split(" ")).directory(one.toFile()).start().waitFor()).isZero();

        IncidentRecorder next = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> recorder());

        assertThat(next.list()).extracting(Incident.Summary::id).containsExactly(other);
        assertThat(findings).singleElement().asString().contains(id, "was set aside");
    }

    @Test
    void with_a_disk_that_refuses_the_last_twenty_stay_in_memory_and_it_is_told_once() throws Exception {
        Files.writeString(folder.resolve("file"), "no folder");
        IncidentRecorder recorder = recorder(Optional.of(folder.resolve("file")));
        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofSeconds(1));
            recorder.open(crash("web"), now());
        }
        await().until(() -> recorder.list().size() == 20 && recorder.list().get(0).at().equals(clock.instant()));

        assertThat(faults).isNotEmpty().allMatch(Optional::isPresent);
        assertThat(recorder(Optional.empty()).list()).isEmpty();
    }

    @Test
    void what_the_disk_refused_is_written_once_there_is_room() throws Exception {
        Path place = folder.resolve("file");
        Files.writeString(place, "no folder");
        IncidentRecorder recorder = recorder(Optional.of(place));
        String id = recorder.open(crash("web"), now()).orElseThrow();
        await().until(() -> !faults.isEmpty() && recorder.find(id).isPresent());
        recorder.again();
        Files.delete(place);
        recorder.again();

        await().until(() -> faults.get(faults.size() - 1).isEmpty());
        assertThat(recorder(Optional.of(place)).find(id)).as("by the next runner").isPresent();
    }

    @Test
    void an_outcome_that_the_disk_refused_is_written_after_a_later_incident() throws Exception {
        IncidentRecorder recorder = recorder();
        String id = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, id);
        Path own = folder.resolve("incidents").resolve(id);
        Path obstacle = Files.createDirectories(own.resolve(".summary.properties.draft/of somebody"));
        recorder.close(id, RUNS);
        await().until(() -> !recorder.unwritten().isEmpty());
        assertThat(recorder.unwritten()).singleElement().asString().contains("id=" + id,
                "done=restarted as process 12");
        whenWritten(recorder, recorder.open(crash("api"), now()).orElseThrow());
        Files.delete(obstacle);
        Files.delete(obstacle.getParent());

        recorder.again();

        await().until(() -> recorder.unwritten().isEmpty());
        await().untilAsserted(
                () -> assertThat(own.resolve("incident.txt")).content().contains("restarted as process 12"));
        assertThat(faults.get(faults.size() - 1)).isEmpty();
        assertThat(recorder.list()).hasSize(2);
    }

    @Test
    void an_incident_in_memory_says_that_its_files_are_lost() throws Exception {
        Path place = folder.resolve("file");
        Files.writeString(place, "no folder");
        IncidentRecorder recorder = new IncidentRecorder(new Setup(clock, Optional.of(new IncidentStore(place, clock)),
                (subject, most) -> Evidence.none(most.toMillis() / 1000.0, "nothing to see"),
                (opening, id, most) -> new DeepLook.Found(Map.of("on_incident.txt", new byte[]{'x'}), Map.of()),
                target -> new Incident.Usage(List.of(), List.of()), target -> List.of(), () -> keeping, faults::add,
                findings::add));
        open.add(recorder);

        Evidence evidence = whenWritten(recorder, recorder.open(crash("web"), now()).orElseThrow()).evidence();

        assertThat(evidence.attachments()).isEmpty();
        assertThat(evidence.missing()).anyMatch(one -> one.startsWith("on_incident.txt: not kept"));
    }

    @Test
    void a_crash_loop_is_looked_into_once_a_minute_and_what_was_left_out_is_counted() {
        IncidentRecorder recorder = recorder();
        String last = "";
        for (int i = 0; i < 5; i++) {
            last = recorder.open(crash("web"), now()).orElseThrow();
            whenWritten(recorder, last);
            clock.advance(Duration.ofSeconds(10));
        }
        Incident fifth = whenWritten(recorder, last);
        recorder.open(crash("api"), now());
        await().until(() -> looks.contains("api"));
        clock.advance(Duration.ofSeconds(20));
        whenWritten(recorder, recorder.open(crash("web"), now()).orElseThrow());

        assertThat(fifth.series().number()).isEqualTo(5);
        assertThat(fifth.series().looksLeftOut()).isEqualTo(4);
        assertThat(fifth.evidence().missing()).hasSize(2).anyMatch(one -> one.contains("less than 60 s ago")
                && one.contains("incident 20261128-190000-web has it"))
                .anyMatch(one -> one.startsWith("samples: none was taken of this life, which lasted 9 s"));
        assertThat(looks).containsExactly("web", "api", "web");
    }

    @Test
    void incidents_on_disk_stay_within_their_bounds() throws Exception {
        keeping = new IncidentRetention(10, Duration.ofDays(30), 50 << 20);
        IncidentRecorder recorder = recorder();
        String last = "";
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofSeconds(1));
            last = recorder.open(crash("web"), now()).orElseThrow();
        }
        whenWritten(recorder, last);
        await().until(() -> onDisk().size() == 10);

        List<String> kept = recorder.list().stream().map(Summary::id).toList();
        assertThat(kept).hasSize(10).contains(last, "20261128-190001-web");
    }

    private List<String> onDisk() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("incidents"))) {
            return left.map(path -> path.getFileName().toString()).filter(name -> !name.startsWith(".")).toList();
        }
    }

    @Test
    void what_is_too_old_goes_without_a_new_incident_but_the_newest_ten_stay_also_with_the_next_runner()
            throws Exception {
        IncidentRecorder recorder = recorder();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofHours(2));
            ids.add(recorder.open(crash("web"), now()).orElseThrow());
        }
        await().until(() -> onDisk().size() == 12);

        clock.advance(Duration.ofDays(31));
        recorder.bounded();
        await().until(() -> onDisk().size() == 10);
        clock.advance(Duration.ofDays(31));
        IncidentRecorder next = recorder();
        next.bounded();
        next.close();

        assertThat(onDisk()).containsExactlyInAnyOrderElementsOf(ids.subList(2, 12));
    }

    @Test
    void the_order_is_that_of_recording_when_the_clock_is_set_back_also_for_the_next_runner_and_the_bounds()
            throws Exception {
        IncidentRecorder recorder = recorder();
        String ahead = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, ahead);
        clock.advance(Duration.ofDays(-31));
        String second = recorder.open(crash("web"), now()).orElseThrow();
        Incident newer = whenWritten(recorder, second);
        assertThat(recorder.list()).extracting(Summary::id).containsExactly(second, ahead);
        assertThat(newer.series().previous()).contains(ahead);

        IncidentRecorder next = recorder();
        assertThat(next.last("web").orElseThrow().id()).isEqualTo(second);
        keeping = new IncidentRetention(2, Duration.ofDays(30), 50 << 20);
        clock.advance(Duration.ofHours(2));
        String third = next.open(crash("api"), now()).orElseThrow();
        whenWritten(next, third);
        await().until(() -> onDisk().size() == 2);
        assertThat(next.list()).extracting(Summary::id).startsWith(third).contains(ahead);
        RuntimeDirectory home = new RuntimeDirectory(folder);
        assertThat(KnownIncident.read(home)).extracting(KnownIncident::id).containsExactly(third, ahead);
    }

    @Test
    void a_record_of_an_older_version_has_no_sequence_and_comes_before_all_that_have_one() throws Exception {
        IncidentRecorder recorder = recorder();
        String old = recorder.open(crash("web"), now()).orElseThrow();
        whenWritten(recorder, old);
        await().until(() -> onDisk().size() == 1);
        recorder.close();
        Path own = folder.resolve("incidents").resolve(old);
        for (String file : List.of("summary.properties", "incident.json")) {
            Files.writeString(own.resolve(file), Files.readString(own.resolve(file))
                    .replaceAll("sequence=.*\n|  \"sequence\" : .*\n", ""));
        }
        clock.advance(Duration.ofDays(-1));

        IncidentRecorder next = recorder();
        String newer = next.open(crash("web"), now()).orElseThrow();
        whenWritten(next, newer);

        assertThat(next.list()).extracting(Summary::id).containsExactly(newer, old);
        assertThat(next.find(old).orElseThrow().sequence()).isZero();
        assertThat(findings).isEmpty();
    }

    @Test
    void who_listens_hears_of_the_beginning_the_end_and_the_recovery_and_cannot_break_anything() {
        IncidentRecorder recorder = recorder();
        List<String> heard = new CopyOnWriteArrayList<>();
        recorder.tell(new IncidentListener() {
            @Override
            public void opened(Incident incident) {
                heard.add("opened " + incident.id());
                throw new IllegalStateException("a listener's mistake");
            }
        });
        recorder.tell(new IncidentListener() {
            @Override
            public void completed(Incident incident) {
                heard.add("completed " + incident.response().summary());
            }

            @Override
            public void wellAgain(Recovery recovery) {
                heard.add("well " + recovery.target() + " " + recovery.incidents());
            }
        });
        String id = recorder.open(crash("web"), now()).orElseThrow();
        recorder.close(id, RUNS);
        recorder.wellAgain(crash("web").subject().spec().name(), "is running as process 12", now());

        await().until(() -> heard.size() == 3);
        assertThat(heard).containsExactly("opened " + id, "completed restarted as process 12 within 2 s",
                "well web [" + id + "]");
    }
}
