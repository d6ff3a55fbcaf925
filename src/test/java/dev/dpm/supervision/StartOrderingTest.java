package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.FILES;
import static dev.dpm.testing.TargetSpecs.target;
import static dev.dpm.testing.TargetSpecs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.dpm.check.CheckResult;
import dev.dpm.config.ChangeRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.process.CheckKind;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.testing.FakeWorld;

/** Tests targets that depend on each other, under the real loop. */
class StartOrderingTest {

    private static final TargetName DB = new TargetName("db");
    private static final TargetName WEB = new TargetName("web");

    private final FakeWorld world = new FakeWorld();
    private final Map<TargetName, TargetRecord> memory = new ConcurrentHashMap<>();
    private final List<Bench> benches = new ArrayList<>();
    private final Bench bench = bench(false);

    private Bench bench(boolean run) {
        Bench next = new Bench(run, world, memory);
        benches.add(next);
        return next;
    }

    @AfterEach
    void end() {
        benches.forEach(Bench::close);
    }

    private String reason(String name) {
        return bench.target(name).state().ledger().reason();
    }

    private void runs(String name) {
        bench.reaches(name, Phase.STARTING);
        eventually(() -> assertThat(bench.target(name).state().life().orElseThrow().main()).isPresent());
        bench.advance(Duration.ofSeconds(1));
        bench.reaches(name, Phase.RUNNING);
    }

    private List<String> launched() {
        return world.launches.stream().map(order -> order.incarnation().target().value()).toList();
    }

    @Test
    void a_target_waits_for_the_one_that_it_depends_on() {
        assertThat(bench.start(target("db"), target("web", "depends_on=db")).outcome())
                .isEqualTo(CommandResult.Outcome.DONE);

        bench.reaches("web", Phase.WAITING);
        assertThat(reason("web")).isEqualTo("waits for db: it is STARTING");
        runs("db");
        runs("web");
        assertThat(launched()).containsExactly("db", "web");
        assertThat(bench.journal.messages(TargetEvent.TargetHeld.class)).containsExactly(
                "waits for db: it is STARTING");
    }

    @Test
    void healthy_means_that_every_check_has_passed() {
        bench.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        bench.start(target("db", "tcp_check=127.0.0.1:5432", "check_interval=1", "on_breach=none"),
                target("web", "depends_on=db:healthy"));
        runs("db");

        eventually(() -> assertThat(reason("web")).startsWith("waits for db: check 1 of 1, tcp check 127.0.0.1:5432"));
        assertThat(world.launchesOf("web")).isZero();
        bench.prober.results.put(CheckKind.TCP, CheckResult.passed("accepted the connection"));
        bench.advanceUntil(() -> assertThat(world.launchesOf("web")).isEqualTo(1));
    }

    @Test
    void what_is_to_be_completed_has_to_end_with_success() {
        bench.start(target("migrate", "restart=never"), target("web", "depends_on=migrate:completed"));
        runs("migrate");
        eventually(() -> assertThat(reason("web")).isEqualTo("waits for migrate to end: it is RUNNING"));

        world.ends(world.main("migrate"), new ExitStatus.Code(0));

        runs("web");
        assertThat(launched()).containsExactly("migrate", "web");
    }

    @Test
    void a_dependency_that_failed_is_said_and_the_wait_goes_on_when_it_is_mended() {
        bench.start(target("migrate", "restart=never"), target("web", "depends_on=migrate:completed"));
        runs("migrate");

        world.ends(world.main("migrate"), new ExitStatus.Code(3));

        bench.reaches("migrate", Phase.EXITED);
        eventually(() -> assertThat(reason("web")).isEqualTo("waits for migrate, which is EXITED (ended with exit "
                + "code 3, and is not to be restarted): start migrate"));
        assertThat(bench.journal.messages(TargetEvent.TargetHeld.class)).last().asString().contains("EXITED");
        answer(bench.supervisor.start(new TargetName("migrate"), "by command"));
        runs("migrate");
        world.ends(world.main("migrate"), new ExitStatus.Code(0));
        runs("web");
    }

