package dev.dpm.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.process.Health;
import dev.dpm.process.Phase;
import dev.dpm.view.Style.Ink;

public final class TargetPageText {

    private static final int LABEL = 12;
    private static final String MARGIN = "  ";

    private final TargetView target;
    private final Style style;
    private final ReadersClock clock;
    private final List<String> lines = new ArrayList<>();

    private TargetPageText(TargetView target, Style style, ReadersClock clock) {
        this.target = target;
        this.style = style;
        this.clock = clock;
    }

    /**
     * The text that {@code status NAME} prints about one target.
     * @param faults a sentence for each fault of the runner, see {@link RunnerView}
     * @param processes the target's processes, parents first
     * @param lastLines the last lines of its output, oldest first
     */
    public static String render(TargetView target, List<String> faults, List<ProcessView> processes,
            List<String> lastLines, Style style, ReadersClock clock) {
        return render(target, faults, processes, List.of(), lastLines, style, clock);
    }

    /**
     * The text that {@code status NAME} prints about a target with a schedule; each line ends with a newline.
     *
     * @param runs the target's last runs, newest first
     */
    public static String render(TargetView target, List<String> faults, List<ProcessView> processes,
            List<RunView> runs, List<String> lastLines, Style style, ReadersClock clock) {
        TargetPageText page = new TargetPageText(target, style, clock);
        page.faults(faults);
        page.state();
        page.figures();
        page.origin();
        page.settings();
        page.tree(processes);
        page.runs(runs);
        page.output(lastLines);
        return String.join("\n", Folded.cut(page.lines, style)) + "\n";
    }

    private void faults(List<String> faults) {
        for (String fault : faults) {
            Folded.lines(Printable.of("! " + fault), style.width(), 2)
                    .forEach(part -> lines.add(style.paint(part, Ink.WARN)));
        }
    }

    private void state() {
        line("name", target.name(), Ink.BOLD);
        StoryView story = target.story();
        line("state", target.state() + (target.adopted() ? " (adopted)" : "") + (target.attached() ? " (attached)" : "")
                + story.stateSince().map(since -> " since " + clock.at(since)).orElse(""), stateInk());
        line("reason", target.reason(), Ink.NONE);
        story.statusText().ifPresent(text -> line("tells", text, Ink.NONE));
        target.breach().ifPresent(breach -> line("breach", breach + sinceTrouble(), Ink.WARN));
        if (story.suspended()) {
            line("stopped", Figures.suspended(target), Ink.WARN);
        }
        story.restart().ifPresent(restart -> line("restarted", clock.at(restart.at()) + ", "
                + Figures.roughly(restart.ago()) + " ago: " + restart.why(), Ink.NONE));
        story.incident()
                .ifPresent(incident -> line("incident", clock.at(incident.at()) + " (" + clock.ago(incident.at())
                        + "): " + incident.sentence() + "; `incident " + incident.id() + "` shows the proof",
                        Ink.WARN));
        story.nextRunAt().ifPresent(next -> line("next run", clock.atInZone(next), Ink.NONE));
        StatusNotes.pending(target).ifPresent(note -> line("pending", note.text(), note.ink()));
        target.nextRestartSeconds().ifPresent(seconds -> line("restart in", Figures.duration(seconds), Ink.WARN));
        line("health", target.health().name(), target.health() == Health.DOWN ? Ink.BAD : Ink.GOOD);
        target.lastExit().ifPresent(exit -> line("last exit", Figures.lastExit(exit)
                + exit.at().map(at -> " at " + clock.at(at) + " (" + clock.ago(at) + ")").orElse("")
                + exit.lastLine().map(said -> ": " + said).orElse(""), Ink.NONE));
    }

    private String sinceTrouble() {
        return target.story().troubleSince().map(since -> " (since " + clock.at(since) + ")").orElse("");
    }

    private Ink stateInk() {
        return StatusView.isInTrouble(target) ? Ink.BAD : target.state() == Phase.RUNNING ? Ink.GOOD : Ink.NONE;
    }

    private void figures() {
        line("uptime", Figures.duration(target.uptimeSeconds()), Ink.NONE);
        line("cpu", Figures.cpu(target), Ink.NONE);
        line("memory", Figures.memory(target), Ink.NONE);
        line("restarts", Figures.restarts(target), target.restartsInWindow() > 0 ? Ink.WARN : Ink.NONE);
        limits(target.limits());
        target.checks().forEach(check -> line(check.kind().word() + " check", check.target() + " "
                + check.reason().orElse("not yet checked") + check.failing().map(word -> ", " + word).orElse("")
                + check.failingSince().map(since -> " (since " + clock.at(since) + ")").orElse(""),
                check.failing().isPresent() ? Ink.WARN : Ink.NONE));
    }

