package dev.dpm.view;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.dpm.config.ProgramName;
import dev.dpm.view.Style.Ink;

/**
 * The text that the command {@code status} prints: a line about the runner, the table of targets, and a line for each target in
 * trouble. On a small terminal, healthy targets are left out.
 */
public final class StatusText {

    private static final int INDENT = 2;

    private final StatusView status;
    private final Style style;
    private final ReadersClock clock;

    private StatusText(StatusView status, Style style, ReadersClock clock) {
        this.status = status;
        this.style = style;
        this.clock = clock;
    }

    /** The text that {@code status} prints; each line ends with a newline. */
    public static String render(StatusView status, Style style, ReadersClock clock) {
        StatusText text = new StatusText(status, style, clock);
        List<String> lines = text.lines(status.targets(), 0);
        if (style.height() > 0 && lines.size() > style.height()) {
            lines = text.folded();
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * The lines about the runner, the table of targets, and the notes below the table.
     *
     * @param shown the targets in the table
     * @param wellAndHidden the number of healthy targets that are not in the table
     */
    private List<String> lines(List<TargetView> shown, int wellAndHidden) {
        List<String> lines = new ArrayList<>(head());
        status.runner().faults().forEach(fault -> lines.addAll(
                painted(new StatusNotes.Note("! " + fault, Ink.WARN))));
        UnclaimedView.sentence(status.runner().unclaimed())
                .ifPresent(sentence -> lines.addAll(painted(new StatusNotes.Note("! " + sentence, Ink.WARN))));
        lines.add("");
        if (status.targets().isEmpty()) {
            lines.add("No target yet. Add one: " + ProgramName.typed() + " start --name web -- COMMAND ARGS");
            return lines;
        }
        lines.addAll(new StatusTable(shown, style, clock).render().lines().toList());
        if (wellAndHidden > 0) {
            lines.add(style.paint("… and " + wellAndHidden + " more, all well", Ink.DIM));
        }
        for (List<StatusNotes.Note> block : notes()) {
            if (!block.isEmpty()) {
                lines.add("");
                block.forEach(note -> lines.addAll(painted(note)));
            }
        }
        return lines;
    }

    /** Renders as many lines as the terminal has. Targets with a note come first. */
    private List<String> folded() {
        Set<String> spoken = new HashSet<>();
        status.targets().stream().filter(this::hasNote).forEach(target -> spoken.add(target.name()));
        List<TargetView> loud = status.targets().stream().filter(target -> spoken.contains(target.name())).toList();
        int quiet = status.targets().size() - loud.size();
        int room = Math.min(quiet, Math.max(0, style.height() - lines(loud, 1).size()));
        List<TargetView> shown = new ArrayList<>();
        for (TargetView target : status.targets()) {
            boolean isLoud = spoken.contains(target.name());
            if (isLoud || room > 0) {
                shown.add(target);
                room -= isLoud ? 0 : 1;
            }
        }
        return Folded.cut(lines(shown, status.targets().size() - shown.size()), style);
    }

    private boolean hasNote(TargetView target) {
        return StatusNotes.trouble(target, clock).isPresent() || !StatusNotes.remarks(target, clock).isEmpty()
                || StatusNotes.nearing(target).isPresent();
    }

    private List<String> head() {
        RunnerView runner = status.runner();
        String words = "dpm-runner " + runner.version() + "  pid " + runner.pid() + "  up "
                + Figures.duration(runner.uptimeSeconds()) + "  memory " + Figures.bytes(runner.memoryBytes());
        String console = "console " + runner.console().map(Printable::of).map(address -> address + onDemand(runner))
                .orElse(runner.consoleMode().equals("off") ? "off" : "none");
        boolean isOneLine = style.width() == 0
                || DisplayWidth.of(words) + INDENT + DisplayWidth.of(console) <= style.width();
        int name = words.indexOf("  pid");
        String bold = style.paint(words.substring(0, name), Ink.BOLD) + words.substring(name);
        return isOneLine ? List.of(bold + "  " + console) : List.of(bold, console);
    }

    /** A remark about a console that starts only with the first request to it; empty text: the console is in another mode. */
    private static String onDemand(RunnerView runner) {
        return runner.consoleMode().equals("on-demand") ? " on demand" : "";
    }

    private List<List<StatusNotes.Note>> notes() {
        return List.of(each(target -> StatusNotes.trouble(target, clock).stream()),
                each(target -> StatusNotes.remarks(target, clock).stream()),
                each(target -> StatusNotes.pending(target).stream()),
                each(target -> StatusNotes.changed(target).stream()),
                each(target -> StatusNotes.nearing(target).stream()));
    }

    private List<StatusNotes.Note> each(Function<TargetView, Stream<StatusNotes.Note>> says) {
        return status.targets().stream().flatMap(says).toList();
    }

    private List<String> painted(StatusNotes.Note note) {
        return Folded.lines(Printable.of(note.text()), style.width(), INDENT).stream()
                .map(line -> style.paint(line, note.ink())).toList();
    }
}
