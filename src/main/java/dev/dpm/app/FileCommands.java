package dev.dpm.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.dpm.config.Instances;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.yaml.GivenFiles;
import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;
import dev.dpm.event.Component;
import dev.dpm.supervision.Supervisor;
import dev.dpm.supervision.TargetSnapshot;

/** Carries out the commands start, reload and scale, which add or change targets. Used from any thread. */
final class FileCommands {

    private final Supervisor supervisor;
    private final ConfigFiles files;
    private final SettingsInForce settings;
    private final CommandReplies replies;
    private final OutputMarks marks;

    FileCommands(Supervisor supervisor, ConfigFiles files, SettingsInForce settings, CommandReplies replies,
            OutputMarks marks) {
        this.supervisor = supervisor;
        this.files = files;
        this.settings = settings;
        this.replies = replies;
        this.marks = marks;
    }

    /**
     * Starts the targets of a request.
     * @param resolution the settings of the targets in the request
     */
    CommandResult start(StartRequest request, Resolution resolution) {
        return settings.refusal(resolution, option -> false).orElseGet(() -> {
            Map<String, Scale> scales = Instances.ordered(specs());
            CommandResult reply = marks.noting(names(resolution),
                    () -> replies.to(supervisor.start(resolution.targets(), "started by command")));
            if (reply.outcome() != Outcome.DONE && reply.outcome() != Outcome.ALREADY) {
                return reply;
            }
            files.given(request, reply.outcome() == Outcome.DONE, supervisor.snapshot().targets())
                    .ifPresent(why -> supervisor.fault(Component.REQUESTS, Optional.of(why)));
            return reply.saying(ScaleOverrides.lines(scales, resolution.targets())
                    + ScaleOverrides.remaining(specs(), resolution.targets()));
        });
    }

    /**
     * Rereads all configuration files.
     * @param isRolling true: changed targets are restarted one after the other
     */
    CommandResult reload(boolean isRolling) {
        GivenFiles given = files.inForce(supervisor.snapshot().targets());
        if (given.isEmpty()) {
            return CommandResult.of(Outcome.REFUSED,
                    "there is no configuration file to reread; start with --config FILE to have one");
        }
        Map<String, Scale> scales = Instances.ordered(specs());
        Resolution resolution = given.resolve(scales);
        if (!resolution.faults().isEmpty()) {
            return CommandResult.of(Outcome.INVALID,
                    SettingsInForce.lines(resolution.faults()) + "\nnothing was changed");
        }
        return settings.refusal(resolution, FileCommands::mayDiffer)
                .orElseGet(() -> {
                    CommandResult targets = marks.noting(names(resolution), () -> replies.to(isRolling
                            ? supervisor.reloadByTurns(given.paths(), resolution.targets())
                            : supervisor.reload(given.paths(), resolution.targets())));
                    return targets.outcome() == Outcome.DONE
                            ? targets.saying(ScaleOverrides.lines(scales, resolution.targets())
                                    + String.join("", settings.change(resolution.runner())))
                                    .warning(resolution.warnings())
                            : targets;
                });
    }

    private static boolean mayDiffer(Option<?> option) {
        return RunnerSpec.isReloaded(option) || option == Options.CONFIG;
    }

    private static List<String> names(Resolution resolution) {
        return resolution.targets().stream().map(spec -> spec.name().value()).toList();
    }

    CommandResult scale(String name, int count) {
        if (count == 0) {
            return CommandResult.of(Outcome.INVALID,
                    "the number of instances is missing; allowed: 1 to " + Instances.MOST);
        }
        List<TargetSpec> family = specs().stream().filter(spec -> spec.instanceOf().equals(Optional.of(name))).toList();
        if (family.isEmpty()) {
            return specs().stream().filter(spec -> spec.name().value().equals(name)).findFirst()
                    .map(spec -> notScalable(spec, count))
                    .orElseGet(() -> CommandResult.of(Outcome.UNKNOWN, "no target is called " + name));
        }
        if (family.stream().allMatch(spec -> spec.source().isEmpty())) {
            return count > family.size()
                    ? CommandResult.of(Outcome.REFUSED, name + " was started on a command line, where its further "
                            + "instances are not known: `start --name " + name + " --instances " + count
                            + "` with its command starts them")
                    : replies.to(supervisor.scale(name, count, List.of()));
        }
        return scaleWritten(name, count);
    }

    private static CommandResult notScalable(TargetSpec spec, int count) {
        return CommandResult.of(Outcome.INVALID, spec.instanceOf()
                .map(family -> spec.name() + " is an instance of " + family + ": `scale " + family + " " + count
                        + "` sets how many there are")
                .orElse(spec.name() + " has no instances; write instances: " + count
                        + " for it into its file, and reload"));
    }

    private CommandResult scaleWritten(String name, int count) {
        Map<String, Scale> scales = new TreeMap<>(Instances.ordered(specs()));
        scales.put(name, new Scale(0, count));
        Resolution resolution = files.inForce(supervisor.snapshot().targets()).resolve(scales);
        boolean isNamed = resolution.targets().stream().anyMatch(spec -> spec.instanceOf().equals(Optional.of(name)));
        if (resolution.faults().isEmpty() && resolution.missing().isEmpty() && !isNamed) {
            return CommandResult.of(Outcome.REFUSED,
                    name + " has no instances in its file any more: `reload` applies that");
        }
        return settings.refusal(resolution, FileCommands::mayDiffer)
                .orElseGet(() -> replies.to(supervisor.scale(name, count, resolution.targets())));
    }

    List<TargetSpec> specs() {
        return supervisor.snapshot().targets().stream().map(TargetSnapshot::spec).toList();
    }
}
