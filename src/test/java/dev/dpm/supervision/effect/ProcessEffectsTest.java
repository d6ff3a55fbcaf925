package dev.dpm.supervision.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.StopScope;
import dev.dpm.process.TargetName;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.FaultyPorts;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.Saboteur;

class ProcessEffectsTest {

    private static final TargetName WEB = new TargetName("web");
    private static final Incarnation LIFE = new Incarnation(WEB, 2);

    private final FakeWorld world = new FakeWorld();
    private final Told told = new Told();
    private final EffectFaults faults = new EffectFaults(told.results());
    private final ManualClock clock = new ManualClock();
    private final ProcessEffects processes = new ProcessEffects(
            FaultyPorts.of(new Saboteur(IllegalStateException::new, false), world,
                    clock),
            told.results(), faults);
    private final ProcessIdentity main = world.appears(LIFE);
    private final ProcessIdentity child = world.appears(LIFE);

    private Effect.Terminate order(Signal signal, StopScope scope) {
        return new Effect.Terminate(LIFE.number(), main, signal, scope);
    }

    @Test
    void a_tree_gets_the_signal_and_is_counted_after_it() {
        processes.terminate(LIFE, order(Signal.TERM, StopScope.TREE), processes.order());

        assertThat(world.signals).containsExactly("TERM " + main.pid(), "TERM " + child.pid());
        assertThat(told.lines).containsExactly("signalled web 2 PT1H", "surveyed web 2 0");
    }

    @Test
    void a_signal_that_is_sent_late_is_told_so_that_the_grace_begins_with_it() {
        ProcessEffects.Ordered longAgo = processes.order();
        clock.advance(Duration.ofSeconds(1));

        processes.terminate(LIFE, order(Signal.TERM, StopScope.TREE), longAgo);

        assertThat(told.lines).containsExactly("signalled web 2 PT1H1S", "surveyed web 2 0");
    }

    /**
     * If the loop were told of a late KILL, it would never give up a process that KILL cannot end on a busy machine.
     */
    @Test
    void a_kill_that_is_sent_late_is_not_told() {
        ProcessEffects.Ordered longAgo = processes.order();
        clock.advance(Duration.ofSeconds(1));

        processes.terminate(LIFE, order(Signal.KILL, StopScope.TREE), longAgo);

        assertThat(told.lines).containsExactly("surveyed web 2 0");
    }

    @Test
    void a_main_process_alone_gets_the_signal_and_its_children_are_counted() {
        processes.terminate(LIFE, order(Signal.TERM, StopScope.MAIN), processes.order());

        assertThat(world.signals).containsExactly("TERM " + main.pid());
        assertThat(told.lines).containsExactly("signalled web 2 PT1H", "surveyed web 2 1");
    }

    @Test
    void processes_that_outlive_kill_are_told_with_the_refusal_and_its_end() {
        world.forbidden.add(WEB);
        processes.terminate(LIFE, order(Signal.KILL, StopScope.TREE), processes.order());

        assertThat(told.lines).containsExactly(
                "faulted signals to web Optional[process " + main.pid() + " did not take KILL: not permitted]",
                "surveyed web 2 2", "outlivedKill web 2");

        world.forbidden.clear();
        processes.terminate(LIFE, order(Signal.KILL, StopScope.TREE), processes.order());
        assertThat(told.lines).endsWith("faulted signals to web Optional.empty", "surveyed web 2 0");
    }

    @Test
    void an_older_incarnation_is_counted_at_a_stop_only() {
        world.signal(Set.of(main, child), Signal.KILL);
        world.appears(new Incarnation(WEB, 1));

        processes.survey(LIFE, new Effect.Survey(LIFE.number(), main, false), processes.order());
        processes.survey(LIFE, new Effect.Survey(LIFE.number(), main, true), processes.order());

        assertThat(told.lines).containsExactly("surveyed web 2 0", "surveyed web 2 1");
    }

    @Test
    void a_count_without_descriptors_is_told_and_repeated_until_it_succeeds() throws Exception {
        world.blind = new UncheckedIOException(new IOException("too many open files"));
        Thread count = new Thread(
                () -> processes.survey(LIFE, new Effect.Survey(LIFE.number(), main, false), processes.order()));
        count.setDaemon(true);
        count.start();
        await().until(() -> world.blindLooks.get() > 1);
        world.blind = null;
        count.join();

        assertThat(told.lines).startsWith("faulted processes of web Optional[java.io.IOException: too many open files]",
                "stopDelayed web 2").endsWith("surveyed web 2 2", "faulted processes of web Optional.empty");
    }
}
