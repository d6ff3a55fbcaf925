package dev.dpm.incident;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.event.OneLine;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.process.WallTime;

/** Renders an incident as text for people: the sentence about the cause first, then the evidence. */
public final class IncidentText {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MOST_PROCESSES = 15;
    private static final int MOST_THREADS = 8;
    private static final int MOST_LINES = 20;
    private static final int COMMAND = 60;
    /** The largest number of characters of a command that are shown. A script as an argument would fill the screen. */
    private static final int MOST_COMMAND = 600;

    private final List<String> lines = new ArrayList<>();
    private final ZoneId zone;

    private IncidentText(ZoneId zone) {
        this.zone = WallTime.named(zone);
    }

    /** An incident as text. The first line says why it happened. */
    public static String of(Incident incident, ZoneId zone) {
        IncidentText text = new IncidentText(zone);
        text.write(incident);
        return text.lines.stream().map(OneLine::whole).collect(Collectors.joining("\n", "", "\n"));
    }

    public static String sure(Incident.Verdict verdict) {
        return verdict.certainty().name().toLowerCase(Locale.ROOT) + ": " + verdict.restsOn();
    }

    private void write(Incident incident) {
        lines.add(incident.target() + ": " + incident.verdict().sentence());
        field("how sure", sure(incident.verdict()));
        field("when", MOMENT.withZone(zone).format(incident.at()) + ", life " + incident.life().incarnation()
                + incident.life().pid().map(pid -> ", process " + pid).orElse("") + ", "
                + EventWords.duration(duration(incident.life().seconds())) + " old");
        field("done", incident.response().summary());
        incident.verdict().next().ifPresent(step -> field("next", step));
        if (incident.verdict().cause() == Cause.GAVE_UP) {
            incident.series().previous().ifPresent(
                    id -> field("why", "`incident " + id + "` shows the last failure, for which it was given up"));
        }
        field("incident", incident.id() + series(incident.series()));
        verdict(incident);
        response(incident.response());
        section("What differs from the incident before", incident.series().differs());
        life(incident.life());
        evidence(incident.evidence());
        output(incident.output());
    }

    private static String series(Incident.Series series) {
        return series.number() == 1
                ? ""
                : ", number " + series.number() + " of a series that began with "
                        + series.first() + (series.looksLeftOut() == 0
                                ? ""
                                : " (" + series.looksLeftOut()
                                        + " of them not looked into, since the look before was less than"
                                        + " a minute ago)");
    }

    private void field(String name, String words) {
        lines.add(String.format(Locale.ROOT, "  %-9s %s", name, words));
    }

