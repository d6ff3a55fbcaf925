package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.answer;
import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import dev.dpm.config.ChangeRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.event.CommandResult;
import dev.dpm.event.TargetEvent;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Resting;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;
import dev.dpm.testing.FakeWorld;

/** Tests the next runner after an earlier one died without a shutdown. */
class TargetRecoveryTest {

    private static final TargetName WEB = new TargetName("web");
    private static final TargetSpec SPEC = target("web", "max_restarts=3", "restart_interval=5");

    private final FakeWorld world = new FakeWorld();
    @AutoClose
    private final Bench bench = new Bench(false, world, new ConcurrentHashMap<>());

    private static TargetRecord record(Phase state, Optional<ProcessIdentity> process, int spent) {
        return new TargetRecord(SPEC, true, FakeWorld.BOOT, 4, process, state == Phase.STARTING, Duration.ofSeconds(9),
                java.util.Collections.nCopies(spent, Duration.ofSeconds(9)), spent, 7, Optional.empty(), state, false,
                "why");
    }

    private static TargetRecord unwanted(TargetRecord record) {
        return new TargetRecord(record.spec(), false, record.bootId(), record.incarnation(), record.process(),
                record.launching(), record.ranFor(), record.restartsAt(), record.inARow(), record.restarts(),
                record.lastExit(), record.state(), record.givenUp(), record.reason());
    }

    private static TargetRecord ofBoot(String boot, TargetRecord record) {
        return new TargetRecord(record.spec(), record.wanted(), boot, record.incarnation(), record.process(),
                record.launching(), record.ranFor(), record.restartsAt(), record.inARow(), record.restarts(),
                record.lastExit(), record.state(), record.givenUp(), record.reason());
    }

    private CommandResult restore(boolean resume, TargetRecord... records) {
        return answer(bench.supervisor.restore(List.of(records), resume));
    }

    private ProcessIdentity survivor(long incarnation) {
        return world.appears(new Incarnation(WEB, incarnation));
    }

