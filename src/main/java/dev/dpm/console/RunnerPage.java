package dev.dpm.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Figures;
import dev.dpm.view.Operations;
import dev.dpm.view.RunnerDetails;
import dev.dpm.view.StatusView;
import dev.dpm.view.UnclaimedView;

/**
 * The page about the runner.
 * @param mood {@code bad} or {@code good}
 * @param sentence the runner's state
 * @param preflight what the runner needs, such as rights and free disk space, each with whether it is there
 * @param figures version, pid, addresses
 * @param events the runner's own events, newest first
 */
public record RunnerPage(Facts head, String mood, String shape, String sentence, Instant startedAt,
        List<Probe> preflight, List<Fact> figures, List<EventLine> events, MachineCard machine) {

    private static final int EVENTS = 20;
    private static final double LATE_SECONDS = 10;
    private static final double MOST_DESCRIPTORS = 0.8;
    private static final long LEAST_FREE_BYTES = 200L << 20;

    /** One line about something that the runner needs, such as a home folder that it can write. */
    public record Probe(String title, String sentence, String mood, String shape) {
        static Probe of(String title, String sentence, boolean isGood) {
            return new Probe(title, sentence, isGood ? "good" : "bad", isGood ? "●" : "✕");
        }
    }

    /** A fact about the runner with the name of the fact. */
    public record Fact(String name, String value) {
    }

    static RunnerPage of(Operations operations) {
        RunnerDetails details = operations.runner();
        StatusView status = operations.status();
        List<EventView> own = operations.events(EventQuery.newest(Optional.of(EventQuery.RUNNER), EVENTS));
        List<String> faults = details.runner().faults();
        boolean isLate = details.runner().heartbeatSeconds() > LATE_SECONDS;
        boolean isWell = faults.isEmpty() && !isLate;
        return new RunnerPage(Facts.of(status, operations.latest().newest()), isWell ? "good" : "bad",
                isWell ? "●" : "✕",
                isWell
                        ? "All of its own parts work."
                        : isLate ? "Its loop does not turn." : "Not all of its own parts work.",
                details.startedAt(), preflight(details), figures(details),
                EventFold.newestFirst(own, false), MachineCard.of(operations.machine()));
    }

    public Facts facts() {
        return head;
    }

    private static List<Probe> preflight(RunnerDetails details) {
        List<Probe> probes = new ArrayList<>();
        double heartbeat = details.runner().heartbeatSeconds();
        probes.add(Probe.of("Heartbeat", heartbeat > LATE_SECONDS
                ? "the loop last turned " + Figures.duration(heartbeat) + " ago"
                : "the loop turns", heartbeat <= LATE_SECONDS));
        details.descriptors().ifPresent(used -> probes.add(Probe.of("Descriptors",
                used + " in use" + details.descriptorsMax().map(most -> " of " + most).orElse(""),
                details.descriptorsMax().map(most -> used < MOST_DESCRIPTORS * most).orElse(true))));
        details.disk().freeBytes().ifPresent(free -> probes.add(Probe.of("Disk",
                Bytes.words(free) + " free for " + VisibleText.oneLine(details.runner().home()),
                free > LEAST_FREE_BYTES)));
        probes.add(Probe.of("Console", details.runner().console().orElse("not reachable"),
                details.runner().console().isPresent()));
        probes.add(Probe.of("Health and metrics", details.runner().management().orElse("not reachable"),
                details.runner().management().isPresent()));
        details.preflight()
                .forEach(line -> probes.add(Probe.of(capital(line.subject()), VisibleText.oneLine(line.sentence()
                        + line.remedy().map(remedy -> "; mend with " + remedy).orElse("")), line.permitted())));
        UnclaimedView.sentence(details.runner().unclaimed())
                .ifPresent(sentence -> probes.add(Probe.of("Unclaimed", VisibleText.oneLine(sentence), false)));
        details.runner().faults().forEach(fault -> probes.add(Probe.of("Fault", VisibleText.oneLine(fault), false)));
        return probes;
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<Fact> figures(RunnerDetails details) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Version", "dpm-runner " + details.runner().version()));
        facts.add(new Fact("Process", "pid " + details.runner().pid() + ", "
                + Say.count(details.threads(), "thread", "threads")));
        facts.add(new Fact("Memory", details.runner().memoryBytes().map(Bytes::words).orElse("unknown") + " resident"
                + details.anonymousBytes().map(bytes -> ", " + Bytes.words(bytes) + " of it its own").orElse("")));
        facts.add(new Fact("Java heap", Bytes.words(details.heapBytes()) + " of at most "
                + Bytes.words(details.heapMaxBytes())));
        details.cpuSeconds().ifPresent(seconds -> facts.add(new Fact("CPU time",
                Figures.duration(seconds) + " since its start")));
        facts.add(new Fact("Java", details.java()));
        facts.add(new Fact("Kernel", details.kernel()));
        facts.add(new Fact("Home", VisibleText.oneLine(details.runner().home())));
        facts.add(new Fact("Configuration file", VisibleText.oneLine(details.configFile().orElse("none"))));
        RunnerDetails.Disk disk = details.disk();
        facts.add(new Fact("On disk", "output " + Bytes.words(disk.output()) + ", own log " + Bytes.words(disk.logs())
                + ", usage history " + Bytes.words(disk.history()) + ", state and events "
                + Bytes.words(disk.state())));
        facts.add(new Fact("Output rotated", Say.count(details.runner().output().rotations(), "time", "times")
                + (details.runner().output().lossyRotations() == 0
                        ? ""
                        : ", and " + details.runner().output().lossyRotations()
                                + " by copying, which may lose a line")));
        return facts;
    }

    List<Fragment> fragments() {
        return List.of(
                new Fragment("summary", () -> Templates.summary(head, head.title("Runner")).render()),
                new Fragment("head", () -> Templates.runnerHead(this).render()),
                new Fragment("preflight", () -> Templates.preflight(preflight).render()),
                new Fragment("figures", () -> Templates.runnerFigures(figures).render()),
                new Fragment("machine", () -> Templates.machine(machine).render()),
                new Fragment("events", () -> Templates.events(events, "/events", "/incidents").render()));
    }
}
