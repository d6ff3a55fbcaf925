package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tests the commands that the runner runs before and after a target's start and stop, with real scripts that hang,
 * fork, fail, or outlive their runner.
 */
class HooksIT {

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void nothing_is_left() {
        product.endInTime();
    }

    private Product.Result start(String target) {
        product.file("dpm.yaml", """
                defaults: {cpu_threshold: off, memory_threshold: off, restart_interval: 0, start_seconds: 0}
                targets:
                """ + target.indent(2));
        return product.dpm("start", "--config", "dpm.yaml");
    }

    private String told() {
        Path file = product.home().getParent().resolve("told");
        return Files.exists(file) ? Runner.read(file) : "";
    }

    private void awaitTold(String text) {
        Product.await(Runner.PATIENCE, () -> assertThat(told()).contains(text));
    }

    private List<Long> forked(String mark) {
        return product.carrying("MARK=" + mark);
    }

    @Test
    void each_hook_runs_at_its_time_in_the_targets_folder_environment_and_log() {
        product.script("hook.sh", """
                #!/bin/sh
                echo "$1 says $COLOUR"
                echo "$1 $COLOUR $MAINPID $EXIT_CODE $EXIT_STATUS $(pwd)" >> told
                """);
        Product.Result started = start("""
                web:
                  command: [sh, -c, "echo main >> told; exec sleep 1000"]
                  env: {COLOUR: blue}
                  pre_start: ./hook.sh pre_start
                  post_start: ./hook.sh post_start
                  stop_command: ./hook.sh stop_command
                  post_stop: ./hook.sh post_stop
                  reload_command: ./hook.sh reload_command
                """);
        assertThat(started.code()).as(started.all()).isZero();
        long main = runner.pidOf("web");
        awaitTold("post_start");

        assertThat(product.dpm("reload", "web").expect(0).out()).isEqualTo("running the reload_command of web\n"
                + "web: its reload_command ended with exit code 0\n");
        assertThat(product.dpm("status", "web").out()).contains("reload_command ./hook.sh reload_command");
        runner.awaitEvents("web", "HookEnded", 1);
        product.dpm("stop", "web", "--yes").expect(0);

        String folder = product.home().getParent().toString();
        assertThat(told().lines().map(String::strip)).containsExactly("pre_start blue    " + folder, "main",
                "post_start blue " + main + "   " + folder, "reload_command blue " + main + "   " + folder,
                "stop_command blue " + main + "   " + folder, "post_stop blue " + main + " killed TERM " + folder);
        assertThat(runner.outputOf("web")).contains("pre_start says blue", "post_stop says blue");
        assertThat(runner.stateOf("web")).isEqualTo("STOPPED");
    }

    @Test
    void a_pre_start_that_fails_is_a_failed_launch_and_its_last_line_says_why() {
        Product.Result started = start("""
                web:
                  command: [sh, -c, "echo main >> told; exec sleep 1000"]
                  restart: never
                  pre_start: "echo no database here; exit 3"
                  post_stop: echo cleaned >> told
                """);

        assertThat(started.code()).as(started.all()).isEqualTo(1);
        runner.awaitState("web", "FATAL");
        assertThat(runner.target("web").path("reason").asText())
                .contains("its pre_start ended with exit code 3: no database here");
        assertThat(told()).isEqualTo("cleaned\n");
    }

    @Test
    void a_pre_start_that_hangs_and_forks_is_ended_with_all_it_brought_forth() {
        Product.Result started = start("""
                web:
                  command: [sleep, "1000"]
                  restart: never
                  start_timeout: 1
                  pre_start: "export MARK=hung; setsid sh -c 'sleep 1000 & sleep 1000' & sleep 1000"
                """);

        assertThat(started.code()).as(started.all()).isEqualTo(1);
        runner.awaitState("web", "FATAL");
        assertThat(runner.target("web").path("reason").asText())
                .contains("its pre_start was ended, since it had run for 1 s");
        assertThat(forked("hung")).isEmpty();
    }

    @Test
    void what_a_hook_leaves_behind_ends_with_it_and_a_failed_post_start_is_told() {
        start("""
                web:
                  command: [sleep, "1000"]
                  pre_start: "export MARK=left; setsid sleep 1000 & echo begun > told"
                  post_start: "exit 4"
                """);
        runner.awaitState("web", "RUNNING");

        assertThat(forked("left")).isEmpty();
        assertThat(runner.awaitEvents("web", "HookEnded", 1).get(0).path("message").asText())
                .isEqualTo("its post_start ended with exit code 4");
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
    }

    @Test
    void a_stop_breaks_off_a_pre_start() {
        product.script("pre.sh", "#!/bin/sh\nexport MARK=pre\nsleep 1000\n");
        product.file("dpm.yaml", """
                targets:
                  web: {command: [sh, -c, "echo main >> told; exec sleep 1000"], pre_start: ./pre.sh}
                  other: {command: [sleep, "1000"], start_seconds: 0}
                """);
        product.background(product.file("begun", ""), "start", "--config", "dpm.yaml");
        Product.await(Runner.PATIENCE, () -> assertThat(forked("pre")).isNotEmpty());
        runner.awaitState("other", "RUNNING");
        assertThat(runner.stateOf("web")).isEqualTo("STARTING");

        product.dpm("stop", "web", "--yes").expect(0);

        assertThat(forked("pre")).isEmpty();
        assertThat(told()).isEmpty();
        assertThat(runner.stateOf("web")).isEqualTo("STOPPED");
    }