    @Test
    void a_living_process_is_adopted_with_its_age_and_its_budget() {
        ProcessIdentity main = survivor(4);

        restore(false, record(Phase.RUNNING, Optional.of(main), 2));

        Life life = bench.target("web").state().life().orElseThrow();
        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.RUNNING);
        assertThat(life.main()).contains(main);
        assertThat(life.adopted()).isTrue();
        assertThat(life.age(bench.clock.get())).isEqualTo(Duration.ofSeconds(100));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).hasSize(2);
        assertThat(bench.target("web").state().ledger().restartsTotal()).isEqualTo(7);
        assertThat(world.launches).isEmpty();
        assertThat(world.signals).isEmpty();
    }

    @Test
    void the_end_of_an_adopted_process_is_noticed_and_its_exit_code_unknown() {
        ProcessIdentity main = survivor(4);
        restore(false, record(Phase.RUNNING, Optional.of(main), 0));
        eventually(() -> assertThat(world.isWatched(main)).isTrue());

        world.ends(main, new ExitStatus.Unknown());

        bench.reaches("web", Phase.BACKOFF);
        assertThat(bench.journal.messages(TargetEvent.TargetExited.class).get(0)).contains("exit code unknown");
        bench.advance(Duration.ofSeconds(5));
        eventually(() -> assertThat(world.launches).extracting(order -> order.incarnation().number())
                .containsExactly(5L));
    }

    @Test
    void a_process_that_died_meanwhile_is_judged_by_the_policy_with_the_budget_kept() {
        restore(false, record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 9, FakeWorld.BOOT)), 2));

        bench.reaches("web", Phase.BACKOFF);
        assertThat(bench.target("web").state().ledger().budget().spentAt()).hasSize(3);
        assertThat(bench.journal.messages(TargetEvent.RestartScheduled.class))
                .containsExactly("ended with exit code unknown; restarting in 20 s, attempt 3 of 3");
    }

    @Test
    void what_a_process_lived_before_it_died_unseen_counts_as_running_time() {
        bench.age = Duration.ofDays(10);

        restore(false, record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 9, FakeWorld.BOOT)), 3));

        bench.reaches("web", Phase.BACKOFF);
        assertThat(bench.journal.messages(TargetEvent.RestartScheduled.class))
                .containsExactly("ended with exit code unknown; restarting in 5 s, attempt 1 of 3");
    }

    @Test
    void one_that_ended_before_anybody_saw_when_it_began_did_not_live() {
        bench.age = Duration.ofDays(10);

        restore(false, record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 0, FakeWorld.BOOT)), 3));

        bench.reaches("web", Phase.FATAL);
    }

    @Test
    void a_process_that_died_meanwhile_with_its_budget_spent_is_given_up() {
        restore(false, record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 9, FakeWorld.BOOT)), 3));

        bench.reaches("web", Phase.FATAL);
        assertThat(world.launches).isEmpty();
    }

    @Test
    void a_launch_that_was_only_intended_is_found_by_its_cookie() {
        ProcessIdentity main = survivor(4);

        restore(false, record(Phase.STARTING, Optional.empty(), 0));

        assertThat(bench.target("web").state().life().flatMap(Life::main)).contains(main);
        assertThat(world.launches).isEmpty();
        eventually(() -> assertThat(bench.memory.get(WEB).process()).contains(main));
    }

    @Test
    void a_launch_that_never_happened_is_made_up_for_without_spending() {
        restore(false, record(Phase.STARTING, Optional.empty(), 1));

        eventually(() -> assertThat(world.launches).extracting(order -> order.incarnation().number())
                .containsExactly(5L));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).hasSize(1);
    }

    @Test
    void a_life_newer_than_the_record_is_adopted_under_its_own_number() {
        ProcessIdentity newer = survivor(6);

        restore(false, record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 9, FakeWorld.BOOT)), 0));

        Life life = bench.target("web").state().life().orElseThrow();
        assertThat(life.main()).contains(newer);
        assertThat(life.number()).isEqualTo(6);
        assertThat(bench.target("web").state().ledger().incarnation()).isEqualTo(6);
    }

    @Test
    void a_lost_record_does_not_lead_to_a_second_copy() {
        ProcessIdentity main = survivor(4);
        restore(false);

        bench.start(SPEC);

        assertThat(bench.target("web").state().life().flatMap(Life::main)).contains(main);
        bench.settled();
        assertThat(world.launches).isEmpty();
    }

    @Test
    void a_lost_record_is_told_until_the_target_is_started_with_its_command() {
        ProcessIdentity main = survivor(4);
        restore(false);
        String told = "web runs as process " + main.pid() + ", but its record is lost";

        assertThat(bench.supervisor.snapshot().faults()).singleElement().asString()
                .startsWith("records of web: " + told).contains("`start --name web -- COMMAND`", "`stop web`");
        CommandResult again = answer(bench.supervisor.start(WEB, "by command"));
        assertThat(again.outcome()).isEqualTo(CommandResult.Outcome.REFUSED);
        assertThat(again.sentence()).startsWith(told).contains("`start --name web -- COMMAND`", "`stop web`");

        bench.start(SPEC);
        bench.settled();

        assertThat(bench.supervisor.snapshot().faults()).isEmpty();
    }

    @Test
    void a_lost_record_is_told_no_more_once_the_target_has_ended() {
        ProcessIdentity main = survivor(4);
        restore(false);

        world.ends(main, new ExitStatus.Unknown());

        eventually(() -> assertThat(bench.supervisor.snapshot().targets()).isEmpty());
        assertThat(bench.supervisor.snapshot().faults()).isEmpty();
    }

    @Test
    void nothing_of_another_boot_is_adopted_and_its_budget_begins_afresh() {
        ProcessIdentity elsewhere = new ProcessIdentity(101, 101, "earlier-boot");
        survivor(99);
        world.ends(world.main("web"), new ExitStatus.Unknown());

        restore(true, ofBoot("earlier-boot", record(Phase.RUNNING, Optional.of(elsewhere), 3)));

        eventually(() -> assertThat(world.launches).hasSize(1));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
        assertThat(bench.journal.count(TargetEvent.TargetAdopted.class)).isZero();
    }

    @Test
    void an_orderly_end_is_resumed_only_when_asked_and_with_a_fresh_budget() {
        restore(false, record(Phase.STOPPED, Optional.empty(), 3));
        bench.settled();
        assertThat(world.launches).isEmpty();

        assertThat(answer(bench.supervisor.resume("by command")).outcome()).isEqualTo(CommandResult.Outcome.DONE);

        eventually(() -> assertThat(world.launches).hasSize(1));
        assertThat(bench.target("web").state().ledger().budget().spentAt()).isEmpty();
    }

    @Test
    void what_is_not_wanted_is_not_resumed() {
        restore(true, unwanted(record(Phase.STOPPED, Optional.empty(), 0)));

        assertThat(answer(bench.supervisor.resume("by command")).outcome()).isEqualTo(CommandResult.Outcome.UNKNOWN);
        bench.settled();
        assertThat(world.launches).isEmpty();
    }

    @Test
    void a_stop_that_the_runners_death_cut_short_is_finished() {
        ProcessIdentity leftover = survivor(4);

        restore(true, unwanted(record(Phase.RUNNING, Optional.of(new ProcessIdentity(9, 9, FakeWorld.BOOT)), 0)));

        bench.reaches("web", Phase.STOPPED);
        assertThat(world.isAlive(leftover)).isFalse();
        assertThat(world.launches).isEmpty();
    }

    @Test
    void a_stop_that_came_during_a_launch_and_that_the_runners_death_cut_short_is_finished() {
        world.stubborn.add(WEB);
        world.hold = new CountDownLatch(1);
        Bench earlier = new Bench(false, world, bench.memory);
        earlier.start(SPEC);
        eventually(() -> assertThat(world.waiting.get()).isEqualTo(1));
        answer(earlier.supervisor.stop(WEB, "by command"));
        world.hold.countDown();
        eventually(() -> assertThat(world.signals).containsExactly("TERM 101"));
        earlier.close();

        restore(true, bench.memory.get(WEB));

        bench.advanceUntil(() -> assertThat(bench.target("web").state().phase()).isEqualTo(Phase.STOPPED));
        assertThat(world.of("web")).isEmpty();
        assertThat(world.launches).hasSize(1);
    }

    @Test
    void a_change_during_a_launch_is_known_to_the_next_runner() {
        world.hold = new CountDownLatch(1);
        Bench earlier = new Bench(false, world, bench.memory);
        earlier.start(SPEC);
        eventually(() -> assertThat(world.waiting.get()).isEqualTo(1));

        answer(earlier.supervisor.change(WEB, ChangeRequest.of(Map.of("stop_grace", "3"), "by command")));
        world.hold.countDown();

        eventually(() -> assertThat(bench.memory.get(WEB)).satisfies(record -> {
            assertThat(record.spec().stopping().grace()).isEqualTo(Duration.ofSeconds(3));
            assertThat(record.process()).isPresent().contains(world.main("web"));
        }));
        earlier.close();
    }

    @Test
    void the_next_runner_adopts_what_keep_targets_left() {
        Bench earlier = new Bench(false, world, bench.memory);
        earlier.running(SPEC);
        answer(earlier.supervisor.shutDown(true, "by command"));
        earlier.ended();
        earlier.close();

        restore(false, bench.memory.values().toArray(TargetRecord[]::new));

        assertThat(bench.target("web").state().life().orElseThrow().adopted()).isTrue();
        assertThat(world.launches).hasSize(1);
        assertThat(bench.start(SPEC).outcome()).isEqualTo(CommandResult.Outcome.ALREADY);
    }

    @Test
    void a_record_that_cannot_be_carried_on_hinders_no_other() {
        bench.age = null;
        TargetSpec other = target("db");
        ProcessIdentity main = survivor(4);
        TargetRecord db = new TargetRecord(other, true, FakeWorld.BOOT, 0, Optional.empty(), false, Duration.ZERO,
                List.of(), 0, 0, Optional.empty(), Phase.STOPPED, false, "why");

        restore(true, record(Phase.RUNNING, Optional.of(main), 0), db);

        assertThat(bench.target("web").state().phase()).isEqualTo(Phase.FATAL);
        eventually(() -> assertThat(bench.world.launchesOf("db")).isEqualTo(1));
    }

    @Test
    void what_an_earlier_runner_could_not_end_gets_no_second_copy_beside_it() {
        ProcessIdentity survivor = survivor(4);
        restore(true, unwanted(record(Phase.FATAL, Optional.of(survivor), 0)));
        assertThat(bench.target("web").state()).isInstanceOfSatisfying(Resting.class, resting -> {
            assertThat(resting.phase()).isEqualTo(Phase.FATAL);
            assertThat(resting.survivor().flatMap(Life::main)).contains(survivor);
        });
        assertThat(world.signals).isEmpty();

        answer(bench.supervisor.start(WEB, "by command"));

        eventually(() -> assertThat(world.launches).hasSize(1));
        assertThat(world.signals.get(0)).as("it had to go first").contains("KILL");
    }
}