    @Test
    void starting_one_starts_what_it_needs() {
        bench.start(target("disk"), target("db", "depends_on=disk"), target("web", "depends_on=db"), target("other"));
        for (String name : List.of("disk", "db", "web")) {
            runs(name);
        }
        answer(bench.supervisor.stop(new TargetName("disk"), "by command"));
        bench.reaches("disk", Phase.STOPPED);
        int before = world.launches.size();

        CommandResult started = answer(bench.supervisor.start(WEB, "by command"));

        assertThat(started.sentence()).isEqualTo("starting web and what it needs: disk, db");
        for (String name : List.of("disk", "db", "web")) {
            runs(name);
        }
        assertThat(launched().subList(before, world.launches.size())).containsExactly("disk", "db", "web");
    }

    @Test
    void a_start_that_asks_for_a_circle_or_an_unknown_target_changes_nothing() {
        bench.running(target("db"));

        CommandResult unknown = bench.start(target("web", "depends_on=cache"));
        CommandResult circle = bench.start(target("a", "depends_on=b"), target("b", "depends_on=a"));

        assertThat(unknown.outcome()).isEqualTo(CommandResult.Outcome.INVALID);
        assertThat(unknown.sentence()).contains("web depends on cache, and no target is called that");
        assertThat(circle.outcome()).isEqualTo(CommandResult.Outcome.INVALID);
        assertThat(circle.sentence()).contains("depend on each other in a circle");
        assertThat(bench.supervisor.snapshot().targets()).hasSize(1);
    }

    /** Ten layers of twenty targets start within ten times start_seconds; the other 190 targets add nothing. */
    @Test
    void two_hundred_targets_in_layers_start_as_parallel_as_the_graph_allows() {
        List<TargetSpec> specs = new ArrayList<>();
        for (int layer = 0; layer < 10; layer++) {
            int above = layer - 1;
            for (int at = 0; at < 20; at++) {
                String needs = List.of(at, (at + 7) % 20).stream().map(other -> "l" + above + "-" + other)
                        .collect(Collectors.joining(","));
                specs.add(layer == 0
                        ? target("l0-" + at)
                        : target("l" + layer + "-" + at, "depends_on=" + needs));
            }
        }
        bench.start(specs.toArray(TargetSpec[]::new));

        for (int layer = 0; layer < 10; layer++) {
            int whole = (layer + 1) * 20;
            eventually(() -> assertThat(bench.supervisor.snapshot().targets().stream()
                    .filter(one -> one.state().life().filter(life -> life.main().isPresent()).isPresent()).count())
                    .isEqualTo(whole));
            bench.advance(Duration.ofSeconds(1));
        }

        eventually(() -> assertThat(bench.supervisor.snapshot().targets())
                .allMatch(one -> one.state().phase() == Phase.RUNNING).hasSize(200));
    }

