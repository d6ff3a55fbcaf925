package dev.dpm.policy;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.sampling.Cgroup;
import dev.dpm.sampling.Sample;

/** Tests when the proportional size is read only for display, since no threshold needs it. */
class NextMemoryRequestTest {

    private static final TargetSpec SPEC = target("web", "memory_threshold=off");

    private static Sample sample(int second, long mebibytes, int processes) {
        return new Sample(Duration.ofSeconds(second), Duration.ZERO, mebibytes << 20, processes);
    }

    private static MemoryStory read(int second, long resident, long proportional) {
        return MemoryStory.FRESH.after(SPEC.thresholds(),
                new Sample(Duration.ofSeconds(second), Duration.ZERO, resident << 20, 9,
                        Optional.of(proportional << 20), Cgroup.UNKNOWN));
    }

    private static boolean isRead(MemoryStory story, TargetSpec spec, Sample last, int second) {
        return NextMemoryRequest
                .of(ThresholdStatus.FRESH, story, spec.thresholds(), Optional.of(last), Duration.ofSeconds(second))
                .wantsProportional(last.residentBytes());
    }

    @ParameterizedTest(name = "{0} MiB, {1} s after 500 MiB were read: {2}")
    @CsvSource(textBlock = """
            # resident now, seconds since, read again
            500,  0, false
            500, 29, false
            500, 30, true
            545, 29, false
            600,  9, false
            600, 10, true
            400, 10, true
            """)
    void of_several_processes_at_most_once_in_thirty_seconds(long resident, int since, boolean again) {
        assertThat(isRead(read(100, 500, 160), SPEC, sample(100 + since, resident, 9), 100 + since)).isEqualTo(again);
    }

    @Test
    void the_more_there_is_the_rarer_it_is_read() {
        MemoryStory story = read(0, 10_300, 9000);

        assertThat(isRead(story, SPEC, sample(329, 10_300, 9), 329)).isFalse();
        assertThat(isRead(story, SPEC, sample(330, 10_300, 9), 330)).isTrue();
    }

    @Test
    void one_process_counts_no_page_twice() {
        assertThat(isRead(MemoryStory.FRESH, SPEC, sample(5, 500, 1), 5)).isFalse();
        assertThat(isRead(MemoryStory.FRESH, SPEC, sample(5, 500, 2), 5)).isTrue();
    }

    @Test
    void what_could_not_be_read_is_not_tried_with_each_sample() {
        MemoryStory story = MemoryStory.FRESH.after(SPEC.thresholds(),
                new Sample(Duration.ofSeconds(100), Duration.ZERO, 500 << 20,
                        9, Optional.empty(), true, Cgroup.UNKNOWN, false, List.of()));

        assertThat(isRead(story, SPEC, sample(105, 500, 9), 105)).isFalse();
        assertThat(isRead(story, SPEC, sample(130, 500, 9), 130)).isTrue();
    }

    @Test
    void a_working_set_counts_each_page_once_already() {
        TargetSpec spec = target("web", "memory_basis=cgroup");
        Cgroup own = new Cgroup(Optional.of(160L << 20), Optional.of(1L << 30), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), false);

        assertThat(isRead(MemoryStory.FRESH, spec, sample(5, 500, 9).in(own), 5)).isFalse();
    }
}
