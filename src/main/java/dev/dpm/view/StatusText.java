package dev.dpm.view;

import java.util.List;
import java.util.Optional;

import dev.dpm.view.Style.Ink;
import dev.dpm.view.TextTable.Cell;
import dev.dpm.view.TextTable.Column;

/** What {@code status} prints: a head line for the runner, a table of targets, and a line for each in trouble. */
public final class StatusText {

    private static final double NEAR_SECONDS = 3600;

    private StatusText() {
    }

    /** The whole page, each line ended. */
    public static String render(StatusView status, Style style) {
        StringBuilder text = new StringBuilder(head(status.runner(), style)).append('\n');
        status.runner().faults()
                .forEach(fault -> text.append(style.paint("! " + Printable.of(fault), Ink.WARN)).append('\n'));
        text.append('\n');
        if (status.targets().isEmpty()) {
            return text.append("No target yet. Add one: java -jar dpm-runner.jar start --name web -- COMMAND ARGS\n")
                    .toString();
        }
        text.append(table(status.targets(), style).render());
        List<TargetView> troubled = status.targets().stream()
                .filter(target -> StatusView.isInTrouble(target) || target.acknowledged()
                        || target.state().equals("WAITING"))
                .toList();
        if (!troubled.isEmpty()) {
            text.append('\n');
            troubled.forEach(target -> text.append(trouble(target, style)).append('\n'));
        }
        List<String> changed = status.targets().stream().map(StatusText::changed).flatMap(Optional::stream).toList();
        if (!changed.isEmpty()) {
            text.append('\n');
            changed.forEach(sentence -> text.append(Printable.of(sentence)).append('\n'));
        }
        List<String> nearing = status.targets().stream().map(StatusText::nearing).flatMap(Optional::stream).toList();
        if (!nearing.isEmpty()) {
            text.append('\n');
            nearing.forEach(sentence -> text.append(style.paint(Printable.of(sentence), Ink.WARN)).append('\n'));
        }
        return text.toString();
    }

    /** {@code web: changed while it runs: cpu_threshold 55 instead of 80}. */
    private static Optional<String> changed(TargetView target) {
        List<String> changes = target.configuration().stream().filter(TargetView.SettingView::isChanged)
                .map(setting -> setting.option() + " " + setting.value() + " instead of "
                        + setting.replaced().orElse("the default"))
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(target.name() + ": changed while it runs: " + String.join(", ", changes));
    }

    /** {@code web: memory limit of 256.0 MiB in about 40 s (30 s to 1 min)}, within the hour. */
    private static Optional<String> nearing(TargetView target) {
        LimitsView limits = target.limits();
        return limits.timeToLimitSeconds().filter(seconds -> seconds <= NEAR_SECONDS).flatMap(seconds -> limits
                .timeToLimit().map(when -> target.name() + ": memory limit of " + Figures.bytes(
                        limits.memoryLimitBytes()) + " " + when));
    }

    private static String head(RunnerView runner, Style style) {
        return style.paint("dpm-runner " + runner.version(), Ink.BOLD) + "  pid " + runner.pid() + "  up "
                + Figures.duration(runner.uptimeSeconds()) + "  memory " + Figures.bytes(runner.memoryBytes())
                + "  console " + runner.console().map(Printable::of).orElse("none");
    }

    private static TextTable table(List<TargetView> targets, Style style) {
        TextTable table = new TextTable(style,
                List.of(Column.left("NAME").shrinkingTo(8), Column.left("STATE"), Column.right("PID"),
                        Column.right("UPTIME"), Column.right("CPU"), Column.right("MEMORY"), Column.right("RESTARTS"),
                        Column.left("THRESHOLDS").shrinkingTo(12), Column.left("HEALTH")));
        targets.forEach(target -> table.row(cells(target)));
        return table;
    }

    private static List<Cell> cells(TargetView target) {
        return List.of(Cell.of(target.name()), new Cell(stateWord(target), stateInk(target)),
                Cell.of(Figures.pid(target.pid())), Cell.of(Figures.duration(target.uptimeSeconds())),
                new Cell(Figures.percent(target.cpuPercent()),
                        over(target.cpuPercent(), target.cpuThresholdPercent())),
                new Cell(Figures.bytes(target.memoryBytes()),
                        over(target.memoryBytes().map(Long::doubleValue),
                                target.memoryThresholdBytes().map(Long::doubleValue))),
                Cell.of(Figures.restarts(target)), Cell.of(Figures.thresholds(target)),
                new Cell(target.health(), target.health().equals("DOWN") ? Ink.BAD : Ink.GOOD));
    }

    private static String stateWord(TargetView target) {
        return target.adopted()
                ? target.state() + " (adopted)"
                : target.state() + (target.attached() && target.pid().isPresent() ? " (attached)" : "");
    }

    private static Ink over(Optional<Double> figure, Optional<Double> threshold) {
        boolean exceeds = figure.isPresent() && threshold.isPresent() && figure.get() > threshold.get();
        return exceeds ? Ink.WARN : Ink.NONE;
    }

    private static Ink stateInk(TargetView target) {
        return switch (target.state()) {
            case "FATAL" -> Ink.BAD;
            case "RUNNING" -> StatusView.isInTrouble(target) ? Ink.WARN : Ink.GOOD;
            case "BACKOFF", "STARTING", "STOPPING", "WAITING" -> Ink.WARN;
            default -> Ink.DIM;
        };
    }

    private static String trouble(TargetView target, Style style) {
        String sentence = target.name() + " " + Figures.trouble(target);
        return style.paint(Printable.of(sentence), target.state().equals("FATAL") ? Ink.BAD : Ink.WARN);
    }
}
