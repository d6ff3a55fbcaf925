package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationRecordTest {

    @TempDir
    private Path folder;

    @Test
    void is_read_as_it_was_written() throws IOException {
        OutputFiles files = new OutputFiles(folder.resolve("web.log"));
        assertThat(RotationRecord.of(files)).isEqualTo(RotationRecord.NONE);
        RotationRecord record = new RotationRecord(3, RotationRecord.Phase.MARKED, 10, 20, 5, "[mark] 1", true,
                new Descriptor("/proc/7/fd/1", "(dev=fd00,ino=42)"));
        Files.write(files.record(), new byte[0]);
        Files.writeString(files.record(), "");
        record.write(files);
        assertThat(RotationRecord.of(files).phase()).isEqualTo(record.phase());
        assertThat(RotationRecord.of(files)).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "schema=2\nphase=MARKED", "schema=1\nsequence=1\nphase=MAD\nbase=1\ncut=1\ndropped=1",
            "schema=1\nsequence=1\nphase=MARKED\nbase=-1\ncut=1\ndropped=1", "schema=1\nsequence=x", "\\u00g"})
    void a_damaged_one_is_as_none(String text) throws IOException {
        assertThat(RotationRecord.parse(text)).isEqualTo(RotationRecord.NONE);
    }
}
