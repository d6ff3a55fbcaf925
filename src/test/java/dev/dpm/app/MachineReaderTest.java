package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.view.MachineView;

class MachineReaderTest {

    private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);

    @Test
    void the_machine_is_looked_at_when_somebody_asks_and_not_again_for_ten_seconds(@TempDir Path folder)
            throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder);
        home.create();
        MachineReader looks = new MachineReader(home, now::get);

        MachineView first = looks.now();

        assertThat(first.cpus()).isPositive();
        assertThat(first.load()).hasSize(3);
        assertThat(first.memoryBytes()).isGreaterThan(first.memoryAvailableBytes()).isPositive();
        assertThat(first.home()).hasValueSatisfying(disk -> assertThat(disk.bytes()).isGreaterThan(disk.freeBytes()));
        assertThat((double) first.uptimeSeconds()).isCloseTo(
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]),
                org.assertj.core.data.Offset.offset(5.0));
        now.set(Duration.ofSeconds(9));
        assertThat(looks.now()).isSameAs(first);
        now.set(Duration.ofSeconds(11));
        assertThat(looks.now()).isNotSameAs(first);
    }
}
