package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.process.ProcessIdentity;

class RecordFileTest extends HomeFolderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private RecordFile file;
    private final ProcessIdentity self = ProcFs.system().self();

    @BeforeEach
    void makeFile() {
        file = new RecordFile(home);
    }

    private DaemonRecord starting(ProcessIdentity identity) {
        return DaemonRecord.starting(identity, new Program(Path.of("/java"), Path.of("/a.jar"), "0.1.0"), NOW);
    }

    @Test
    void reads_what_was_written() throws Exception {
        Map<String, Long> lives = new LinkedHashMap<>();
        lives.put("web", 1L);
        lives.put("api", 3L);
        DaemonRecord record = starting(self)
                .reachable("http://127.0.0.1:9180/", "http://127.0.0.1:9181/", Optional.of("/t"))
                .answered(new StartResult(StartResult.Outcome.DONE, "started = web: it's ü\nand more", lives));

        file.write(record);

        assertThat(file.read()).contains(record);
        assertThat(file.readAlive()).contains(record);
        assertThat(Files.readString(home.recordFile())).contains("start_incarnations=web\\=1,api\\=3", "faces=up");
        assertThat(home.pidFile()).hasContent(Long.toString(self.pid()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.recordFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_remark_on_taken_ports_is_kept() throws Exception {
        DaemonRecord record = starting(self).reachable("http://127.0.0.1:9182/", "http://127.0.0.1:9181/",
                Optional.empty()).remarking("port 9180 is taken; the console listens on 9182");

        file.write(record);

        assertThat(file.read()).contains(record);
    }

    @Test
    void faces_that_failed_keep_their_reason() throws Exception {
        file.write(starting(self).unreachable("port 9180 is taken"));
        assertThat(file.read().orElseThrow().webPart()).isEqualTo(WebServerState.failed("port 9180 is taken"));
        assertThat(file.read().orElseThrow().console()).isEmpty();
    }

    @Test
    void same_pid_of_another_time_or_boot_is_not_the_daemon() throws Exception {
        file.write(starting(new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId())));
        assertThat(file.readAlive()).isEmpty();
        file.write(starting(new ProcessIdentity(self.pid(), self.startTicks(), "another")));
        assertThat(file.readAlive()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pid=12", "schema=1\npid=x\nstart_ticks=1\nboot_id=b", "\\uZZZZ"})
    void damaged_record_counts_as_none(String text) throws Exception {
        Files.writeString(home.recordFile(), text);
        assertThat(file.read()).isEmpty();
    }

    @Test
    void newer_schema_is_refused() throws Exception {
        Files.writeString(home.recordFile(), "schema=2\n");
        assertThatThrownBy(file::read).isInstanceOf(HomeFault.class).hasMessageContaining("newer dpm-runner")
                .hasMessageContaining("schema 2");
        assertThat(home.recordFile()).hasContent("schema=2");
    }

    @Test
    void removes_only_its_own() throws Exception {
        file.write(starting(self));
        file.remove(new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId()));
        assertThat(home.recordFile()).exists();
        file.remove(self);
        assertThat(home.recordFile()).doesNotExist();
        assertThat(home.pidFile()).doesNotExist();
    }
}
