package dev.dpm.view;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.view.Style.Ink;
import dev.dpm.view.TextTable.Cell;
import dev.dpm.view.TextTable.Column;

/** The table of the command {@code status}, with as many columns as fit on the terminal. */
final class StatusTable {

    /** The columns of the table of {@code status}, from left to right. */
    private enum Field {
        NAME(Column.left("NAME").shrinkingInsideTo(8, 24)), STATE(Column.left("STATE")), PID(
                Column.right("PID")),
        UPTIME(Column.right("UPTIME")), CPU(Column.right("CPU")), MEMORY(
                Column.right("MEMORY")),
        PSS(Column.right("PSS")),
        RESTARTS(Column.right("RESTARTS").shrinkingInsideTo(8, 11)), THRESHOLDS(
                Column.left("THRESHOLDS")),
        HEALTH(Column.left("HEALTH"));

        private final Column column;

        Field(Column column) {
            this.column = column;
        }
    }

    /** The columns that are left out first on a narrow terminal, in this order. */
    private static final List<Field> LEAST_FIRST = List.of(Field.THRESHOLDS, Field.PID, Field.PSS);
    private static final List<Field> OF_THE_NARROW = List.of(Field.RESTARTS, Field.UPTIME, Field.CPU, Field.MEMORY,
            Field.HEALTH);

    private final List<TargetView> targets;
    private final Style style;
    private final ReadersClock clock;

    StatusTable(List<TargetView> targets, Style style, ReadersClock clock) {
        this.targets = targets;
        this.style = style;
        this.clock = clock;
    }

    String render() {
        Optional<TextTable> roomy = IntStream.rangeClosed(0, LEAST_FIRST.size())
                .mapToObj(many -> table(without(many), true)).filter(table -> table.fits(true)).findFirst();
        int most = style.width() < 80 ? OF_THE_NARROW.size() : 0;
        return roomy.or(() -> IntStream.rangeClosed(0, most)
                .mapToObj(many -> table(without(LEAST_FIRST.size() + many), false)).filter(table -> table.fits(false))
                .findFirst()).orElseGet(() -> table(without(LEAST_FIRST.size() + most), false)).render();
    }

    private List<Field> without(int many) {
        List<Field> gone = Stream.concat(LEAST_FIRST.stream(), OF_THE_NARROW.stream()).limit(many).toList();
        boolean shares = targets.stream().anyMatch(target -> target.limits().sharesMuch());
        return Stream.of(Field.values()).filter(field -> !gone.contains(field))
                .filter(field -> field != Field.PSS || shares).toList();
    }

    /**
     * The table of the targets with these columns.
     *
     * @param remarks whether the column of the state also says that a target is adopted or attached
     */
    private TextTable table(List<Field> fields, boolean remarks) {
        TextTable table = new TextTable(style, fields.stream().map(field -> field.column).toList());
        targets.forEach(target -> table.row(fields.stream().map(field -> cell(field, target, remarks)).toList()));
        return table;
    }

    private Cell cell(Field field, TargetView target, boolean remarks) {
        return switch (field) {
            case NAME -> Cell.of(target.name());
            case STATE -> new Cell(stateWord(target) + (remarks ? remark(target) : ""), stateInk(target));
            case PID -> Cell.of(Figures.pid(target.pid()));
            case UPTIME -> Cell.of(uptime(target));
            case CPU -> new Cell(Figures.percent(target.cpuPercent()),
                    over(target.cpuPercent(), target.cpuThresholdPercent()));
            case MEMORY -> new Cell(Figures.bytes(target.memoryBytes()),
                    over(Figures.judgedBytes(target).map(Long::doubleValue),
                            target.memoryThresholdBytes().map(Long::doubleValue)));
            case PSS -> Cell.of(target.limits().sharesMuch()
                    ? Figures.bytes(target.limits().proportionalBytes())
                    : "");
            case RESTARTS -> Cell.of(Figures.restarts(target));
            case THRESHOLDS -> Cell.of(Figures.thresholds(target));
            case HEALTH -> new Cell(target.health().name(), healthInk(target));
        };
    }

    /**
     * The target's state with its exit code or signal: {@code EXITED (4)}, {@code EXITED (KILL)}. Otherwise the state alone.
     */
    private static String stateWord(TargetView target) {
        if (target.story().suspended()) {
            return target.state() + " (stopped)";
        }
        return target.state() == Phase.EXITED
                ? target.state() + target.lastExit().map(exit -> " (" + Figures.exitWord(exit) + ")").orElse("")
                : target.state().name();
    }

    private static String remark(TargetView target) {
        return target.adopted()
                ? " (adopted)"
                : target.attached() && target.pid().isPresent() ? " (attached)" : "";
    }

    /** How long the target has been running, or how long ago an EXITED target ended. */
    private String uptime(TargetView target) {
        return target.state() == Phase.EXITED
                ? target.lastExit().flatMap(TargetView.LastExit::at).map(clock::ago).orElse(Figures.UNKNOWN)
                : Figures.duration(target.uptimeSeconds());
    }

    private static Ink over(Optional<Double> figure, Optional<Double> threshold) {
        boolean exceeds = figure.isPresent() && threshold.isPresent() && figure.get() > threshold.get();
        return exceeds ? Ink.WARN : Ink.NONE;
    }

    private static Ink healthInk(TargetView target) {
        if (target.health() == Health.DOWN) {
            return Ink.BAD;
        }
        return target.story().failingCheck().isPresent() ? Ink.WARN : Ink.GOOD;
    }

    private static Ink stateInk(TargetView target) {
        return switch (target.state()) {
            case FATAL -> Ink.BAD;
            case EXITED -> target.story().failed() ? Ink.BAD : Ink.DIM;
            case RUNNING -> StatusView.isInTrouble(target) || target.story().suspended() ? Ink.WARN : Ink.GOOD;
            case BACKOFF, STARTING, STOPPING, WAITING -> Ink.WARN;
            case STOPPED -> Ink.DIM;
        };
    }
}
