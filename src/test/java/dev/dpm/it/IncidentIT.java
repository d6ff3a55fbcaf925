package dev.dpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.dpm.testing.Needs;
import dev.dpm.testing.Slow;
import dev.dpm.testing.Tool;

/**
 * Produces each cause of an incident with real programs, and tests the sentence that explains the incident. {@link
 * MemoryLimitIT} tests the OOM kill.
 */
@Needs(Tool.PYTHON)
class IncidentIT extends SharedRunner {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final long STEP = 4 << 20;
    private static final int MOST_STEPS = 30;
    private static final Duration ONE_STEP = Duration.ofSeconds(10);

    @BeforeAll
    static void bring_everybody_into_trouble() {
        product.file("leak.py", """
                import os, time
                held = []
                if os.fork() == 0:
                    while True:
                        while len(held) < len(open("steps").read()):
                            held.append(bytearray(b"x") * (4 << 20)); print("held", len(held), flush=True)
                        time.sleep(0.05)
                while True: time.sleep(1)
                """);
        product.file("steps", "");
        product.file("abort.py", "import os, time\ntime.sleep(1.5)\nos.abort()\n");
        product.file("segv.py", "import ctypes, time\ntime.sleep(1.5)\nctypes.string_at(0)\n");
        product.script("once.sh", "#!/bin/sh\nrm $0\nsleep 1\nexit 4\n");
        product.file("dpm.yaml",
                """
                        defaults: {monitor_interval: 1, restart_interval: 0, max_restarts: 0, cpu_threshold: "off"}
                        targets:
                          leak: {command: [python3, leak.py], memory_threshold: 60, on_breach: stop,
                                 on_incident: "echo looked at $DPM_INCIDENT_TARGET"}
                          busy: {command: [sh, -c, "while :; do :; done"], cpu_threshold: 5, breach_samples: 2, on_breach: stop}
                          noted: {command: [sh, -c, "while :; do :; done"], cpu_threshold: 5, breach_samples: 2, on_breach: none}
                          abort: {command: [python3, abort.py]}
                          segv: {command: [python3, segv.py]}
                          exits: {command: [sh, -c, "sleep 1; echo address already in use; exit 3"], restart: never}
                          killed: {command: [sleep, "1000"], restart: never}
                          checked: {command: [sleep, "1000"], exec_check: "exit 7", check_interval: 1, check_failures: 2,
                                    on_breach: stop}
                          loop: {command: [sh, -c, "sleep 0.2; exit 9"], max_restarts: 7}
                          missing: {command: [./once.sh], max_restarts: 1}
                        """);
        product.dpm("start", "--config", "dpm.yaml");
        long pid = runner.target("killed").path("pid").asLong();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        leak();
    }

    /**
     * Makes the leaking target grow step by step, each step after a sample that shows the previous one. Without these
     * waits, a busy machine took too few samples of the leak. If no sample shows a step, the test prints what the
     * runner knows and continues; the tests of leaks would find such a fault.
     */
    private static void leak() {
        for (int step = 1; step <= MOST_STEPS && memoryOfLeak() < Long.MAX_VALUE; step++) {
            long before = memoryOfLeak();
            product.file("steps", "x".repeat(step));
            try {
                Product.await(ONE_STEP, () -> assertThat(memoryOfLeak()).isGreaterThan(before + STEP / 2));
            } catch (ConditionTimeoutException unseen) {
                System.out.println("IncidentIT: step " + step + " unseen: " + unseen.getMessage() + "\n"
                        + runner.target("leak") + "\n" + product.dpm("logs", "leak").all() + runner.story("leak")
                        + runner.threads());
            }
        }
    }

    /** The memory in the newest sample; {@link Long#MAX_VALUE} if the runner has already reacted to the leak. */
    private static long memoryOfLeak() {
        return runner.story("leak").contains("ThresholdBreached")
                ? Long.MAX_VALUE
                : runner.target("leak").path("memory_bytes").asLong();
    }

    private static String sentences(String name) {
        return product.dpm("incidents", name).out();
    }

