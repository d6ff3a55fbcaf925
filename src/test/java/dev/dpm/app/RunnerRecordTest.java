package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RuntimeDirectory;

class RunnerRecordTest {

    @TempDir
    Path folder;

    @Test
    void one_that_somebody_deleted_is_owed_and_written_again_while_the_runner_lives() throws Exception {
        RuntimeDirectory home = home();
        RunnerRecord record = new RunnerRecord(Program.current("1"), home, false);
        record.announce();
        assertThat(record.isOwed()).isFalse();
        Files.delete(home.recordFile());

        assertThat(record.isOwed()).isTrue();
        assertThat(record.again()).isEmpty();

        assertThat(new RecordFile(home).readAlive()).isPresent();
        assertThat(record.remove()).isEmpty();
        assertThat(record.isOwed()).as("the runner ends").isFalse();
        assertThat(record.again()).isEmpty();
        assertThat(home.recordFile()).doesNotExist();
    }

    private RuntimeDirectory home() throws HomeFault {
        RuntimeDirectory home = RuntimeDirectory.of(Map.of("DPM_HOME", folder.resolve("home").toString()), folder);
        home.create();
        return home;
    }
}
