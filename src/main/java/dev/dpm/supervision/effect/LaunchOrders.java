package dev.dpm.supervision.effect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.Incarnation;
import dev.dpm.process.LaunchOrder;

final class LaunchOrders {

    private final Ports.OutputFiles files;

    LaunchOrders(Ports.OutputFiles files) {
        this.files = files;
    }

    LaunchOrder of(TargetSpec spec, Incarnation life) {
        return of(spec, life, new LaunchOrder.Output(kind(spec.output().mode()),
                spec.output().isToFile() ? Optional.of(files.written(spec)) : Optional.empty(), files.errors(spec)));
    }

    /** The order to launch a target whose output file cannot be opened. */
    LaunchOrder withoutFile(TargetSpec spec, Incarnation life) {
        return of(spec, life, new LaunchOrder.Output(isShown(spec)
                ? LaunchOrder.OutputKind.INHERIT
                : LaunchOrder.OutputKind.NULL, Optional.empty()));
    }

    /** Whether the target's output goes to the runner's own output where the target's file cannot be opened. */
    static boolean isShown(TargetSpec spec) {
        return spec.output().mode() == OutputMode.BOTH;
    }

    /** The file of a target's stderr; empty: stderr goes to the file of stdout. */
    List<Path> errors(TargetSpec spec) {
        return spec.output().hasErrorsApart() ? files.errors(spec).stream().toList() : List.of();
    }

    private static LaunchOrder of(TargetSpec spec, Incarnation life, LaunchOrder.Output output) {
        return new LaunchOrder(life, spec.command(), spec.cwd(), spec.environment(), spec.umaskAtBirth(), output,
                spec.output().inheritsStdin(), spec.user(), spec.properties());
    }

    private static LaunchOrder.OutputKind kind(OutputMode mode) {
        return switch (mode) {
            case FILE, JOURNALD, SYSLOG, PATH -> LaunchOrder.OutputKind.FILE;
            case INHERIT -> LaunchOrder.OutputKind.INHERIT;
            case BOTH -> LaunchOrder.OutputKind.BOTH;
            case NULL -> LaunchOrder.OutputKind.NULL;
        };
    }
}
