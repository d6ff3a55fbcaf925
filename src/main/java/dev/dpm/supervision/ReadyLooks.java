package dev.dpm.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.dpm.config.Readiness.ReadyBy;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.Incarnation;
import dev.dpm.process.Phase;

/**
 * Searches the output of targets that become ready by a line of their output. Only the thread of the supervision loop uses this
 * class.
 */
final class ReadyLooks {

    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final BiConsumer<TargetSpec, Incarnation> looks;

    ReadyLooks(BiConsumer<TargetSpec, Incarnation> looks) {
        this.looks = looks;
    }

    Optional<Duration> next(SupervisedTarget supervised) {
        return isAwaited(supervised) ? Optional.of(supervised.outputLookAt) : Optional.empty();
    }

    void order(Collection<SupervisedTarget> targets, Duration now) {
        for (SupervisedTarget supervised : targets) {
            if (isAwaited(supervised) && now.compareTo(supervised.outputLookAt) >= 0) {
                supervised.outputLookAt = now.plus(INTERVAL);
                looks.accept(supervised.spec, new Incarnation(supervised.name(),
                        supervised.state.life().orElseThrow().number()));
            }
        }
    }

    private static boolean isAwaited(SupervisedTarget supervised) {
        return supervised.state.phase() == Phase.STARTING && supervised.spec.readiness().by() == ReadyBy.OUTPUT
                && SampleSchedule.isSampled(supervised);
    }
}
