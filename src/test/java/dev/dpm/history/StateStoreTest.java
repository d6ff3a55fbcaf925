package dev.dpm.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

class StateStoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T21:46:02.123Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private Path folder() {
        return home.resolve("state/targets");
    }

    private StateStore store() {
        return new StateStore(folder(), CLOCK);
    }

    private Path file(String name) {
        return folder().resolve(name + ".properties");
    }

    static TargetRecord record(String name) throws BadValue {
        Settings settings = Settings.none()
                .with(Options.CPU_THRESHOLD, "150", new Origin(Source.FILE, "dpm.yaml line 4"))
                .with(Options.ENV, "A=1" + Settings.SEPARATOR + "B=x = y", new Origin(Source.FLAG, "--env"));
        TargetSpec spec = new TargetSpec(new TargetName(name), List.of("/usr/bin/python3", "a b.py", ""),
                Path.of("/srv/web"), Map.of("A", "1", "B", "x = y", "LINES", "one\ntwo", "Ü", "\u001f\ud83d\ude00"),
                "0022", settings, Optional.of(Path.of("/srv/dpm.yaml")));
        return new TargetRecord(spec, true, "boot-1", 3, Optional.of(new ProcessIdentity(456, 789, "boot-1")), false,
                Duration.ofMillis(61_500), List.of(Duration.ofMillis(1), Duration.ofSeconds(60)), 2, 5,
                Optional.of(new ExitStatus.Signaled(Signal.TERM)), Phase.RUNNING, false, "started by command");
    }

    @Test
    void what_is_saved_is_loaded_again() throws Exception {
        store().save(record("web"), true);
        store().save(record("api"), false);
        StateStore.Loaded loaded = store().load();
        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded.records()).containsExactly(record("api"), record("web"));
    }

    /** An earlier version of the runner allowed the name {@code all}. */
    @Test
    void a_target_that_was_called_all_is_loaded_again() throws Exception {
        TargetRecord plain = record("all");
        TargetRecord record = new TargetRecord(plain.spec().withSettings(plain.spec().settings().with(Options.NAME,
                "all", new Origin(Source.FLAG, "--name"))), true, "boot-1", 3, Optional.empty(), false, Duration.ZERO,
                List.of(), 0, 5, Optional.empty(), Phase.STOPPED, false, "why");

        store().save(record, true);

        assertThat(store().load().findings()).isEmpty();
        assertThat(store().load().records()).containsExactly(record);
    }

    @Test
    void live_changes_and_an_acknowledgement_are_loaded_again() throws Exception {
        TargetRecord before = record("web");
        Settings changed = before.spec().settings().changed(Options.CPU_THRESHOLD, "200", "console")
                .changed(Options.MAX_RESTARTS, "9", "api");
        TargetRecord record = new TargetRecord(before.spec().withSettings(changed), true, "boot-1", 3,
                Optional.empty(), false, Duration.ZERO, List.of(), 0, 5, Optional.empty(), Phase.FATAL, true, "why",
                true);

        store().save(record, true);

        TargetRecord loaded = store().load().records().get(0);
        assertThat(loaded.acknowledged()).isTrue();
        assertThat(loaded.spec().settings()).isEqualTo(changed);
        assertThat(loaded.spec().settings().written()).isEqualTo(before.spec().settings());
    }

    @Test
    void a_failure_and_when_things_happened_are_loaded_again() throws Exception {
        TargetRecord before = record("job");
        Moments moments = new Moments(Optional.of(Instant.parse("2026-11-28T14:02:11.123Z")),
                Optional.of(Instant.parse("2026-11-28T14:02:11Z")), Optional.of("address already in use"),
                Optional.of("OOM kill seen"), Optional.empty(),
                Optional.of(new Moments.Restart(Instant.parse("2026-11-28T14:02:10Z"), "cpu")));
        TargetRecord record = new TargetRecord(before.spec(), false, "boot-1", 3, Optional.empty(), false,
                Duration.ZERO, List.of(), 0, 5, before.lastExit(), Phase.EXITED, false, "why", false, true, moments,
                Optional.of(WallTime.of(Instant.parse("2026-11-28T03:00:00Z"))));

        store().save(record, true);

        assertThat(store().load().records()).containsExactly(record);
    }

    @Test
    void the_file_is_sorted_ascii_readable_by_its_owner_only_and_ends_with_its_checksum() throws Exception {
        store().save(record("web"), false);
        assertThat(Files.readString(file("web"))).isEqualTo("""
                boot_id=boot-1
                command.0=/usr/bin/python3
                command.1=a b.py
                command.2=
                cwd=/srv/web
                env.A=1
                env.B=x \\= y
                env.LINES=one\\u000Atwo
                env.\\u00DC=\\u001F\\uD83D\\uDE00
                exit_signal=TERM
                given_up=false
                in_a_row=2
                incarnation=3
                launching=false
                name=web
                option.cpu_threshold=150
                option.env=A\\=1\\u001FB\\=x \\= y
                origin.cpu_threshold=FILE|dpm.yaml line 4
                origin.env=FLAG|--env
                pid=456
                process_boot_id=boot-1
                ran_for_ms=61500
                reason=started by command
                restarts=5
                restarts_at_ms=1,60000
                schema=1
                source=/srv/dpm.yaml
                start_ticks=789
                state=RUNNING
                umask=0022
                wanted=true
                checksum=%s
                """.formatted(Files.readString(file("web")).replaceAll("(?s).*checksum=", "").strip()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("web")))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).containsExactly(file("web"));
        }
    }

    @Test
    void a_removed_target_is_forgotten() throws Exception {
        store().save(record("web"), false);
        store().remove(new TargetName("web"));
        store().remove(new TargetName("never-known"));
        assertThat(store().load().records()).isEmpty();
    }

    @Test
    void half_written_and_changed_files_are_set_aside_and_the_others_load() throws Exception {
        for (String name : List.of("cut", "good", "changed", "renamed")) {
            store().save(record(name), false);
        }
        Files.writeString(file("cut"), Files.readString(file("cut")).substring(0, 200));
        Files.writeString(file("changed"), Files.readString(file("changed")).replace("pid=456", "pid=1"));
        Files.move(file("renamed"), file("other"));
        Files.writeString(folder().resolve(".web.properties.tmp"), "half");
        StateStore.Loaded loaded = store().load();
        assertThat(loaded.records()).containsExactly(record("good"));
        assertThat(loaded.findings()).containsExactly(
                file("changed") + " is damaged: its checksum does not match its content; "
                        + "it was set aside as changed.properties.damaged-20261122T214602",
                file("cut") + " is damaged: it has no checksum: its end is missing; "
                        + "it was set aside as cut.properties.damaged-20261122T214602",
                file("other") + " is damaged: it is about renamed; "
                        + "it was set aside as other.properties.damaged-20261122T214602");
        assertThat(folder().resolve(".web.properties.tmp")).doesNotExist();
        assertThat(store().load().findings()).isEmpty();
    }

    @Test
    void a_newer_schema_is_refused_before_anything_is_touched() throws Exception {
        store().save(record("good"), false);
        Files.writeString(file("a-damaged"), "garbage");
        Files.writeString(file("z-newer"), "schema=2\nwhatever=1\n");
        Files.writeString(folder().resolve(".web.properties.tmp"), "half");
        assertThatThrownBy(() -> store().load()).isInstanceOf(NewerSchema.class)
                .hasMessage(file("z-newer") + " was written by a newer dpm-runner (schema 2); nothing was touched");
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(
                    ".web.properties.tmp", "a-damaged.properties", "good.properties", "z-newer.properties");
        }
    }

    @Test
    void an_option_that_no_longer_exists_or_parses_is_dropped_and_said() throws Exception {
        SortedMap<String, String> keys = TargetRecordCodec.of(record("web"));
        keys.put("option.cpu_threshold", "much");
        keys.put("option.gone_option", "1");
        Files.createDirectories(folder());
        Files.writeString(file("web"), PropertiesText.of(keys));
        StateStore.Loaded loaded = store().load();
        assertThat(loaded.records()).singleElement()
                .satisfies(web -> assertThat(web.spec().settings().all().keySet()).containsExactly(Options.ENV));
        assertThat(loaded.findings()).hasSize(2);
        assertThat(loaded.findings().get(0)).startsWith(file("web") + ": 'much' is no value of --cpu_threshold (")
                .endsWith("); the default is used");
        assertThat(loaded.findings().get(1))
                .isEqualTo(file("web") + ": the option gone_option no longer exists; the default is used");
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_sentence() throws IOException {
        Files.writeString(home.resolve("state"), "a file where the folder should be");
        assertThatThrownBy(() -> store().save(record("web"), true)).isInstanceOf(IOException.class)
                .hasMessageStartingWith("the state of web cannot be written to " + folder() + ": ");
        assertThat(store().load()).isEqualTo(new StateStore.Loaded(List.of(), List.of()));
    }
}
