package dev.dpm.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.config.Bytes;
import dev.dpm.view.CheckView;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Figures;
import dev.dpm.view.IncidentView;
import dev.dpm.view.LatestView;
import dev.dpm.view.LimitsView;
import dev.dpm.view.Operations;
import dev.dpm.view.ProcessView;
import dev.dpm.view.RunView;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * The content of a target's page, except charts and output.
 * @param change the form for thresholds
 * @param further the actions that are only on this page
 * @param events the target's events, newest first
 */
public record TargetPage(Facts facts, Row row, Head head, List<Process> processes, List<Check> checks,
        Configuration configuration, ActionButton change, List<ActionButton> further, List<EventLine> events,
        MachineCard machine) {

    static final int EVENTS = 40;
    private static final int MOST_PROCESSES = 200;
    private static final int MOST_COMMAND = 600;

    /**
     * The target's state in words, at the top of its page.
     * @param running such as {@code pid 456, 4 processes}; empty text: no process runs
     * @param lastExit how the last process ended
     * @param incident the target's newest incident
     * @param statusText the text that the process sent as its status
     * @param nextRun the next time of the target's schedule
     * @param runs the last runs of a target with a schedule, newest first
     * @param pending settings that apply only after a restart
     * @param cgroup the cgroup that the runner made for the target
     */
    public record Head(String running, String health, String lastExit, String adopted, Optional<Why> incident,
            String statusText, Optional<Instant> nextRun, List<Run> runs, String pending, OwnCgroup cgroup) {
        static Head of(TargetView target, List<RunView> runs) {
            return new Head(
                    target.pid().map(pid -> "pid " + pid + ", " + Say.count(target.processes().orElse(1), "process",
                            "processes")).orElse(""),
                    target.health().name(), target.lastExit().map(Figures::lastExit).orElse(""),
                    target.attached() ? "attached" : target.adopted() ? "adopted" : "",
                    target.story().incident().map(Why::of),
                    target.story().statusText().map(VisibleText::oneLine).orElse(""), target.story().nextRunAt(),
                    runs.stream().map(Run::of).toList(), target.story().pending().map(VisibleText::oneLine).orElse(""),
                    OwnCgroup.of(target.limits()));
        }
    }

    /**
     * The cgroup that the runner made for a target, in words.
     * @param folders the cgroup's folders: one, or in version 1 one for each kind of limit
     */
    public record OwnCgroup(String limits, String use, List<String> folders) {
        static OwnCgroup of(LimitsView limits) {
            return new OwnCgroup(limits.ownCgroup().orElse(""), limits.ownCgroupUse().orElse(""),
                    limits.ownCgroupPath().map(path -> List.of(path.split(", "))).orElse(List.of()));
        }
    }

    /** One finished run of a target with a schedule. */
    public record Run(Instant at, String words, String mood, String lastLine) {
        static Run of(RunView run) {
            return new Run(run.startedAt(), run.words(), run.failed() ? "bad" : "good",
                    run.lastLine().map(VisibleText::oneLine).orElse(""));
        }
    }

    /** An incident of the target as one line with a link. */
    public record Why(Instant at, String sentence, String path) {
        static Why of(IncidentView incident) {
            return new Why(incident.at(), shortened(incident.sentence()), IncidentPage.pathOf(incident.id()));
        }
    }

    /**
     * A process of the target.
     * @param level the depth in the tree of processes, at most 3
     */
    public record Process(long pid, int level, String name, String command, String state, String cpu, String memory,
            Instant startedAt) {
        static Process of(ProcessView process) {
            return new Process(process.pid(), Math.min(3, process.depth()), VisibleText.oneLine(process.name()),
                    shortened(process.command()), process.state(),
                    process.cpuPercent().map(Say::percent).orElse(Figures.UNKNOWN), Bytes.words(process.memoryBytes()),
                    process.startedAt());
        }
    }

    /**
     * A health check of the target.
     * @param title such as {@code http check}
     */
    public record Check(String title, String sentence, String mood, String word, Optional<Instant> lastChecked) {
        static Check of(CheckView check) {
            String mood = check.result().map(Check::mood).orElse("rest");
            return new Check(check.kind().word() + " check", VisibleText.oneLine(Figures.check(check)), mood,
                    check.result().map(Outcome::name).orElse("NOT YET"), check.lastChecked());
        }

        private static String mood(Outcome result) {
            return switch (result) {
                case PASSED -> "good";
                case FAILED -> "bad";
                case UNKNOWN -> "rest";
            };
        }
    }

    /**
     * An option of the target with its present value.
     * @param was the configured value, if a person changed the option while the target runs
     */
    public record Setting(String option, String value, String origin, boolean isChanged, String was) {
        static Setting of(SettingView setting) {
            return new Setting(setting.option(), VisibleText.oneLine(setting.value()),
                    VisibleText.oneLine(setting.origin()),
                    setting.isChanged(), VisibleText.oneLine(setting.replaced().orElse("")));
        }
    }

    /**
     * The options of the target with their present values.
     * @param given the options that a person has set
     * @param defaults the other options
     */
    public record Configuration(String command, String folder, List<Setting> given, List<Setting> defaults) {
        static Configuration of(TargetView target) {
            List<Setting> all = target.configuration().stream().map(Setting::of).toList();
            return new Configuration(shortened(target.command()), VisibleText.oneLine(target.cwd()),
                    all.stream().filter(setting -> !setting.origin().equals("default")).toList(),
                    all.stream().filter(setting -> setting.origin().equals("default") && !setting.value().isEmpty())
                            .toList());
        }
    }

    static String shortened(String command) {
        String line = VisibleText.oneLine(command);
        return line.length() <= MOST_COMMAND
                ? line
                : line.substring(0, MOST_COMMAND) + "… and " + (line.length() - MOST_COMMAND) + " more characters";
    }

    static Optional<TargetPage> of(Operations operations, String name) {
        StatusView status = operations.status();
        return status.targets().stream().filter(target -> target.name().equals(name)).findFirst()
                .map(target -> of(operations, status, target.masked()));
    }

    private static TargetPage of(Operations operations, StatusView status, TargetView target) {
        List<EventView> events = operations.events(EventQuery.newest(Optional.of(target.name()), EVENTS));
        LatestView latest = operations.latest();
        Row row = Row.of(target, operations.recent(target.name()), latest, Overview.lastWords(operations, target),
                ActionButton.of(target));
        return new TargetPage(Facts.of(status, Facts.newest(events)), row,
                Head.of(target, target.story().nextRunAt().isPresent() ? operations.runs(target.name()) : List.of()),
                operations.processes(target.name()).stream().limit(MOST_PROCESSES).map(Process::of).toList(),
                target.checks().stream().map(Check::of).toList(), Configuration.of(target),
                ActionButton.of(ActionButton.Action.CHANGE, target), ActionButton.further(target),
                EventFold.newestFirst(events, false),
                MachineCard.of(operations.machine()));
    }

    /** The URL of the list of the target's incidents. */
    public String incidents() {
        return "/incidents?target=" + row.name();
    }

    public String title() {
        return facts.title(row.name() + " " + row.state());
    }

    List<Fragment> fragments() {
        return List.of(
                new Fragment("summary", () -> Templates.summary(facts, title()).render()),
                new Fragment("head", () -> Templates.head(this, Overview.NO_CSRF).render()),
                new Fragment("now", () -> Templates.figures(row).render()),
                new Fragment("processes", () -> Templates.processes(processes).render()),
                new Fragment("checks", () -> Templates.checks(checks).render()),
                new Fragment("configuration", () -> Templates.configuration(configuration, change).render()),
                new Fragment("machine", () -> Templates.machine(machine).render()),
                new Fragment("events", () -> Templates
                        .events(events, row.path() + "/events", incidents()).render()));
    }
}
