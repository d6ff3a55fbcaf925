package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class PageSizeTest {

    private static byte[] vector(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.nativeOrder());
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    @Test
    void stands_in_the_auxiliary_vector() {
        assertThat(PageSize.in(vector(33, 1, 6, 65_536, 0, 0))).isEqualTo(65_536);
        assertThat(PageSize.in(vector(33, 6, 0, 0))).as("a value is no key").isEqualTo(4096);
        assertThat(PageSize.in(new byte[3])).isEqualTo(4096);
    }

    @Test
    void resident_memory_is_that_of_status() throws Exception {
        String status = Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        long kibibytes = status.lines().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();

        ProcFiles proc = new ProcFiles();
        ProcStat stat = proc.stat(ProcessHandle.current().pid()).orElseThrow();

        // the test's own JVM allocates memory between the two readings
        assertThat(proc.residentBytes(stat) / 1024.0).isBetween(kibibytes * 0.8, kibibytes * 1.2);
    }
}
