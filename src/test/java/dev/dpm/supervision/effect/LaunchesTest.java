package dev.dpm.supervision.effect;

import static dev.dpm.testing.TargetSpecs.target;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.dpm.config.TargetSpec;
import dev.dpm.history.TargetRecord;
import dev.dpm.lifecycle.Effect;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.testing.FakeWorld;
import dev.dpm.testing.FaultyPorts;
import dev.dpm.testing.ManualClock;
import dev.dpm.testing.Saboteur;

/**
 * Tests that a process is reported and watched, or ended, whichever call throws between the fork and the moment when the
 * runner knows the process. Every call on every port throws once, before or after its work.
 */
class LaunchesTest {

    /** More calls than a launch makes; the test checks that. */
    private static final int MOST_CALLS = 80;

    @ParameterizedTest(name = "{0}, after its work: {2}")
    @MethodSource("dev.dpm.testing.FaultyPorts#faults")
    void a_process_that_was_born_is_reported_and_watched_or_ended(String name, Supplier<Throwable> fault,
            boolean afterwards) {
        List<String> wrong = new ArrayList<>();
        String hit = "first";
        for (int call = 0; !hit.isEmpty(); call++) {
            assertThat(call).isLessThan(MOST_CALLS);
            FakeWorld world = new FakeWorld();
            Saboteur saboteur = new Saboteur(fault, afterwards);
            Known known = new Known();
            EffectRunner effects = new EffectRunner(FaultyPorts.of(saboteur, world, new ManualClock()), Runnable::run,
                    Runnable::run, saboteur.around(EffectResults.class, known.results()));
            saboteur.arm(call);
            launch(effects);
            saboteur.disarm();
            hit = saboteur.hit();
            effects.tryAgain();
            if (!known.isFailed && !known.mains.equals(world.of("web"))) {
                wrong.add(hit + " (" + call + "): not reported as failed, known " + known.mains + ", living "
                        + world.of("web"));
            }
            if (known.isFailed && !world.of("web").isEmpty()) {
                wrong.add(hit + " (" + call + "): failed, and " + world.of("web") + " lives");
            }
            if (!world.of("web").stream().allMatch(world::isWatched)) {
                wrong.add(hit + " (" + call + "): not watched");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void launch(EffectRunner effects) {
        TargetSpec spec = target("web");
        TargetRecord record = new TargetRecord(spec, true, FakeWorld.BOOT, 1, Optional.empty(), true, Duration.ZERO,
                List.of(), 0, 0, Optional.empty(), Phase.STARTING, false, "by command");
        try {
            effects.launch(spec, record, new Effect.Launch(1));
        } catch (RuntimeException | Error thrown) {
            // outside of tests the loop gets the exception and reports it
        }
    }

    /** What the loop was told: the main processes of successful launches, and whether a launch failed. */
    private static final class Known {
        private final List<ProcessIdentity> mains = new ArrayList<>();
        private boolean isFailed;

        private EffectResults results() {
            return (EffectResults) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{EffectResults.class}, (proxy, method, args) -> {
                        if (method.getName().equals("launched")) {
                            mains.add((ProcessIdentity) args[2]);
                        }
                        isFailed |= method.getName().equals("launchFailed");
                        return null;
                    });
        }
    }
}
