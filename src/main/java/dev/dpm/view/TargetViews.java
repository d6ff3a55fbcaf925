package dev.dpm.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Settings;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.history.Moments;
import dev.dpm.lifecycle.HealthPolicy;
import dev.dpm.lifecycle.Ledger;
import dev.dpm.lifecycle.Life;
import dev.dpm.lifecycle.Pausing;
import dev.dpm.lifecycle.Scheduled;
import dev.dpm.lifecycle.TargetState;
import dev.dpm.policy.ForecastPolicy;
import dev.dpm.policy.MemoryInForce;
import dev.dpm.policy.ThresholdPolicy;
import dev.dpm.policy.ThresholdRules;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.NativePaths;
import dev.dpm.process.Phase;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.sampling.Sample;
import dev.dpm.sampling.Usage;
import dev.dpm.supervision.TargetSnapshot;

/** Computes {@link TargetView}s from a snapshot of the targets. */
public final class TargetViews {

    private TargetViews() {
    }

    /**
     * The view of a target.
     *
     * @param now the present time, on the runner's monotonic clock
     * @param wallNow the same time on the wall clock
     */
    public static TargetView of(TargetSnapshot target, Duration now, Instant wallNow) {
        TargetSpec spec = target.spec();
        TargetState state = target.state();
        Ledger ledger = state.ledger();
        Optional<Life> life = state.life().filter(some -> some.main().isPresent());
        Optional<Usage> usage = life.flatMap(Life::usage);
        ThresholdRules rules = ThresholdRules.of(spec.thresholds(), usage.map(Usage::sample));
        Duration age = life.map(some -> some.age(now)).orElse(Duration.ZERO);
        return new TargetView(spec.name().value(), state.phase(),
                life.flatMap(Life::main).map(ProcessIdentity::pid), spec.attach().isPresent(),
                life.map(Life::adopted).orElse(false),
                ledger.givenUp(), life.map(some -> seconds(age)), usage.map(some -> some.sample().processes()),
                usage.flatMap(TargetViews::cpu),
                usage.map(some -> MemoryInForce.of(spec.thresholds().measure(), some.sample()).bytes()),
                limit(rules.cpu()), limit(rules.memory()).map(Double::longValue),
                breach(target, life), HealthPolicy.of(state, spec, now), ledger.restartsTotal(),
                ledger.budget().inWindow(spec.restarts().window(), age),
                ledger.lastExit().map(exit -> lastExit(exit, target.moments())),
                reason(target), pause(state, now), spec.restarts().max(), ledger.incarnation(),
                spec.attach().map(selector -> "attached by " + selector)
                        .orElseGet(spec::shownCommand),
                NativePaths.shown(spec.cwd()), OnDemandList.of(() -> configuration(spec)),
                life.map(some -> wallNow.minus(age)),
                Optional.of(seconds(target.cpuTotal())), target.missedSamples(), target.breaches(),
                ledger.restarts(), CheckView.of(target, life, now, wallNow), target.acknowledged(),
                LimitsView.of(spec, life, target.cgroup()), spec.user().map(Object::toString),
                StoryViews.of(target, life, now, wallNow), spec.tags().group(), spec.tags().labels());
    }

    private static String reason(TargetSnapshot target) {
        String reason = target.state().ledger().reason();
        return target.nextRun().filter(next -> target.state() instanceof Scheduled)
                .map(next -> reason + "; next run " + next.words(target.spec().timing().zone())).orElse(reason);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Optional<Double> cpu(Usage usage) {
        return usage.cpuPercent().isPresent()
                ? Optional.of(Math.round(usage.cpuPercent().getAsDouble() * 10) / 10.0)
                : Optional.empty();
    }

    private static Optional<Double> limit(Threshold threshold) {
        return threshold instanceof Threshold.At at ? Optional.of(at.value()) : Optional.empty();
    }

    private static TargetView.LastExit lastExit(ExitStatus status, Moments moments) {
        return new TargetView.LastExit(status.code(), status.signalName(), moments.exitedAt(), moments.lastLine(),
                moments.endedBy());
    }

    private static Optional<Double> pause(TargetState state, Duration now) {
        return state instanceof Pausing pausing
                ? Optional.of(Math.max(0, seconds(pausing.retryAt().minus(now))))
                : Optional.empty();
    }

    /**
     * A phrase that names the target's threshold in breach or its failing check; empty if there is none, or if the
     * target does not run.
     */
    private static Optional<String> breach(TargetSnapshot target, Optional<Life> life) {
        if (life.isEmpty() || target.state().phase() == Phase.STOPPING) {
            return Optional.empty();
        }
        List<String> findings = new ArrayList<>(thresholds(target.spec(), life.get()));
        findings.addAll(CheckView.findings(target.spec(), life.get()));
        return findings.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", findings));
    }

    private static List<String> thresholds(TargetSpec spec, Life life) {
        List<String> findings = new ArrayList<>(3);
        life.usage().ifPresent(usage -> {
            Optional<Sample> sample = Optional.of(usage.sample());
            findings.addAll(
                    ThresholdPolicy.status(life.watch(), usage, ThresholdRules.of(spec.thresholds(), sample)));
            if (life.watch().forecast().breached()) {
                findings.add(ForecastPolicy.status(spec.thresholds(), life.memory(), usage.sample()));
            }
        });
        return findings;
    }

    private static List<TargetView.SettingView> configuration(TargetSpec spec) {
        List<TargetView.SettingView> views = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            boolean isOwn = option.scope() == Option.Scope.TARGET
                    || option.isForTargets() && spec.settings().given(option).isPresent();
            if (isOwn && option != Options.NAME) {
                views.add(setting(spec.settings(), option));
            }
        }
        return List.copyOf(views);
    }

    private static TargetView.SettingView setting(Settings settings, Option<?> option) {
        String origin = settings.given(option).map(setting -> setting.origin().place())
                .orElse(TargetView.SettingView.DEFAULT);
        Optional<String> replaced = settings.isChanged(option)
                ? Optional.of(settings.written().shown(option).orElse(""))
                : Optional.empty();
        return new TargetView.SettingView(option.name(), settings.shown(option).orElse(""), origin,
                replaced, option.isChangedLive());
    }
}