    private void limits(LimitsView limits) {
        line("thresholds", Figures.thresholds(target), Ink.NONE);
        limits.memoryBasisInForce().filter(basis -> !basis.equals("rss") || limits.memoryBasisReason().isPresent())
                .ifPresent(basis -> line("measured as",
                        basis + limits.memoryBasisReason().map(why -> ": " + why).orElse(""), Ink.NONE));
        List<String> kernels = new ArrayList<>();
        limits.memoryLimitBytes().ifPresent(bytes -> kernels.add("memory " + Bytes.words(bytes)
                + limits.timeToLimit().map(when -> " (reached " + when + ")").orElse("")));
        limits.cpuLimitCores().ifPresent(cores -> kernels.add("cpu " + EventWords.plain(cores) + " cores"));
        limits.ownCgroup().ifPresent(words -> line("own cgroup", words, Ink.NONE));
        limits.ownCgroupUse().ifPresent(words -> line("it uses", words, Ink.NONE));
        limits.ownCgroupPath().ifPresent(words -> line("its folder", words, Ink.NONE));
        limits.oomKills().filter(kills -> kills > 0)
                .ifPresent(kills -> kernels.add(kills + " OOM kills in its cgroup"));
        if (!kernels.isEmpty()) {
            line("limits", String.join(", ", kernels), Ink.NONE);
        }
    }

    private void origin() {
        line("command", target.command(), Ink.NONE);
        line("folder", target.cwd(), Ink.NONE);
        line("user", target.user().orElse("as the runner"), Ink.NONE);
        target.group().ifPresent(group -> line("group", group, Ink.NONE));
        if (!target.labels().isEmpty()) {
            line("labels", Figures.labels(target), Ink.NONE);
        }
    }

    private void settings() {
        List<TargetView.SettingView> given = target.configuration().stream()
                .filter(setting -> setting.isChanged() || !setting.origin().equals("default")).toList();
        String label = "settings";
        for (TargetView.SettingView setting : given) {
            line(label, setting.option() + " " + setting.value() + " (" + setting.origin() + setting.replaced()
                    .map(written -> ", instead of " + (written.isEmpty() ? "the default" : written)).orElse("") + ")",
                    Ink.NONE);
            label = "";
        }
    }

    private void tree(List<ProcessView> processes) {
        if (processes.isEmpty()) {
            return;
        }
        heading(processes.size() == 1 ? "1 process" : processes.size() + " processes");
        for (ProcessView process : processes) {
            String figures = String.format(Locale.ROOT, "%7d %8s %10s  ", process.pid(),
                    Figures.percent(process.cpuPercent()), Bytes.words(process.memoryBytes()));
            String what = process.command().isEmpty() ? process.name() : process.command();
            String state = process.state().equals("sleeping") || process.state().equals("running")
                    ? ""
                    : " (" + process.state() + ")";
            cut(figures + MARGIN.repeat(process.depth()) + what + state);
        }
    }

    private void runs(List<RunView> runs) {
        if (runs.isEmpty()) {
            return;
        }
        heading("last runs");
        runs.forEach(run -> cut(MARGIN + clock.at(run.startedAt()) + "  " + run.words()
                + run.lastLine().map(said -> ": " + said).orElse("")));
    }

    private void output(List<String> lastLines) {
        if (lastLines.isEmpty()) {
            return;
        }
        heading("last lines");
        lastLines.forEach(said -> cut(MARGIN + said));
    }

    private void heading(String words) {
        lines.add("");
        lines.add(style.paint(words, Ink.BOLD));
    }

    /** Adds one line of text, cut to the terminal's width. Other commands show the whole text. */
    private void cut(String text) {
        String shown = Printable.of(text);
        lines.add(style.width() == 0 || DisplayWidth.of(shown) <= style.width()
                ? shown
                : DisplayWidth.head(shown, style.width() - 1) + "…");
    }

    private void line(String label, String value, Ink ink) {
        List<String> folded = Folded.lines(Printable.of(value), Math.max(0, style.width() - LABEL), 0);
        String margin = String.format("%-" + LABEL + "s", label);
        for (String part : folded) {
            lines.add((margin + style.paint(part, ink)).stripTrailing());
            margin = " ".repeat(LABEL);
        }
    }
}