    @Slow
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            leak    | memory grew \\d.* and crossed 60.0 MiB \\(memory .* > 60.0 MiB in 2 of 2 samples[^)]*\\); process \\d+ \\(python3.*\\) held \\d+ % of it
            busy    | cpu .* of one core > 5.0 % in 2 of 2 samples
            noted   | cpu .* of one core > 5.0 % in 2 of 2 samples
            abort   | it aborted itself \\(signal ABRT\\) after
            segv    | it touched memory that is not its own \\(segmentation fault, signal SEGV\\) after
            exits   | it ended by itself with exit code 3 after .*; its last words: address already in use
            killed  | it was ended by signal KILL, not sent by the runner,
            checked | exec check .* in 2 of 2 checks
            missing | it could not be launched: the program .*once.sh
            missing | it was given up: gave up after
            """)
    void the_sentence_says_why(String name, String pattern) {
        Product.await(PATIENCE, () -> assertThat(sentences(name)).containsPattern(pattern));
    }

    /** An earlier version lost such an incident: the journal had its id, and nothing else was left of it. */
    @Test
    void an_incident_that_a_killed_runner_had_not_written_is_told_by_the_next_one() {
        try (Product other = new Product()) {
            Runner first = new Runner(other);
            other.dpm("start", "--name", "web", "--restart_interval", "0", "--max_restarts", "1", "--evidence_seconds",
                    "30", "--on_incident",
                    "sleep 25", "--", "sh", "-c", "sleep 1; echo no database; exit 3").expect(0);
            Product.await(PATIENCE, () -> assertThat(first.story("web")).contains("TargetGaveUp"));
            assertThat(other.dpm("incidents", "web").out()).doesNotContain("exit code 3");
            first.kill();

            other.dpm("start", "web");

            Product.await(PATIENCE, () -> assertThat(other.dpm("incidents", "web").out()).contains(
                    "it ended by itself with exit code 3", "the runner died before this incident was written"));
        }
    }

    @Test
    void a_crash_loop_is_called_so_with_the_incidents_that_prove_it_by_command_api_and_page() throws Exception {
        Product.await(PATIENCE, () -> assertThat(sentences("loop")).contains("until it was given up"));

        assertThat(sentences("loop")).contains("loop: in a crash loop from ", "ends in a row, each within ",
                "chance makes such a pattern in ", "proved by ", "-loop");
        JsonNode json = new ObjectMapper().readTree(product.dpm("incidents", "loop", "--json").expect(0).out());
        assertThat(json.at("/patterns/0/kind").asText()).isEqualTo("CRASH_LOOP");
        assertThat(json.at("/patterns/0/incidents").size()).isGreaterThanOrEqualTo(6);
        assertThat(json.at("/incidents").findValuesAsText("id"))
                .contains(json.at("/patterns/0/incidents/0").asText());
        JsonNode served = Runner.parse(runner.ask(runner.record("console") + "api/v1/targets/loop/patterns",
                "application/json").body());
        assertThat(served).hasSize(1);
        assertThat(served.at("/0/incidents")).isEqualTo(json.at("/patterns/0/incidents"));
        assertThat(product.dpm("incidents", "killed", "--json").out()).contains("\"patterns\": []");
    }

    @Test
    void the_proof_of_a_leak_was_taken_before_the_signal_and_can_be_shown_and_exported() throws Exception {
        Product.await(PATIENCE, () -> assertThat(product.dpm("incident", "leak", "--json").out())
                .contains("\"complete\" : true"));
        JsonNode leak = new ObjectMapper().readTree(product.dpm("incident", "leak", "--json").expect(0).out());
        Path zip = product.folder().resolve("leak.zip");
        product.dpm("incident", "leak", "--export", zip.toString()).expect(0);

        assertThat(leak.at("/evidence/processes").size()).isEqualTo(2);
        assertThat(leak.at("/evidence/processes/1/resident_bytes").asLong()).isGreaterThan(40L << 20);
        assertThat(leak.at("/evidence/took_seconds").asDouble()).isLessThan(2.5);
        assertThat(leak.at("/evidence/attachments").toString()).contains("on_incident.txt");
        assertThat(leak.at("/output").toString()).contains("held 3");
        assertThat(leak.at("/response/exit").asText()).isEqualTo("signal TERM");
        assertThat(leak.at("/response/stop_seconds").asDouble()).isPositive();
        assertThat(Files.size(zip)).isPositive();
        assertThat(product.dpm("status", "leak").out()).contains("incident", "memory grew");
        assertThat(runner.events("leak", "ThresholdBreached")).allSatisfy(
                event -> assertThat(event.path("incident").asText()).isEqualTo(leak.path("id").asText()));
        assertThat(product.dpm("incident", leak.path("id").asText()).out())
                .startsWith("leak: memory grew").contains("Processes, by memory");
    }
}
