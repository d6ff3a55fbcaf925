package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests commands about the same target that are given at the same time: each reports what happened, and none hangs. */
class OvertakenOrdersIT {

    private static final int RESTARTS = 12;

    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @AfterEach
    void leave_nothing_behind() {
        product.end();
    }

    private Path output(String word) {
        return product.folder().resolve(word + ".txt");
    }

    private int end(Process command) throws InterruptedException {
        assertThat(command.waitFor(60, TimeUnit.SECONDS)).as("it returns").isTrue();
        return command.exitValue();
    }

    private void awaitState(String name, String state) {
        Product.await(Runner.PATIENCE, () -> assertThat(runner.stateOf(name)).isEqualTo(state));
    }

    @Test
    void restarts_that_overtake_each_other_are_done_where_the_target_runs() throws InterruptedException {
        product.dpm("start", "--name", "web", "--", "sleep", "1000").expect(0);

        List<Process> restarts = new ArrayList<>();
        for (int which = 0; which < RESTARTS; which++) {
            restarts.add(product.background(output("restart" + which), "restart", "web"));
        }
        for (int which = 0; which < RESTARTS; which++) {
            assertThat(end(restarts.get(which))).as(Runner.read(output("restart" + which))).isZero();
        }
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
    }

    @Test
    void a_stop_that_a_start_overtakes_says_so() throws InterruptedException {
        product.dpm("start", "--name", "web", "--", "sh", "-c",
                "trap 'sleep 2; exit 0' TERM; while :; do sleep 0.1; done")
                .expect(0);
        Process stop = product.background(output("stop"), "stop", "web", "--yes");
        awaitState("web", "STOPPING");

        product.dpm("start", "web").expect(0);

        boolean isOvertaken = end(stop) == 1;
        assertThat(Runner.read(output("stop"))).contains(
                isOvertaken ? "web was started again by another order: it is " : "web is stopped");
        assertThat(runner.stateOf("web")).isEqualTo("RUNNING");
    }

    @Test
    void a_scale_whose_instances_another_scale_removes_says_so() throws InterruptedException {
        Path file = product.file("dpm.yaml", """
                targets:
                  web:
                    command: [sleep, "1000"]
                    start_seconds: 0
                    instances: 1
                """);
        product.dpm("start", "--config", file.toString()).expect(0);
        product.file("dpm.yaml", Runner.read(file).replace("start_seconds: 0", "start_seconds: 60"));
        Process more = product.background(output("more"), "scale", "web", "2");
        awaitState("web-1", "STARTING");

        product.dpm("scale", "web", "1").expect(0);

        assertThat(end(more)).isEqualTo(1);
        assertThat(Runner.read(output("more")))
                .contains("web-1 was removed by another order before it came to RUNNING");
    }
}
