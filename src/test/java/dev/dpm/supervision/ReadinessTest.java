package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckResult;
import dev.dpm.event.Observation;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.CheckKind;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.RestartCause;
import dev.dpm.process.TargetName;
import dev.dpm.testing.FakeWorld;

/** Tests targets that report by themselves that they are ready, and that they live, under the real loop. */
class ReadinessTest {

    private static final TargetName DB = new TargetName("db");

    private final FakeWorld world = new FakeWorld();
    private final Map<TargetName, TargetRecord> memory = new ConcurrentHashMap<>();
    private final List<Bench> benches = new ArrayList<>();
    private final Bench bench = bench();

    private Bench bench() {
        Bench next = new Bench(false, world, memory);
        benches.add(next);
        return next;
    }

    @AfterEach
    void end() {
        benches.forEach(Bench::close);
    }

    private void launched(Bench at) {
        eventually(() -> assertThat(at.target("db").state().life().orElseThrow().main()).isPresent());
    }

    private void running(String... options) {
        bench.start(target("db", options));
        launched(bench);
        bench.sockets.tells(DB, 1, "READY=1");
        bench.reaches("db", Phase.RUNNING);
    }

    private String reason() {
        return bench.target("db").state().ledger().reason();
    }

    @Test
    void a_target_is_starting_until_it_says_that_it_is_ready() {
        bench.start(target("db", "ready=notify", "start_timeout=1000"), target("web", "depends_on=db"));
        launched(bench);
        bench.advance(Duration.ofSeconds(100));
        bench.sockets.tells(DB, 1, "STATUS=loading 3 of 7");

        eventually(() -> assertThat(bench.target("web").state().ledger().reason())
                .isEqualTo("waits for db: it is STARTING, it has sent no READY=1 (loading 3 of 7)"));
        assertThat(world.launches.get(0).environment()).containsEntry("NOTIFY_SOCKET", "/notify/db")
                .doesNotContainKey("WATCHDOG_USEC");
        bench.sockets.tells(DB, 1, "READY=1\nSTATUS=serving");
        bench.reaches("db", Phase.RUNNING);
        eventually(() -> assertThat(world.launchesOf("web")).isEqualTo(1));
        assertThat(bench.target("db").state().life().orElseThrow().announced().words()).hasValue("serving");
        assertThat(world.launches.get(1).environment()).doesNotContainKey("NOTIFY_SOCKET");
    }

