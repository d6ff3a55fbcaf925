package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests targets with instances: commands on all of them by one name, a changed number while they run, and the next
 * runner.
 */
class InstancesIT {

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void nothing_is_left() {
        product.endInTime();
    }

    private void file(int instances) {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, start_seconds: 0, stop_grace: 20}
                targets:
                  web:
                    instances: %d
                    command: [sh, -c, "echo instance $NUMBER {instance}; exec sleep 100{instance}"]
                    env: {NUMBER: "no{instance}"}
                  front: {command: [sleep, "1000"], depends_on: [web]}
                """.formatted(instances));
    }

    private void states(String expected) {
        Product.await(Runner.PATIENCE, () -> assertThat(runner.status().path("targets"))
                .extracting(target -> target.path("name").asText() + " " + target.path("state").asText())
                .containsExactlyInAnyOrder(expected.split(", ")));
    }

    private static String running(int... numbers) {
        return Arrays.stream(numbers).mapToObj(number -> "web-" + number + " RUNNING")
                .collect(Collectors.joining(", "));
    }

    private Map<String, Long> pids(String... names) {
        return List.of(names).stream().collect(Collectors.toMap(name -> name, runner::pidOf));
    }

    @Test
    void instances_are_one_by_their_name() {
        file(3);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1, 2) + ", front RUNNING");

        Product.await(Runner.PATIENCE, () -> assertThat(product.dpm("logs", "web").out())
                .contains("instance no0 0", "instance no1 1", "instance no2 2"));
        assertThat(product.dpm("status", "@web").out()).contains("web-0", "web-2").doesNotContain("front");
        product.dpm("stop", "web", "--yes").expect(0);
        states("web-0 STOPPED, web-1 STOPPED, web-2 STOPPED, front STOPPED");
        product.dpm("start", "web").expect(0);
        states(running(0, 1, 2) + ", front STOPPED");
        assertThat(product.dpm("restart", "web", "--rolling").expect(0).out())
                .containsSubsequence("restarting web-0", "restarting web-1", "restarting web-2");
        assertThat(product.dpm("signal", "web", "CONT").expect(0).out()).contains("to web-0", "to web-2");
    }

    @Test
    void a_number_that_was_ordered_holds_until_the_file_says_another_one() {
        file(2);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1) + ", front RUNNING");

        assertThat(product.dpm("scale", "web", "4").expect(0).out()).contains("starting web-2, web-3");
        states(running(0, 1, 2, 3) + ", front RUNNING");
        assertThat(product.dpm("status").out()).contains("web-0: changed while it runs: instances 4 instead of 2");
        assertThat(runner.target("front").path("configuration").toString()).contains("web-3");
        assertThat(product.dpm("scale", "web", "4").expect(0).out()).contains("web has 4 instances already");
        String held = "web keeps the 4 instances that were ordered by scale, where the file says 2: `scale web 2` goes"
                + " back to it";
        assertThat(product.dpm("reload").expect(0).out()).contains("nothing has changed", held);

        Map<String, Long> before = pids("web-0", "web-3", "front");
        runner.kill();
        product.dpm("start").expect(0);
        states(running(0, 1, 2, 3) + ", front RUNNING");
        assertThat(pids("web-0", "web-3", "front")).isEqualTo(before);

        assertThat(product.dpm("start", "--config", "dpm.yaml").expect(0).out()).contains("web-3", "front", held);
        assertThat(pids("web-0", "web-3", "front")).isEqualTo(before);

        product.dpm("stop", "--yes").expect(0);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1, 2, 3) + ", front RUNNING");

        assertThat(product.dpm("scale", "web", "1").expect(0).out()).contains("stopping and removing web-3");
        states(running(0) + ", front RUNNING");
        assertThat(product.dpm("reload").expect(0).out()).contains("nothing has changed");

        file(3);
        assertThat(product.dpm("reload").expect(0).out()).contains("starting web-1", "starting web-2",
                "web has 3 instances, as the file says now; that goes over the 1 that were ordered by scale");
        states(running(0, 1, 2) + ", front RUNNING");
        assertThat(product.dpm("status").out()).doesNotContain("changed while it runs");
    }

    private void numbered(String program) {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, start_seconds: 0.2, max_restarts: 0}
                targets:
                  web: {instances: 3, command: [sh, -c, '%s']}
                """.formatted(program));
    }

    @Test
    void a_rolling_reload_ends_at_the_first_that_does_not_come_up_and_the_rest_runs_as_before() {
        numbered("exec sleep 1000");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1, 2));
        Map<String, Long> before = pids("web-0", "web-1", "web-2");

        numbered("exit 3");
        assertThat(product.dpm("reload", "--rolling").expect(1).err()).contains("web-0 did not come up; not restarted, "
                + "and running with their old settings until a reload: web-1, web-2");
        states("web-0 FATAL, web-1 RUNNING, web-2 RUNNING");
        assertThat(pids("web-1", "web-2")).isEqualTo(Map.of("web-1", before.get("web-1"), "web-2",
                before.get("web-2")));
        assertThat(product.dpm("status").out()).contains("web-1: runs with its old settings; its file changes command "
                + "from ", "`reload` or `restart web-1` applies that");

        Product.Result again = product.dpm("reload", "--rolling").expect(1);
        assertThat(again.out()).contains("web-0 is FATAL, so it is restarted first");
        assertThat(again.err()).contains("web-0 did not come up; not restarted");
        assertThat(pids("web-1").get("web-1")).isEqualTo(before.get("web-1"));

        numbered("exec sleep 2000");
        assertThat(product.dpm("reload", "--rolling", "--max_unavailable", "2").expect(0).out())
                .containsSubsequence("restarting web-0", "restarting web-1", "restarting web-2");
        states(running(0, 1, 2));
        assertThat(product.dpm("status").out()).doesNotContain("old settings");
        assertThat(pids("web-1").get("web-1")).isNotEqualTo(before.get("web-1"));
    }

    @Test
    void a_rolling_restart_begins_with_the_instance_that_does_not_run() {
        numbered("test $0 != 2 -o ! -e bad || exit 3; exec sleep 1000', '{instance}");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1, 2));
        Map<String, Long> before = pids("web-0", "web-1");
        product.file("bad", "");
        product.dpm("restart", "web-2").expect(1);

        assertThat(product.dpm("restart", "web", "--rolling").expect(1).err())
                .contains("web-2 did not come up; not restarted: web-0, web-1");
        assertThat(pids("web-0", "web-1")).isEqualTo(before);
    }

    @Test
    void a_rolling_restart_takes_dependencies_first() {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, start_seconds: 0}
                targets:
                  api: {command: [sleep, "1000"], depends_on: [base]}
                  base: {command: [sleep, "1000"]}
                  web: {command: [sleep, "1000"], depends_on: [api]}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states("api RUNNING, base RUNNING, web RUNNING");

        assertThat(product.dpm("restart", "web", "api", "base", "--rolling").expect(0).out())
                .containsSubsequence("restarting base", "restarting api", "restarting web");
        assertThat(product.dpm("restart", "web", "base", "--rolling").expect(0).out())
                .containsSubsequence("restarting base", "restarting web");
    }

    /** An attached target is WAITING until somebody else starts its process, and its restart is refused. */
    @Test
    void a_rolling_restart_goes_on_behind_a_target_that_it_may_not_restart() {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, start_seconds: 0}
                targets:
                  api: {command: [sleep, "1000"]}
                  other: {attach: true, process_name: no-such-program-of-this-test}
                  web: {command: [sleep, "1000"]}
                """);
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states("api RUNNING, other WAITING, web RUNNING");

        Product.Result roll = product.dpm("restart", "all", "--rolling").expect(1);

        assertThat(roll.err()).contains("other is attached to a process that somebody else starts")
                .doesNotContain("the rolling restart has stopped");
        assertThat(roll.out()).containsSubsequence("restarting api", "restarting web");
    }

    /** At most one instance is down at any time, even if a second rolling reload begins before the first has ended. */
    @Test
    void a_second_rolling_reload_waits_for_the_instance_that_the_first_one_restarted() {
        slowly("1000");
        product.dpm("start", "--config", "dpm.yaml").expect(0);
        states(running(0, 1, 2));
        long before = runner.pidOf("web-1");
        slowly("2000");
        Process first = product.background(product.folder().resolve("first"), "reload", "--rolling");
        states("web-0 STARTING, web-1 RUNNING, web-2 RUNNING");
        Runner.kill(first.pid(), "INT");
        Product.await(Runner.PATIENCE, () -> assertThat(first.isAlive()).isFalse());

        Path said = product.folder().resolve("second");
        Process second = product.background(said, "reload", "--rolling");

        Product.await(Runner.PATIENCE, () -> assertThat(runner.pidOf("web-1")).isNotEqualTo(before));
        assertThat(runner.target("web-0").path("state").asText()).isEqualTo("RUNNING");
        Product.await(Runner.PATIENCE, () -> assertThat(second.isAlive()).isFalse());
        assertThat(second.exitValue()).isZero();
        assertThat(said).content().contains("web-0 has not come up yet; the others wait for it", "restarting web-2");
    }

    private void slowly(String seconds) {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, start_seconds: 4}
                targets:
                  web: {instances: 3, command: [sleep, "%s"]}
                """.formatted(seconds));
    }

    @Test
    void what_cannot_be_scaled_is_said() {
        file(1);
        product.dpm("start", "--config", "dpm.yaml").expect(0);

        assertThat(product.dpm("scale", "web", "0").expect(2).err()).contains("'0' is not allowed", "from 1 to 1000");
        assertThat(product.dpm("scale", "web", "many").expect(2).err()).contains("'many' is not allowed");
        assertThat(product.dpm("scale", "web").expect(2).err()).contains("takes a name and a number");
        assertThat(product.dpm("scale", "front", "2").expect(2).err()).contains("front has no instances");
        assertThat(product.dpm("scale", "other", "2").expect(2).err()).contains("no target is called other");
        states(running(0) + ", front RUNNING");
    }

    @Test
    void a_command_line_starts_instances_and_more_of_them_later() {
        product.dpm("start", "--name", "web", "--instances", "2", "--start_seconds", "0", "--", "sleep",
                "100{instance}")
                .expect(0);
        states(running(0, 1));

        assertThat(product.dpm("scale", "web", "3").expect(1).err()).contains("`start --name web --instances 3`");
        product.dpm("start", "--name", "web", "--instances", "3", "--start_seconds", "0", "--", "sleep",
                "100{instance}")
                .expect(0);
        states(running(0, 1, 2));
        product.dpm("scale", "web", "1").expect(0);
        states(running(0));
    }
}
