package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.ProcessFacts;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.view.ProcessViews.Look;

class ProcessViewsTest {

    private static final ProcessIdentity MAIN = new ProcessIdentity(100, 1000, "boot");

    private static ProcessFacts process(long pid, long parent, long cpuMillis, String... arguments) {
        return new ProcessFacts(new ProcessIdentity(pid, pid * 10, "boot"), parent, "name", List.of(arguments), 'S', 1,
                Duration.ofMillis(cpuMillis), 4096);
    }

    private static List<ProcessView> views(List<ProcessFacts> before, List<ProcessFacts> now) {
        return ProcessViews.of(MAIN, new Look(Duration.ofSeconds(10), before), new Look(Duration.ofSeconds(12), now),
                identity -> Instant.ofEpochSecond(identity.startTicks()));
    }

    @Test
    void parents_come_before_their_children_each_below_its_own() {
        List<ProcessFacts> now = List.of(process(104, 101, 0), process(102, 100, 0), process(100, 1, 0),
                process(101, 100, 0), process(103, 101, 0));

        assertThat(views(now, now)).extracting(view -> view.depth() + ":" + view.pid()).containsExactly("0:100",
                "1:101", "2:103", "2:104", "1:102");
    }

    @Test
    void who_lost_its_parent_is_shown_after_the_main_process_with_all_below_it() {
        List<ProcessFacts> now = List.of(process(90, 1, 0), process(91, 90, 0), process(100, 1, 0));

        assertThat(views(now, now)).extracting(view -> view.depth() + ":" + view.pid()).containsExactly("0:100", "0:90",
                "1:91");
    }

    @Test
    void cpu_is_the_rate_between_two_looks_and_unknown_for_who_is_new() {
        List<ProcessView> views = views(List.of(process(100, 1, 500)),
                List.of(process(100, 1, 1500), process(101, 100, 70)));

        assertThat(views.get(0).cpuPercent()).hasValue(50.0);
        assertThat(views.get(1).cpuPercent()).isEmpty();
    }

    @Test
    void a_recycled_pid_is_another_process() {
        ProcessFacts other = new ProcessFacts(new ProcessIdentity(100, 7777, "boot"), 1, "x", List.of(), 'R', 1,
                Duration.ofSeconds(9), 0);

        assertThat(views(List.of(process(100, 1, 500)), List.of(other)).get(0).cpuPercent()).isEmpty();
    }

    @Test
    void secrets_in_arguments_are_masked() {
        List<ProcessFacts> now = List.of(process(100, 1, 0, "serve", "--password", "geheim", "API_KEY=geheim"));

        assertThat(views(now, now).get(0).command()).isEqualTo("serve --password *** API_KEY=***");
    }

    @Test
    void processes_that_are_each_others_parents_are_shown_once() {
        List<ProcessFacts> now = List.of(process(101, 102, 0), process(102, 101, 0));

        assertThat(views(now, now)).hasSize(2);
    }
}