    @Test
    void a_target_that_does_not_say_so_in_time_is_a_failed_launch() {
        bench.start(target("db", "ready=notify", "start_timeout=5", "restart=never"));
        launched(bench);

        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.FATAL));

        assertThat(reason()).startsWith("it was not ready within 5 s: it has sent no READY=1");
        eventually(() -> assertThat(bench.sockets.open).isEmpty());
    }

    @Test
    void a_slow_start_may_ask_for_more_time() {
        bench.start(target("db", "ready=notify", "start_timeout=5", "restart=never"));
        launched(bench);
        bench.sockets.tells(DB, 1, "EXTEND_TIMEOUT_USEC=60000000");
        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().announced().startUntil())
                .isPresent());

        bench.advance(Duration.ofSeconds(30));
        bench.settled();
        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.STARTING);
        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.FATAL));
        assertThat(reason()).startsWith("it was not ready within 1 min");
    }

    @Test
    void what_an_earlier_incarnation_says_is_not_about_this_one() {
        bench.start(target("db", "ready=notify", "start_timeout=1000"));
        launched(bench);

        bench.sockets.tells(DB, 7, "READY=1");
        bench.settled();

        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.STARTING);
    }

    @Test
    void a_message_does_not_make_ready_what_waits_for_its_checks() {
        bench.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        bench.start(target("db", "ready=check", "tcp_check=127.0.0.1:1", "watchdog_seconds=10", "start_timeout=1000"));
        launched(bench);

        bench.sockets.tells(DB, 1, "READY=1");
        bench.settled();

        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.STARTING);
        bench.prober.results.put(CheckKind.TCP, CheckResult.passed("accepted the connection"));
        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING));
    }

    @Test
    void a_reload_and_its_end_are_shown() {
        running("ready=notify");

        bench.sockets.tells(DB, 1, "RELOADING=1\nSTATUS=rereads");
        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().announced().words())
                .hasValue("reloading: rereads"));
        bench.sockets.tells(DB, 1, "READY=1");

        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().announced().words())
                .hasValue("rereads"));
    }

    @Test
    void a_status_is_one_line_without_secrets_and_not_endless() {
        running("ready=notify");

        bench.sockets.tells(DB, 1, "STATUS=\u001b[31mpassword=hunter2 \u0007\u200e" + "x".repeat(4000));

        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().announced().words().orElse(""))
                .hasSizeBetween(150, 200).doesNotContain("hunter2", "\u001b", "\u0007", "\u200e"));
    }

    @Test
    void a_target_may_name_another_main_process() {
        running("ready=notify");
        ProcessIdentity first = world.main("db");
        ProcessIdentity heir = world.appears(new Incarnation(DB, 1));

        bench.sockets.tells(DB, 1, "MAINPID=" + heir.pid(), heir);
        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().main()).hasValue(heir));
        world.ends(first, new ExitStatus.Code(0));
        bench.settled();

        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(bench.journal.messages(TargetEvent.MainProcessChanged.class)).hasSize(1);
    }

    @Test
    void a_silent_target_is_restarted() {
        running("ready=notify", "watchdog_seconds=10", "restart_interval=0");
        assertThat(world.launches.get(0).environment()).containsEntry("WATCHDOG_USEC", "10000000");
        for (int beat = 0; beat < 3; beat++) {
            bench.advance(Duration.ofSeconds(9));
            Duration before = bench.clock.get();
            bench.sockets.tells(DB, 1, "WATCHDOG=1");
            eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().checkup().byCheck().values())
                    .anyMatch(status -> status.latest().orElseThrow().begun().equals(before)));
        }
        assertThat(world.launchesOf("db")).isEqualTo(1);

        bench.advanceUntil(() -> assertThat(world.launchesOf("db")).isEqualTo(2));

        eventually(() -> assertThat(bench.target("db").state().ledger().restarts())
                .containsEntry(RestartCause.WATCHDOG_SECONDS, 1L));
        assertThat(bench.journal.messages(Observation.CheckFailed.class)).singleElement().asString()
                .contains("watchdog got no WATCHDOG=1 for 10 s");
    }

    @Test
    void a_target_that_says_that_it_failed_is_restarted_at_once() {
        running("ready=notify", "watchdog_seconds=1000", "restart_interval=0");

        bench.sockets.tells(DB, 1, "WATCHDOG=trigger");

        eventually(() -> assertThat(world.launchesOf("db")).isEqualTo(2));
    }

    @Test
    void a_silence_that_is_only_reported_ends_with_the_next_sign_of_life() {
        running("ready=notify", "watchdog_seconds=10", "on_breach=unhealthy");
        bench.advanceUntil(() -> assertThat(bench.journal.messages(Observation.CheckFailed.class)).hasSize(1));

        bench.sockets.tells(DB, 1, "WATCHDOG=1");

        eventually(() -> assertThat(bench.journal.messages(Observation.CheckRecovered.class)).hasSize(1));
        assertThat(world.launchesOf("db")).isEqualTo(1);
    }

    @Test
    void an_adopted_target_goes_on_telling_on_the_same_address() {
        bench.start(target("db", "ready=notify", "start_timeout=1000"));
        eventually(() -> assertThat(memory.get(DB).process()).isPresent());
        bench.close();

        Bench next = bench();
        next.age = Duration.ZERO;
        Bench.answer(next.supervisor.restore(List.copyOf(memory.values()), true));
        next.reaches("db", Phase.STARTING);
        eventually(() -> assertThat(next.sockets.open).contains(DB));
        next.sockets.tells(DB, 1, "READY=1");

        next.reaches("db", Phase.RUNNING);
        assertThat(world.launchesOf("db")).isEqualTo(1);
    }

    @Test
    void an_adopted_target_may_have_told_it_while_nobody_listened() {
        bench.start(target("db", "ready=notify", "start_timeout=20"));
        eventually(() -> assertThat(memory.get(DB).process()).isPresent());
        bench.close();

        Bench next = bench();
        next.age = Duration.ZERO;
        Bench.answer(next.supervisor.restore(List.copyOf(memory.values()), true));

        next.advanceUntil(() -> assertThat(next.target("db").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(world.launchesOf("db")).isEqualTo(1);
    }

    @Test
    void targets_that_tell_nothing_get_no_socket() {
        bench.running(target("db"));

        assertThat(bench.sockets.wasMade).isFalse();
    }
}
