package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;

/** Tests settings that a person changes while the target runs, and FATAL targets that a person has acknowledged. */
class LiveChangesTest {

    private static final TargetName WEB = new TargetName("web");

    @AutoClose
    private final Bench bench = new Bench(false);

    private CommandResult change(String option, String text) {
        return answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of(option, text), "console")));
    }

    private Settings settings() {
        return bench.target("web").spec().settings();
    }

    @Test
    void a_change_is_in_force_at_once_and_told_with_old_and_new_value_and_by_whom() {
        bench.running(written("web", "cpu_threshold=80"));

        CommandResult answer = change("cpu-threshold", "150");

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.DONE);
        assertThat(answer.sentence()).isEqualTo("changed web: cpu_threshold from 80 to 150");
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("150");
        assertThat(settings().isChanged(Options.CPU_THRESHOLD)).isTrue();
        assertThat(settings().written().text(Options.CPU_THRESHOLD)).contains("80");
        assertThat(bench.world.launchesOf("web")).isEqualTo(1);
        assertThat(bench.journal.messages(TargetEvent.TargetChanged.class))
                .containsExactly("changed by console: cpu_threshold from 80 to 150");
    }

    @Test
    void a_change_without_effect_is_answered_with_a_warning() {
        bench.running(written("web"));

        assertThat(change("check_interval", "7").sentence()).isEqualTo("changed web: check_interval from 10 to 7\n"
                + "WARNING check_interval has no effect without http_check, tcp_check or exec_check");
        assertThat(change("check_interval", "7").sentence()).isEqualTo("web has these settings already\n"
                + "WARNING check_interval has no effect without http_check, tcp_check or exec_check");
        assertThat(change("check_interval", "").sentence()).isEqualTo("changed web: check_interval from 7 to 10");
    }

    @Test
    void a_change_stands_while_the_file_says_the_same_and_goes_when_it_says_something_else() {
        bench.running(written("web", "cpu_threshold=80"));
        change("cpu_threshold", "150");

        CommandResult same = answer(
                bench.supervisor.reload(FILES, List.of(written("web", "cpu_threshold=80", "max_restarts=7"))));
        assertThat(same.sentence()).isEqualTo("changed web: max_restarts from 3 to 7");
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("150");

        CommandResult other = answer(
                bench.supervisor.reload(FILES, List.of(written("web", "cpu_threshold=90", "max_restarts=7"))));
        assertThat(other.sentence()).isEqualTo("changed web: cpu_threshold from 150 to 90");
        assertThat(settings().isChanged(Options.CPU_THRESHOLD)).isFalse();
        assertThat(bench.journal.messages(TargetEvent.TargetChanged.class)).last().asString().contains(
                "what the file says now goes over the change that console made to cpu_threshold");
    }

    @Test
    void a_start_with_the_options_of_before_counts_as_the_same() {
        bench.running(target("web", "cpu_threshold=80"));
        change("cpu_threshold", "150");

        assertThat(bench.start(target("web", "cpu_threshold=80")).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
        answer(bench.supervisor.stop(WEB, "by command"));
        bench.reaches("web", Phase.STOPPED);
        bench.start(target("web", "cpu_threshold=80"));

        assertThat(settings().text(Options.CPU_THRESHOLD)).as("it stands over a stop and a start").contains("150");
    }

    @Test
    void a_start_with_other_options_names_the_values_in_force_and_how_to_change_them() {
        bench.running(target("web", "cpu_threshold=80"));
        change("cpu_threshold", "150");

        CommandResult other = bench.start(target("web", "cpu_threshold=44"));

        assertThat(other.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(other.sentence()).startsWith("web is running with other options, nothing was changed: "
                + "cpu_threshold is 150, asked for 44; to change it: ").contains("`reload`", "`remove`");
        assertThat(bench.start(target("web", "cpu_threshold=150")).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
        assertThat(settings().isChanged(Options.CPU_THRESHOLD)).isTrue();
    }

    @Test
    void a_change_is_kept_by_the_next_runner() {
        bench.running(target("web"));
        change("memory_threshold", "1GiB");
        bench.close();

        try (Bench next = new Bench(false, bench.world, bench.memory)) {
            answer(next.supervisor.restore(List.copyOf(bench.memory.values()), true));

            Settings kept = next.target("web").spec().settings();
            assertThat(kept.text(Options.MEMORY_THRESHOLD)).contains("1GiB");
            assertThat(kept.isChanged(Options.MEMORY_THRESHOLD)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            80
            80.0
            ''
            """)
    void a_change_back_to_what_was_written_is_none_any_more(String text) {
        bench.running(target("web", "cpu_threshold=80"));
        change("cpu_threshold", "150");

        assertThat(change("cpu_threshold", text).outcome()).isEqualTo(CommandResult.Outcome.DONE);

        assertThat(settings().isChanged(Options.CPU_THRESHOLD)).isFalse();
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("80");
        assertThat(change("cpu_threshold", text).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            cpu_threshold | many | cpu_threshold: 'many' is not allowed; allowed:
            cpu_treshold  | 90   | 'cpu_treshold': is not an option; did you mean cpu_threshold?
            cwd           | /tmp | 'cwd': cannot be changed while the target is there
            port          | 80   | 'port': cannot be changed while the target is there
            """)
    void what_cannot_be_is_said_and_nothing_changes(String option, String text, String sentence) {
        bench.running(target("web"));

        CommandResult answer = answer(
                bench.supervisor.change(WEB, ChangeRequest.of(Map.of(option, text, "max_restarts", "9"), "api")));

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.INVALID);
        assertThat(answer.sentence()).startsWith(sentence).endsWith("\nnothing was changed");
        assertThat(settings().text(Options.MAX_RESTARTS)).contains("3");
        assertThat(bench.journal.count(TargetEvent.TargetChanged.class)).isZero();
    }

    private void fatal() {
        bench.world.failures.put(WEB, new LaunchFailure("no such program", false, null));
        bench.start(target("web", "restart=never"));
        bench.reaches("web", Phase.FATAL);
    }

    @Test
    void what_is_fatal_can_be_acknowledged_until_it_is_started_again() {
        fatal();

        CommandResult answer = answer(bench.supervisor.acknowledge(WEB));

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.DONE);
        assertThat(bench.target("web").acknowledged()).isTrue();
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL);
        Bench.eventually(
                () -> assertThat(bench.memory.get(WEB).acknowledged()).as("the next runner knows it too").isTrue());
        assertThat(answer(bench.supervisor.acknowledge(WEB)).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
        assertThat(bench.journal.count(TargetEvent.TargetAcknowledged.class)).isEqualTo(1);

        answer(bench.supervisor.start(WEB, "by command"));
        bench.reaches("web", Phase.FATAL);

        assertThat(bench.target("web").acknowledged()).as("it failed anew").isFalse();
    }

    @Test
    void an_acknowledgement_outlives_the_runner() {
        fatal();
        answer(bench.supervisor.acknowledge(WEB));
        bench.close();

        try (Bench next = new Bench(false, bench.world, bench.memory)) {
            answer(next.supervisor.restore(List.copyOf(bench.memory.values()), false));

            assertThat(next.target("web").acknowledged()).isTrue();
        }
    }

    @Test
    void what_is_not_fatal_cannot_be_acknowledged() {
        bench.running(target("web"));

        CommandResult answer = answer(bench.supervisor.acknowledge(WEB));

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(answer.sentence()).isEqualTo("web is RUNNING; only what is FATAL can be acknowledged");
        assertThat(answer(bench.supervisor.acknowledge(new TargetName("nobody"))).outcome())
                .isEqualTo(CommandResult.Outcome.UNKNOWN);
    }

    private CommandResult change(String from, String to, String by) {
        return answer(bench.supervisor.change(WEB,
                new ChangeRequest(Map.of("cpu_threshold", to), Map.of("cpu-threshold", from), by)));
    }

    @Test
    void a_change_that_came_between_the_look_and_the_order_is_not_lost() {
        bench.running(written("web", "cpu_threshold=80"));
        answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("cpu_threshold", "120"), "api")));

        CommandResult answer = change("80", "150", "console");

        assertThat(answer.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(answer.sentence()).isEqualTo(
                "another change came first: cpu_threshold is '120' now, and not '80'; nothing was changed");
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("120");
        assertThat(change("120", "150", "console").outcome()).isEqualTo(CommandResult.Outcome.DONE);
    }

    @Test
    void a_reload_that_came_between_is_not_lost_either() {
        bench.running(written("web", "cpu_threshold=80"));
        answer(bench.supervisor.reload(FILES, List.of(written("web", "cpu_threshold=90"))));

        assertThat(change("80", "150", "console").outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("90");
        assertThat(bench.journal.messages(TargetEvent.TargetChanged.class)).hasSize(1);
    }

    @Test
    void of_many_changes_at_once_from_one_value_exactly_one_is_made() {
        bench.running(written("web", "cpu_threshold=80"));

        List<CompletableFuture<CommandResult>> all = IntStream.range(100, 120)
                .mapToObj(text -> bench.supervisor.change(WEB, new ChangeRequest(
                        Map.of("cpu_threshold", "" + text), Map.of("cpu_threshold", "80"), "console")))
                .toList();

        assertThat(all.stream().map(one -> answer(one).outcome()).toList())
                .containsOnlyOnce(CommandResult.Outcome.DONE).contains(CommandResult.Outcome.REFUSED);
        assertThat(settings().text(Options.CPU_THRESHOLD)).contains("100");
    }
}
