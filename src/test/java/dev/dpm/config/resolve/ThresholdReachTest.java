package dev.dpm.config.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.resolve.ThresholdReach.Ceiling;

/** Tests the warnings about thresholds above a target's own limits. */
class ThresholdReachTest {

    private static final double GIB = 1L << 30;

    private static Settings settings(String texts) {
        Settings settings = Settings.none();
        int line = 1;
        for (String pair : texts.split(" ")) {
            String[] parts = pair.split(":", 2);
            settings = settings.known(Options.byName(parts[0]).orElseThrow(), parts[1],
                    new Settings.Origin(Settings.Source.FILE, "dpm.yaml line " + line++));
        }
        return settings;
    }

    private static List<String> warnings(String texts) {
        Findings findings = new Findings();
        new ThresholdReach(() -> List.of(new Ceiling(4 * GIB, "this machine's memory of 4.00 GiB", "")),
                () -> List.of(new Ceiling(200, "this machine's 2 processors", "")))
                .warn(settings(texts), findings);
        return findings.warnings();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            memory_threshold:100 memory_max:64MiB        | memory_threshold 100 is not below memory_max 64.0 MiB, where the kernel kills first, so the target hardly ever exceeds it; 80% is a share of that limit
            memory_threshold:64 memory_max:64MiB         | memory_threshold 64 is not below memory_max 64.0 MiB
            memory_threshold:2GiB rlimits:as=1GiB        | memory_threshold 2GiB is not below the rlimit as of 1.00 GiB, which every process has for itself
            memory_threshold:8GiB restart:always         | memory_threshold 8GiB is not below this machine's memory of 4.00 GiB
            memory_threshold:300 memory_limit:268435456  | memory_threshold 300 is not below memory_limit 256.0 MiB
            cpu_threshold:90 cpu_quota:50%               | cpu_threshold 90 is not below cpu_quota 50%, which holds the target there, so the target hardly ever exceeds it; 80%limit is a share of that limit
            cpu_threshold:150 cpu_affinity:1             | cpu_threshold 150 is not below cpu_affinity 1 (1 processor)
            cpu_threshold:250 restart:always             | cpu_threshold 250 is not below this machine's 2 processors
            cpu_threshold:60 cpu_limit:500m              | cpu_threshold 60 is not below cpu_limit 500m
            """)
    void a_threshold_at_or_above_a_limit_is_a_warning(String texts, String sentence) {
        assertThat(warnings(texts)).singleElement().asString().startsWith("dpm.yaml line 1: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"memory_threshold:60 memory_max:64MiB", "memory_threshold:80% memory_max:64MiB",
            "memory_threshold:off memory_max:64MiB", "memory_max:64MiB restart:always",
            "cpu_threshold:49 cpu_quota:50%",
            "cpu_threshold:80%limit cpu_quota:50%", "cpu_threshold:off cpu_quota:50%", "cpu_quota:50% nice:1",
            "cpu_threshold:150 cpu_quota:off", "memory_threshold:2GiB rlimits:as=unlimited",
            "memory_threshold:2GiB rlimits:nofile=100"})
    void what_can_be_exceeded_and_what_nobody_wrote_is_none(String texts) {
        assertThat(warnings(texts)).isEmpty();
    }

    @Test
    void the_lowest_limit_is_named() {
        assertThat(warnings("memory_threshold:8GiB memory_max:64MiB rlimits:as=1GiB")).singleElement().asString()
                .contains("memory_max 64.0 MiB").doesNotContain("as of");
    }

    @Test
    void the_machine_is_read_once_for_all_targets_and_never_where_nobody_wrote_a_threshold() {
        List<String> reads = new ArrayList<>();
        Supplier<List<Ceiling>> memory = ThresholdReach.once(() -> {
            reads.add("memory");
            return List.of(new Ceiling(GIB, "this machine", ""));
        });
        ThresholdReach reach = new ThresholdReach(memory, () -> List.of());

        reach.warn(settings("restart:always nice:1"), new Findings());
        assertThat(reads).isEmpty();

        for (int i = 0; i < 3; i++) {
            reach.warn(settings("memory_threshold:8GiB restart:always"), new Findings());
        }
        assertThat(reads).hasSize(1);
    }
}
