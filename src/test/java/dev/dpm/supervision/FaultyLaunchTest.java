package dev.dpm.supervision;

import static dev.dpm.supervision.Bench.eventually;
import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.dpm.event.Component;
import dev.dpm.process.TargetName;
import dev.dpm.supervision.Supervisor.EndRules;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.FaultyPorts;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.Saboteur;

/**
 * Tests that a stop leaves no process behind whichever call of the launch before threw. Every call on every port throws
 * once, before or after its work.
 */
class FaultyLaunchTest {

    private static final TargetName WEB = new TargetName("web");
    /** More calls than a launch makes; the test checks that. */
    private static final int MOST_CALLS = 80;

    @Timeout(120)
    @ParameterizedTest(name = "{0}, after its work: {2}")
    @MethodSource("dev.dpm.testing.FaultyPorts#faults")
    void nothing_outlives_a_stop_whichever_call_of_the_launch_threw(String name, Supplier<Throwable> fault,
            boolean afterwards) {
        String hit = "first";
        for (int call = 0; !hit.isEmpty(); call++) {
            assertThat(call).isLessThan(MOST_CALLS);
            FakeWorld world = new FakeWorld();
            ManualClock clock = new ManualClock();
            Saboteur saboteur = new Saboteur(fault, afterwards);
            try (Supervisor supervisor = new Supervisor(FaultyPorts.of(saboteur, world, clock), new EndRules(false))) {
                supervisor.begin();
                saboteur.arm(call);
                Bench.answer(supervisor.start(List.of(target("web")), "by command"));
                settle(supervisor, clock, world);
                saboteur.disarm();
                hit = saboteur.hit();
                Bench.answer(supervisor.stop(WEB, "by command"));
                String where = hit + " (" + call + ")";
                eventually(() -> {
                    clock.advance(Duration.ofSeconds(1));
                    supervisor.fault(Component.LOOP, Optional.empty());
                    assertThat(supervisor.snapshot().target(WEB)).as(where)
                            .hasValueSatisfying(web -> assertThat(web.state().phase().isAtRest()).as(where).isTrue());
                    assertThat(world.of("web")).as(where).isEmpty();
                });
            }
        }
    }

    /** Waits until the launch has come to an end: the target is at rest, or it has one process, which is watched. */
    private static void settle(Supervisor supervisor, ManualClock clock, FakeWorld world) {
        eventually(() -> {
            clock.advance(Duration.ofMillis(500));
            supervisor.fault(Component.LOOP, Optional.empty());
            assertThat(supervisor.snapshot().target(WEB)).hasValueSatisfying(
                    web -> assertThat(web.state().phase().isAtRest() || world.of("web").size() == 1
                            && world.of("web").stream().allMatch(world::isWatched)).isTrue());
        });
    }
}
