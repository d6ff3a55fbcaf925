package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.TargetEvent;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.TargetName;
import dev.dpm.testing.TargetSpecs;

/** Tests what commands say about instances that they start or remove, and about logs that two targets would share. */
class ScalingTest {

    @AutoClose
    private final Bench bench = new Bench(false);

    private static List<TargetSpec> instances(int count) {
        return IntStream.range(0, count).mapToObj(number -> written("web-" + number, "instances=" + count)).toList();
    }

    @Test
    void only_the_new_instances_are_started() {
        bench.running(instances(3).toArray(TargetSpec[]::new));

        CommandResult result = answer(bench.supervisor.scale("web", 5, instances(5)));

        assertThat(result.sentence()).isEqualTo("starting web-3, web-4");
        assertThat(result.started()).extracting(CommandResult.Started::name).containsExactly("web-3", "web-4");
    }

    @Test
    void a_target_cannot_have_the_common_name_of_instances() {
        bench.running(instances(2).toArray(TargetSpec[]::new));

        CommandResult result = bench.start(written("web"));

        assertThat(result.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(result.sentence()).startsWith("web is the common name of the instances web-0, web-1, nothing was "
                + "changed: choose another --name");
        assertThat(bench.world.launchesOf("web")).isZero();
    }

    @Test
    void instances_cannot_have_the_name_of_a_target_in_common() {
        bench.running(written("web"));

        CommandResult result = bench.start(instances(1).get(0));

        assertThat(result.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(result.sentence()).startsWith("web-0 cannot be started beside the target web");
        assertThat(bench.world.launchesOf("web-0")).isZero();
    }

    private static List<TargetSpec> changed(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> written("web-" + number, "instances=" + count, "env=PORT=8000")).toList();
    }

    /** An additional instance has the settings of the changed file, and the others run with their old ones. */
    @Test
    void the_instances_that_differ_from_a_changed_file_are_named() {
        bench.running(instances(2).toArray(TargetSpec[]::new));

        CommandResult result = answer(bench.supervisor.scale("web", 3, changed(3)));

        assertThat(result.sentence()).isEqualTo("starting web-2\nweb-0, web-1 run with their old settings; the file "
                + "changes env from none to variables PORT: `reload --rolling` or `restart web --rolling` applies that");
        assertThat(bench.target("web-0").pending()).isEqualTo("env from none to variables PORT");
        assertThat(bench.target("web-1").pending()).isEqualTo("env from none to variables PORT");
        assertThat(bench.target("web-2").pending()).isEmpty();
        assertThat(bench.world.launchesOf("web-0")).isEqualTo(1);
    }

    @Test
    void a_restart_gives_an_old_instance_the_settings_of_the_new_ones() {
        bench.running(instances(2).toArray(TargetSpec[]::new));
        answer(bench.supervisor.scale("web", 3, changed(3)));

        answer(bench.supervisor.restart(new TargetName("web-0"), "restarted by command"));
        Bench.eventually(() -> assertThat(bench.world.launchesOf("web-0")).isEqualTo(2));

        assertThat(bench.target("web-0").spec().differencesTo(changed(3).get(0))).isEmpty();
        assertThat(bench.target("web-0").pending()).isEmpty();
        assertThat(bench.target("web-1").pending()).isNotEmpty();
    }

    @Test
    void a_scale_after_the_file_was_changed_back_leaves_nothing_pending() {
        bench.running(instances(2).toArray(TargetSpec[]::new));
        answer(bench.supervisor.scale("web", 1, changed(1)));
        assertThat(bench.target("web-0").pending()).isNotEmpty();

        CommandResult result = answer(bench.supervisor.scale("web", 1, instances(1)));

        assertThat(result.sentence()).isEqualTo("web has 1 instance already");
        assertThat(bench.target("web-0").pending()).isEmpty();
    }

    /** web depends on base, and front on every instance of web. */
    private static List<TargetSpec> layers(int count) {
        String all = IntStream.range(0, count).mapToObj(number -> "web-" + number).collect(Collectors.joining(","));
        return Stream.concat(Stream.concat(Stream.of(written("base")), IntStream.range(0, count)
                .mapToObj(number -> written("web-" + number, "instances=" + count, "depends_on=base"))),
                Stream.of(written("front", "depends_on=" + all))).toList();
    }

    private void begun(List<TargetSpec> specs) {
        assertThat(bench.start(specs.toArray(TargetSpec[]::new)).outcome()).isEqualTo(Outcome.DONE);
        bench.advanceUntil(() -> assertThat(bench.target("front").state().phase()).isEqualTo(Phase.RUNNING));
    }

    /** A first launch is no restart, so restart_with does not follow from it. */
    @Test
    void a_dependent_is_not_restarted_for_a_new_instance() {
        begun(bound(1));

        answer(bench.supervisor.scale("web", 2, bound(2)));
        bench.advanceUntil(() -> assertThat(bench.target("web-1").state().phase()).isEqualTo(Phase.RUNNING));
        bench.settled();

        assertThat(bench.world.launchesOf("front")).isEqualTo(1);
        assertThat(bench.target("front").state().phase()).isEqualTo(Phase.RUNNING);
    }

    private static List<TargetSpec> bound(int count) {
        List<TargetSpec> all = new ArrayList<>(instances(count));
        all.add(written("front", "restart_with=true", "depends_on="
                + all.stream().map(spec -> spec.name().value()).collect(Collectors.joining(","))));
        return all;
    }

    @Test
    void instances_between_two_layers_are_added_together() {
        begun(layers(1));

        CommandResult result = answer(bench.supervisor.scale("web", 4, layers(4)));

        assertThat(result.outcome()).as(result.sentence()).isEqualTo(Outcome.DONE);
        assertThat(result.sentence()).contains("starting web-1, web-2, web-3");
        bench.advanceUntil(() -> assertThat(bench.target("web-3").state().phase()).isEqualTo(Phase.RUNNING));
    }

    @Test
    void a_scale_that_cannot_be_changes_nothing() {
        begun(layers(1));
        List<TargetSpec> faulty = Stream.concat(layers(2).stream().filter(spec -> !spec.name().value().equals("web-1")),
                Stream.of(written("web-1", "instances=2", "depends_on=nobody"))).toList();

        CommandResult result = answer(bench.supervisor.scale("web", 2, faulty));

        assertThat(result.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.sentence()).contains("depends on nobody", "nothing was changed");
        assertThat(answer(bench.supervisor.scale("web", 1, layers(1))).sentence()).contains("1 instance already");
    }

    @Test
    void the_event_of_a_removal_says_that_it_was_scaled() {
        bench.running(instances(2).toArray(TargetSpec[]::new));

        answer(bench.supervisor.scale("web", 1, instances(1)));

        Bench.eventually(() -> assertThat(bench.journal.messages(TargetEvent.TargetRemoved.class)).singleElement()
                .asString().contains("web is scaled to 1 instance"));
    }

    @Test
    void a_start_names_what_it_starts_and_not_what_runs() {
        bench.running(written("web"));

        assertThat(bench.start(written("web"), written("db")).sentence()).isEqualTo("starting db");
    }

    @Test
    void a_target_that_is_done_is_planned_at_once_when_its_file_gives_it_a_schedule() {
        bench.running(written("job", "restart=never"));
        bench.world.ends(bench.world.main("job"), new ExitStatus.Code(0));
        bench.reaches("job", Phase.EXITED);

        answer(bench.supervisor.reload(FILES, List.of(written("job", "restart=never", "schedule=0 3 * * *",
                "timezone=UTC"))));

        Bench.eventually(() -> assertThat(bench.target("job").state()).isInstanceOf(Scheduled.class));
        Bench.eventually(() -> assertThat(bench.target("job").nextRun()).isPresent());
        assertThat(bench.target("job").wanted()).isTrue();
        assertThat(bench.world.launchesOf("job")).isEqualTo(1);
    }

    @Test
    void two_targets_do_not_write_into_the_same_log() {
        bench.running(TargetSpecs.target("web", "stderr=apart"));

        CommandResult refused = bench.start(TargetSpecs.target("web.err"));

        assertThat(refused.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(refused.sentence()).contains("target web is not allowed beside a target web.err",
                "nothing was changed");
        assertThat(bench.supervisor.snapshot().target(new TargetName("web.err"))).isEmpty();
    }

    @Test
    void two_targets_of_two_files_do_not_write_into_the_same_path() {
        bench.running(TargetSpecs.target("web", "output=/var/log/shop.log"));

        CommandResult refused = bench.start(TargetSpecs.target("api", "stderr=/var/log/../log/shop.log"));

        assertThat(refused.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(refused.sentence())
                .contains("--stderr: '/var/log/../log/shop.log' is where target web writes already;"
                        + " allowed: a path of its own", "`remove web` frees it", "nothing was changed");
        assertThat(bench.supervisor.snapshot().target(new TargetName("api"))).isEmpty();
    }

    @Test
    void one_target_may_write_both_of_its_streams_into_one_path() {
        assertThat(bench.start(TargetSpecs.target("web", "output=/var/log/shop.log", "stderr=/var/log/shop.log"))
                .outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void a_reload_that_would_share_a_path_changes_nothing_and_one_that_swaps_paths_is_carried_out() {
        bench.running(TargetSpecs.target("other", "output=/other.log"), written("web", "output=/web.log"),
                written("api", "output=/api.log"));

        CommandResult shared = answer(bench.supervisor.reload(FILES, List.of(written("web", "output=/other.log"))));

        assertThat(shared.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(shared.sentence()).contains("'/other.log' is where target other writes already");
        assertThat(bench.target("api").wanted()).as("not removed").isTrue();
        assertThat(answer(bench.supervisor.reload(FILES, List.of(written("web", "output=/api.log"),
                written("api", "output=/web.log")))).sentence()).contains("restarting web", "restarting api");
    }

    @Test
    void what_has_no_way_to_reread_its_configuration_is_bad_input() {
        bench.running(TargetSpecs.target("web"));

        assertThat(answer(bench.supervisor.reload(new TargetName("web"), "by command")).outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void an_instance_that_is_fatal_is_named_by_a_scale() {
        bench.running(written("web-0", "instances=1", "max_restarts=0"));
        bench.world.crashes("web-0");
        bench.reaches("web-0", Phase.FATAL);

        CommandResult result = answer(bench.supervisor.scale("web", 2, instances(2)));

        assertThat(result.sentence()).contains("starting web-1",
                "web-0 is FATAL, and stays so: `start web-0` starts it again");
    }

    /** The file is as before: a command changed the number of instances, and with it what others depend on. */
    @Test
    void a_changed_dependency_on_instances_is_told_as_done_by_the_command() {
        bench.running(written("web-0", "instances=1"));
        bench.running(written("api", "depends_on=web-0"));

        answer(bench.supervisor.scale("web", 2, List.of(written("web-0", "instances=2"),
                written("web-1", "instances=2"), written("api", "depends_on=web-0,web-1"))));

        assertThat(bench.journal.messages(TargetEvent.TargetChanged.class)).last().asString()
                .contains("depends_on", "by command: web is scaled to 2 instances")
                .doesNotContain("configuration file");
    }

    @Test
    void remove_says_that_a_file_still_declares_the_target() {
        bench.running(written("web"), TargetSpecs.target("api"));
        List.of("web", "api").forEach(name -> {
            answer(bench.supervisor.stop(new TargetName(name), "by command"));
            bench.reaches(name, Phase.STOPPED);
        });

        assertThat(answer(bench.supervisor.remove(new TargetName("web"))).sentence()).isEqualTo("removed web; its logs "
                + "are kept until their retention\n/etc/dpm.yaml declares web: the next `reload` adds web again, unless "
                + "it is taken out of that file");
        assertThat(answer(bench.supervisor.remove(new TargetName("api"))).sentence())
                .isEqualTo("removed api; its logs are kept until their retention");
    }

    @Test
    void reload_says_that_a_changed_target_that_has_ended_is_not_started() {
        bench.running(written("job", "restart=never"));
        bench.world.ends(bench.world.main("job"), new ExitStatus.Code(4));
        bench.reaches("job", Phase.EXITED);

        assertThat(answer(bench.supervisor.reload(FILES, List.of(written("job", "restart=never", "env=A=1"))))
                .sentence()).startsWith("changed job: env from none").endsWith("; job is EXITED after a failure, and "
                        + "stays so: `start job` launches it with its new configuration");
    }
}