    @Test
    void what_is_ready_by_its_checks_is_starting_until_they_pass_and_no_failure_counts() {
        bench.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        bench.start(target("db", "tcp_check=127.0.0.1:5432", "ready=check", "check_failures=1", "start_timeout=10000"),
                target("web", "depends_on=db"));
        bench.reaches("db", Phase.STARTING);
        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().main()).isPresent());

        bench.advanceUntil(() -> assertThat(bench.prober.asked("db")).isGreaterThanOrEqualTo(5));
        assertThat(bench.target("db").state().phase()).isEqualTo(Phase.STARTING);
        eventually(() -> assertThat(reason("web"))
                .startsWith("waits for db: it is STARTING, check 1 of 1, tcp check 127.0.0.1:5432"));
        assertThat(world.launchesOf("web")).isZero();
        bench.prober.results.put(CheckKind.TCP, CheckResult.passed("accepted the connection"));
        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.RUNNING));
        assertThat(world.launchesOf("db")).isEqualTo(1);
        eventually(() -> assertThat(world.launchesOf("web")).isEqualTo(1));
    }

    @Test
    void what_does_not_become_ready_in_time_is_a_failed_launch() {
        bench.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        bench.start(target("db", "tcp_check=127.0.0.1:5432", "ready=check", "start_timeout=5", "restart=never"));
        bench.reaches("db", Phase.STARTING);
        eventually(() -> assertThat(bench.target("db").state().life().orElseThrow().main()).isPresent());

        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.FATAL));

        assertThat(reason("db")).startsWith("it was not ready within 5 s: check 1 of 1, tcp check 127.0.0.1:5432");
        assertThat(world.launchesOf("db")).isEqualTo(1);
    }

    @Test
    void a_restart_names_the_dependency_that_is_fatal_and_is_started_first() {
        bench.start(target("db", "max_restarts=0"), target("web", "depends_on=db"));
        runs("db");
        runs("web");
        world.ends(world.main("db"), new ExitStatus.Code(1));
        bench.reaches("db", Phase.FATAL);

        CommandResult result = answer(bench.supervisor.restart(WEB, "restarted by command"));

        assertThat(result.sentence()).isEqualTo("restarting web; starting first what it depends on: db (FATAL)");
        eventually(() -> assertThat(world.launchesOf("db")).isEqualTo(2));
    }

    @Test
    void a_target_that_was_not_ready_when_its_runner_died_is_not_ready_for_the_next_one() {
        bench.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        bench.start(target("db", "tcp_check=127.0.0.1:5432", "ready=check", "start_timeout=10000"),
                target("web", "depends_on=db"));
        eventually(() -> assertThat(memory.get(DB).process()).isPresent());
        eventually(() -> assertThat(memory.get(WEB).state()).isEqualTo(Phase.WAITING));
        bench.close();

        Bench next = bench(false);
        next.prober.results.put(CheckKind.TCP, CheckResult.failed("failed: refused"));
        answer(next.supervisor.restore(List.copyOf(memory.values()), true));

        next.reaches("db", Phase.STARTING);
        assertThat(next.target("web").state().phase()).isEqualTo(Phase.WAITING);
        next.prober.results.put(CheckKind.TCP, CheckResult.passed("accepted the connection"));
        next.advanceUntil(() -> assertThat(next.target("db").state().phase()).isEqualTo(Phase.RUNNING));
        eventually(() -> assertThat(launched()).containsExactly("db", "web"));
    }

    @Test
    void stopping_one_stops_what_depends_on_it_first() {
        bench.start(target("db"), target("web", "depends_on=db"), target("other"));
        runs("db");
        runs("web");
        ProcessIdentity db = world.main("db");
        ProcessIdentity web = world.main("web");
        world.stubborn.add(WEB);

        CommandResult stopped = answer(bench.supervisor.stop(DB, "by command"));

        assertThat(stopped.sentence()).isEqualTo("stopping db, first what depends on it: web");
        eventually(() -> assertThat(world.signals).contains("TERM " + web.pid()));
        assertThat(world.signals).doesNotContain("TERM " + db.pid());
        bench.advanceUntil(() -> assertThat(bench.target("db").state().phase()).isEqualTo(Phase.STOPPED));
        assertThat(world.signals).containsSubsequence("KILL " + web.pid(), "TERM " + db.pid());
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(bench.target("web").wanted()).isFalse();
        assertThat(bench.target("other").state().phase()).isNotEqualTo(Phase.STOPPED);
    }

    @Test
    void the_runner_ends_its_targets_the_other_way_round_and_waits_for_the_chain() {
        bench.start(target("db", "stop_grace=5"), target("api", "depends_on=db", "stop_grace=5"),
                target("web", "depends_on=api", "stop_grace=5"));
        for (String name : List.of("db", "api", "web")) {
            runs(name);
        }
        String web = "KILL " + world.main("web").pid();
        String api = "KILL " + world.main("api").pid();
        String db = "TERM " + world.main("db").pid();
        world.stubborn.addAll(List.of(WEB, new TargetName("api")));

        answer(bench.supervisor.shutDown(false, "told to"));

        bench.advanceUntil(() -> assertThat(bench.supervisor.ended()).isDone());
        assertThat(bench.ended().exitCode()).isZero();
        assertThat(world.signals).containsSubsequence(web, api, db);
    }

    @Test
    void what_waits_is_stopped_at_once_and_never_launched() {
        bench.start(target("db"), target("web", "depends_on=db"));
        bench.reaches("web", Phase.WAITING);

        answer(bench.supervisor.stop(WEB, "by command"));

        bench.reaches("web", Phase.STOPPED);
        runs("db");
        bench.settled();
        assertThat(world.launchesOf("web")).isZero();
    }

    @Test
    void nothing_is_removed_that_another_depends_on() {
        bench.start(target("db"), target("web", "depends_on=db"));
        answer(bench.supervisor.stop(DB, "by command"));
        bench.reaches("db", Phase.STOPPED);

        CommandResult refused = answer(bench.supervisor.remove(DB));

        assertThat(refused.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(refused.sentence()).startsWith("db cannot be removed: web depends on it");
    }

    @Test
    void a_dependent_restarts_only_where_it_says_so() {
        bench.start(target("db", "restart_interval=0"), target("bound", "depends_on=db", "restart_with=true"),
                target("free", "depends_on=db"));
        runs("db");
        runs("bound");
        bench.reaches("free", Phase.RUNNING);

        world.crashes("db");

        eventually(() -> assertThat(bench.target("bound").state().phase()).isEqualTo(Phase.WAITING));
        runs("db");
        runs("bound");
        assertThat(world.launchesOf("bound")).isEqualTo(2);
        assertThat(world.launchesOf("free")).isEqualTo(1);
        assertThat(bench.journal.messages(TargetEvent.TargetStarted.class)).anyMatch(
                message -> message.contains("restarted: db, which it depends on, was launched again"));
    }

    @Test
    void a_dependent_that_crashes_waits_for_a_dependency_that_is_down() {
        bench.start(target("db"), target("web", "depends_on=db", "restart_interval=0"));
        runs("db");
        runs("web");
        world.crashes("db");
        bench.reaches("db", Phase.BACKOFF);

        world.crashes("web");

        bench.reaches("web", Phase.WAITING);
        assertThat(reason("web")).startsWith("waits for db, which is BACKOFF");
        bench.advance(Duration.ofSeconds(5));
        runs("db");
        runs("web");
    }

    @Test
    void a_reload_starts_and_stops_in_order() {
        bench.start(written("db"), written("web", "depends_on=db"));
        runs("db");
        runs("web");
        String web = "TERM " + world.main("web").pid();
        String db = "TERM " + world.main("db").pid();

        answer(bench.supervisor.reload(FILES, List.of(written("b", "depends_on=a"), written("a"))));

        eventually(() -> assertThat(bench.supervisor.snapshot().target(DB)).isEmpty());
        assertThat(world.signals).containsSubsequence(web, db);
        runs("a");
        runs("b");
    }

    @Test
    void a_live_change_that_makes_a_circle_is_refused() {
        bench.start(target("db"), target("web", "depends_on=db"));

        CommandResult circle = answer(
                bench.supervisor.change(DB, ChangeRequest.of(Map.of("depends_on", "web"), "api")));

        assertThat(circle.outcome()).isEqualTo(CommandResult.Outcome.INVALID);
        assertThat(circle.sentence()).contains("circle", "nothing was changed");
        assertThat(bench.target("db").spec().dependencies().isEmpty()).isTrue();
    }

    @Test
    void a_live_change_lets_a_waiting_target_go() {
        bench.start(target("db"), target("web", "depends_on=db:completed"));
        bench.reaches("web", Phase.WAITING);

        answer(bench.supervisor.change(WEB, ChangeRequest.of(Map.of("depends_on", "db"), "api")));

        runs("db");
        runs("web");
    }

    @Test
    void a_runner_that_takes_over_goes_on_waiting_where_the_dead_one_waited() {
        bench.start(target("a-web", "depends_on=db"), target("db"));
        bench.reaches("a-web", Phase.WAITING);
        eventually(() -> assertThat(memory.get(new TargetName("a-web"))).isNotNull());
        eventually(() -> assertThat(memory.get(DB).process()).isPresent());
        eventually(() -> assertThat(memory.get(new TargetName("a-web")).state()).isEqualTo(Phase.WAITING));
        bench.close();

        Bench next = bench(false);
        answer(next.supervisor.restore(List.copyOf(memory.values()), true));

        next.reaches("db", Phase.RUNNING);
        next.reaches("a-web", Phase.STARTING);
        assertThat(launched()).containsExactly("db", "a-web");
        assertThat(world.signals).isEmpty();
    }

    @Test
    void run_ends_when_all_that_is_left_waits_for_what_will_not_come() {
        Bench run = bench(true);
        assertThat(
                run.start(target("migrate", "restart=never"), target("web", "depends_on=migrate:completed")).outcome())
                .isEqualTo(CommandResult.Outcome.DONE);
        eventually(() -> assertThat(world.launchesOf("migrate")).isEqualTo(1));
        eventually(() -> assertThat(run.target("migrate").state().life().orElseThrow().main()).isPresent());

        world.ends(world.main("migrate"), new ExitStatus.Code(3));

        assertThat(run.ended().exitCode()).isEqualTo(1);
        assertThat(run.ended().reason()).contains("the runner ends: web waits for migrate, which is EXITED");
        assertThat(world.launchesOf("web")).isZero();
    }
}
