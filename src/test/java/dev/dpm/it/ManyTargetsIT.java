package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests that no answer about many targets exhausts the runner's heap of 32 MB. */
class ManyTargetsIT {

    private static final int MANY = 400;

    @AutoClose("end")
    private final Product product = new Product();
    private final Runner runner = new Runner(product);

    @Test
    void everything_about_all_of_them_is_answered_or_refused() {
        product.file("many.yaml", "defaults: {autostart: false}\ntargets:\n" + IntStream.range(0, MANY)
                .mapToObj(i -> "  t" + i + ": {command: [sleep, \"1000\"]}\n").collect(Collectors.joining()));
        product.dpm("start", "--config", "many.yaml").expect(0);
        long daemon = runner.pid();
        String console = runner.record("console");

        assertThat(product.dpm("status", "--json").code()).isIn(0, 1);
        for (String path : List.of("api/v1/status", "api/v1/targets")) {
            Product.Http answer = product.get(console + path, true);
            assertThat(answer.code()).as(path).isIn(200, 503);
            assertThat(answer.body()).as(path).contains(answer.code() == 200 ? "t399" : "by name");
        }
        assertThat(product.get(console + "api/v1/status?name=t7", true).code()).isEqualTo(200);
        assertThat(product.dpm("status").expect(0).out()).contains("t399");
        assertThat(runner.pid()).isEqualTo(daemon);
    }

    @Test
    void the_text_about_thousands_is_answered_also_to_several_at_once() throws InterruptedException {
        product.file("more.yaml", "defaults: {autostart: false}\ntargets:\n" + IntStream.range(0, 2_500)
                .mapToObj(i -> "  t" + i + ": {command: [sleep, \"1000\"]}\n").collect(Collectors.joining()));
        product.dpm("start", "--config", "more.yaml", "--console", "off").expect(0);
        long daemon = runner.pid();

        List<Process> looks = IntStream.range(0, 3)
                .mapToObj(i -> product.background(product.folder().resolve("look" + i), "status")).toList();
        for (Process look : looks) {
            assertThat(look.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(look.exitValue()).isZero();
        }

        assertThat(Runner.read(product.folder().resolve("look2"))).contains("t2499");
        assertThat(product.dpm("status", "t7").expect(0).out()).contains("STOPPED");
        assertThat(product.dpm("events").expect(0).out()).contains("started as process");
        assertThat(runner.pid()).isEqualTo(daemon);
    }

    @Test
    void a_web_part_that_does_not_fit_beside_them_is_not_booted() {
        product.file("most.yaml", "defaults: {autostart: false}\ntargets:\n" + IntStream.range(0, 4_000)
                .mapToObj(i -> "  t" + i + ": {command: [sleep, \"1000\"], env: {A: x" + i + "}}\n")
                .collect(Collectors.joining()));
        product.dpm("start", "--config", "most.yaml").expect(0);
        long daemon = runner.pid();

        assertThatThrownBy(() -> product.get(runner.record("console"), false)).isInstanceOf(UncheckedIOException.class);

        assertThat(product.dpm("status", "t7").expect(0).out()).contains("STOPPED",
                "does not fit into the memory that 4000 targets leave");
        assertThat(runner.pid()).isEqualTo(daemon);
    }
}