    @Test
    void a_stop_command_that_hangs_past_the_grace_is_followed_by_the_signal() {
        start("""
                web:
                  command: [sh, -c, "trap 'echo TERM >> told; exit 0' TERM; while :; do sleep 0.1; done"]
                  stop_grace: 1
                  stop_command: "export MARK=asks; echo asked >> told; sleep 1000 & sleep 1000"
                """);
        runner.awaitState("web", "RUNNING");

        product.dpm("stop", "web", "--yes").expect(0);

        assertThat(told()).isEqualTo("asked\nTERM\n");
        assertThat(forked("asks")).isEmpty();
        assertThat(runner.events("web", "HookEnded").get(0).path("message").asText())
                .isEqualTo("its stop_command was ended, since it had run for 1 s");
    }

    @Test
    void a_stop_command_that_ends_the_target_spares_it_the_signal() {
        start("""
                web:
                  command: [sh, -c, "trap 'echo TERM >> told' TERM; until test -e leave; do sleep 0.1; done"]
                  stop_command: "touch leave; while kill -0 $MAINPID; do sleep 0.1; done"
                """);
        runner.awaitState("web", "RUNNING");

        product.dpm("stop", "web", "--yes").expect(0);

        assertThat(told()).isEmpty();
        assertThat(runner.story("web")).doesNotContain("TargetStopping", "HookEnded").contains("TargetExited");
    }

    @Test
    void after_the_runners_death_a_pre_start_is_ended_and_runs_anew_once() {
        product.script("pre.sh", """
                #!/bin/sh
                export MARK=pre
                echo pre >> told
                test -e go && exit 0
                setsid sleep 1000 &
                sleep 1000
                """);
        product.file("dpm.yaml", """
                targets:
                  web: {command: [sh, -c, "echo main >> told; exec sleep 1000"], pre_start: ./pre.sh, start_seconds: 0}
                """);
        product.background(product.file("begun", ""), "start", "--config", "dpm.yaml");
        awaitTold("pre");
        Product.await(Runner.PATIENCE, () -> assertThat(forked("pre")).hasSizeGreaterThanOrEqualTo(2));
        List<Long> before = forked("pre");

        runner.kill();
        assertThat(forked("pre")).as("nobody ends them yet").isNotEmpty();
        assertThat(product.dpm("status").expect(3).out())
                .contains("is left of its pre_start; the target itself does not "
                        + "run")
                .doesNotContain("unsupervised");
        assertThat(product.dpm("status", "--json").expect(3).out()).contains("\"state\": \"STOPPED\", \"pid\": null",
                "its pre_start is left by a runner that is gone");
        product.file("go", "");
        product.dpm("start").expect(0);

        assertThat(before).noneMatch(Product::isRunning);
        runner.awaitState("web", "RUNNING");
        assertThat(told()).isEqualTo("pre\npre\nmain\n");
        assertThat(runner.target("web").path("reason").asText())
                .isEqualTo("resumed after the runner's death: started by command");
        assertThat(runner.target("web").path("incarnation").asLong()).isEqualTo(2);
    }

    @Test
    void after_the_runners_death_a_stop_goes_on_with_stop_command_and_post_stop() {
        start("""
                web:
                  command: [sleep, "1000"]
                  stop_grace: 60
                  stop_command: "export MARK=asks; echo asked >> told; test -e go || sleep 1000"
                  post_stop: echo cleaned >> told
                """);
        runner.awaitState("web", "RUNNING");
        product.background(product.file("begun", ""), "stop", "web", "--yes");
        awaitTold("asked");
        // an order that is not on the disk yet was not answered either, and may be lost
        Product.await(Runner.PATIENCE,
                () -> assertThat(StateFile.of(product, "web").value("wanted")).isEqualTo("false"));

        runner.kill();
        product.file("go", "");
        product.dpm("start", "--name", "other", "--", "sleep", "1000").expect(0);

        runner.awaitState("web", "STOPPED");
        assertThat(told()).isEqualTo("asked\nasked\ncleaned\n");
        assertThat(forked("asks")).isEmpty();
    }

    @Test
    void a_person_sends_signals_and_has_a_target_reread_its_configuration_by_one() {
        start("""
                web:
                  group: shop
                  reload_signal: HUP
                  command:
                    - sh
                    - -c
                    - "trap 'echo HUP >> told' HUP; trap 'echo USR1 >> told' USR1; while :; do sleep 0.1; done"
                db: {command: [sleep, "1000"], group: shop}
                """);
        runner.awaitState("web", "RUNNING");
        long pid = runner.pidOf("web");

        assertThat(product.dpm("signal", "web", "USR1").expect(0).out())
                .isEqualTo("sent USR1 to web, process " + pid + "\n");
        awaitTold("USR1");
        assertThat(product.dpm("reload", "web").expect(0).out()).contains("sent HUP to web");
        awaitTold("HUP");
        assertThat(runner.pidOf("web")).isEqualTo(pid);
        assertThat(product.dpm("reload", "@shop").expect(2).all())
                .contains("db has neither reload_signal nor reload_command", "sent HUP to web");
        assertThat(product.dpm("signal", "@shop", "CONT").expect(0).out()).contains("sent CONT to db", "to web");
        assertThat(product.dpm("signal", "web", "LOUD").expect(2).err()).contains("'LOUD' is not allowed",
                "such as TERM");
        assertThat(product.dpm("signal", "HUP").expect(2).err()).contains("NAME... is missing");
        product.dpm("stop", "db", "--yes").expect(0);
        assertThat(product.dpm("signal", "db", "HUP").expect(1).err())
                .contains("db is STOPPED; only a target with a process can get a signal");
    }
}
