package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.ThreadMXBean;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.history.EventJournal;
import dev.dpm.history.UsageHistory;
import dev.dpm.process.TargetName;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

class DetailReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** Writes a journal with one event every ten seconds, the last one now. */
    private void journal(int events) throws IOException {
        try (BufferedWriter older = Files.newBufferedWriter(folder.resolve("events.jsonl.1"));
                BufferedWriter newest = Files.newBufferedWriter(folder.resolve("events.jsonl"))) {
            for (int sequence = 1; sequence <= events; sequence++) {
                (sequence <= events - 10 ? older : newest).write("{\"schema\":1,\"sequence\":" + sequence
                        + ",\"time\":\"" + NOW.minusSeconds(10L * (events - sequence)).toString().replace("Z", ".000Z")
                        + "\",\"type\":\"TargetExited\",\"target\":\"web\",\"pid\":1,\"severity\":\"WARNING\","
                        + "\"message\":\"process 1 ended with exit code 1 after 1.5 s\",\"exit_code\":1}\n");
            }
        }
    }

    @Test
    void the_marks_of_a_chart_cost_what_its_range_holds() throws IOException {
        journal(20_000);
        try (EventJournal journal = new EventJournal(folder, CLOCK)) {
            UsageReader usage = new UsageReader(new UsageHistory(Optional.empty(), CLOCK, sentence -> {
            }), new DetailReader(new RuntimeDirectory(folder), journal));
            UsageSeries series = usage.of(new TargetName("web"), UsageRange.QUARTER, NOW);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();

            usage.of(new TargetName("web"), UsageRange.QUARTER, NOW);

            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(series.marks()).hasSize(91).allMatch(mark -> !mark.at().isBefore(NOW.minusSeconds(900)));
            assertThat(bytes).isLessThan(2 << 20);
        }
    }
}