    private void section(String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title);
            content.forEach(line -> lines.add("  " + line));
        }
    }

    private void verdict(Incident incident) {
        List<String> content = new ArrayList<>();
        incident.verdict().rule().ifPresent(rule -> content.add("rule: " + rule.words() + " (" + rule.option() + ")"));
        incident.verdict().samples().forEach(sample -> content.add(figure(sample)));
        incident.life().atStart().ifPresent(first -> content.add(figure(first) + "  (first of this life)"));
        section(incident.verdict().rule().isPresent() ? "The samples of the verdict" : "Its last samples", content);
    }

    private String figure(Figure figure) {
        return clock(figure.at()) + "  cpu " + figure.cpuPercent().map(EventWords::percent).orElse("unknown")
                + "  memory "
                + figure.memoryWords();
    }

    private String clock(Instant at) {
        return CLOCK.withZone(zone).format(at);
    }

    private void response(Incident.Response response) {
        List<String> content = new ArrayList<>();
        response.deeds().forEach(deed -> content.add(clock(deed.at()) + "  " + deed.what()));
        response.stopSeconds().ifPresent(took -> content.add("the stop took " + EventWords.duration(duration(took))
                + (response.killed() ? ", and KILL was needed" : ", and no KILL was needed")));
        if (!response.complete()) {
            content.add("it goes on: how it went is not known yet");
        }
        section("What was done, and how it went", content);
    }

    private void life(Incident.Life life) {
        List<String> content = new ArrayList<>();
        content.add("command: " + OneLine.of(life.command(), MOST_COMMAND));
        content.add("folder: " + life.folder() + ", user: " + life.user().orElse("the runner's"));
        life.earlier().forEach(earlier -> content.add("before it, life " + earlier.incarnation() + " ended with "
                + earlier.end() + " after " + EventWords.duration(duration(earlier.seconds()))));
        new TreeMap<>(life.settings()).forEach((option, text) -> content.add(option + " = " + text));
        if (!life.environment().isEmpty()) {
            content.add("variables: " + String.join(" ", life.environment()));
        }
        section("The target", content);
    }

    private void evidence(Evidence evidence) {
        section("Processes, by memory", processes(evidence.processes()));
        section("Busiest threads", evidence.threads().stream().limit(MOST_THREADS)
                .map(thread -> thread.pid() + "/" + thread.tid() + "  " + thread.name() + "  "
                        + thread.cpuPercent().map(cpu -> "cpu " + EventWords.percent(cpu) + "  ").orElse("")
                        + EventWords.plain(thread.cpuSeconds()) + " s of CPU, " + thread.state())
                .toList());
        List<String> network = new ArrayList<>();
        if (!evidence.listening().isEmpty()) {
            network.add("listens on " + String.join(", ", evidence.listening()));
        }
        evidence.peers().forEach(peer -> network.add(peer.count() + " connections to " + peer.peer()));
        section("Network", network);
        evidence.program().ifPresent(program -> section("Program file", List.of(program.path(),
                program.bytes().map(bytes -> bytes + " bytes, ").orElse("") + "changed "
                        + program.changed(zone) + program.inode()
                                .map(inode -> ", inode " + inode).orElse(""),
                program.replaced().map(replaced -> replaced
                        ? "another file stands there now: it was replaced under the running process"
                        : "the same file stands there now").orElse("whether it was replaced cannot be told"))));
        List<String> around = new ArrayList<>(Figures.lines(evidence.machine()));
        evidence.disks().forEach(disk -> around.add("disk of " + disk.path() + ": " + Bytes.words(disk.freeBytes())
                + " free of " + Bytes.words(disk.totalBytes())));
        section("Machine", around);
        section("Cgroup", Figures.lines(evidence.cgroup()));
        section("Limits of the process", Figures.lines(evidence.limits()));
        section("Files beside this record", evidence.attachments());
        section("Not seen", evidence.missing());
        if (evidence.boundSeconds() > 0) {
            lines.add("");
            lines.add(String.format(Locale.ROOT, "The looks took %.3f s of at most %s s.", evidence.tookSeconds(),
                    EventWords.plain(evidence.boundSeconds())));
        }
    }

    private static List<String> processes(List<ProcessFacts> processes) {
        List<String> content = new ArrayList<>();
        processes.stream().sorted(Comparator.comparingLong(ProcessFacts::residentBytes).reversed())
                .limit(MOST_PROCESSES).map(IncidentText::process).forEach(content::add);
        if (processes.size() > MOST_PROCESSES) {
            content.add("and " + (processes.size() - MOST_PROCESSES) + " more");
        }
        return content;
    }

    private static String process(ProcessFacts one) {
        return one.pid() + "  " + one.name() + "  " + Bytes.words(one.residentBytes())
                + one.proportionalBytes().map(bytes -> " (" + Bytes.words(bytes) + " proportional)").orElse("")
                + one.cpuPercent().map(cpu -> "  cpu " + EventWords.percent(cpu)).orElse("") + "  " + one.threads()
                + (one.threads() == 1 ? " thread  " : " threads  ") + one.state()
                + one.waitChannel().map(channel -> " in " + channel).orElse("")
                + descriptors(one) + "  " + OneLine.of(one.command(), COMMAND);
    }

    private static String descriptors(ProcessFacts one) {
        Optional<String> count = one.descriptors().map(open -> "  " + open + one.descriptorLimit()
                .map(most -> " of " + most).orElse("") + " descriptors");
        return count.map(words -> one.descriptorKinds().isEmpty()
                ? words
                : words + " " + new TreeMap<>(one.descriptorKinds())).orElse("");
    }

    private void output(List<String> output) {
        int from = Math.max(0, output.size() - MOST_LINES);
        section(from == 0 ? "Last output" : "Last output (the last " + MOST_LINES + " of " + output.size() + " lines)",
                output.subList(from, output.size()));
    }

    private static java.time.Duration duration(double seconds) {
        return java.time.Duration.ofMillis(Math.round(seconds * 1000));
    }
}
