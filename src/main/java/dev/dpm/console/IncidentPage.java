package dev.dpm.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Evidence;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Figures;
import dev.dpm.incident.Incident;
import dev.dpm.incident.IncidentText;
import dev.dpm.incident.ResponseStep;

/**
 * The page of an incident.
 * @param next what a person should do; empty text: this is not certain
 * @param previous the URL of the target's previous incident; empty text: there is none
 * @param back the text of the link to the previous incident
 * @param charts CPU and memory; empty: nothing was measured
 * @param processes those with most memory or CPU first
 * @param sections further facts: titles with sentences
 */
public record IncidentPage(String id, String target, String sentence, String sure, Instant at, String done,
        String next, String life, String previous, String back, IncidentCharts charts, List<Process> processes,
        List<Section> sections,
        List<String> output) {

    private static final int MOST_PROCESSES = 30;

    /**
     * A process of the target at the beginning of the incident.
     * @param memory the resident set size
     * @param shared the proportional set size; empty text: it could not be read
     */
    public record Process(long pid, String name, String command, String state, String cpu, String memory,
            String shared) {
        static Process of(ProcessFacts one) {
            return new Process(one.pid(), VisibleText.oneLine(one.name()), TargetPage.shortened(one.command()),
                    one.state() + one.waitChannel().map(channel -> " in " + channel).orElse("") + ", "
                            + Say.count(one.threads(), "thread", "threads")
                            + one.descriptors().map(open -> ", " + open + one.descriptorLimit()
                                    .map(most -> " of " + most).orElse("") + " descriptors").orElse(""),
                    one.cpuPercent().map(Say::percent).orElse("unknown"), Bytes.words(one.residentBytes()),
                    one.proportionalBytes().map(bytes -> Bytes.words(bytes) + " proportional").orElse(""));
        }
    }

    /** A section of the incident's page: a title with sentences. */
    public record Section(String title, List<Line> lines) {
    }

    /**
     * A sentence that may contain a link to an incident.
     * @param before the text before the link
     * @param incident the id of the linked incident; empty text: no link
     * @param after the text after the link
     */
    public record Line(String before, String incident, String after) {

        private static final Pattern NAMED = Pattern
                .compile("(.*?\\bincident )(\\d{8}-\\d{6}-[a-z0-9](?:[a-z0-9._-]{0,67}[a-z0-9_-])?)(.*)");

        static Line of(String sentence) {
            Matcher named = NAMED.matcher(sentence);
            return named.matches()
                    ? new Line(named.group(1), named.group(2), named.group(3))
                    : new Line(sentence, "", "");
        }
    }

    static IncidentPage of(Incident incident, IncidentCharts charts) {
        Comparator<ProcessFacts> matters = incident.verdict().cause() == Cause.CPU
                ? Comparator.comparingDouble(one -> one.cpuPercent().orElse(0.0))
                : Comparator.comparingLong(ProcessFacts::residentBytes);
        return new IncidentPage(incident.id(), incident.target(), VisibleText.oneLine(incident.verdict().sentence()),
                VisibleText.oneLine(IncidentText.sure(incident.verdict())), incident.at(),
                VisibleText.oneLine(incident.response().summary()),
                incident.verdict().next().map(VisibleText::oneLine).orElse(""),
                "life " + incident.life().incarnation()
                        + incident.life().pid().map(pid -> ", pid " + pid).orElse(""),
                incident.series().previous().map(IncidentPage::pathOf).orElse(""),
                incident.verdict().cause() == Cause.GAVE_UP ? "What led to it, with the evidence" : "The one before",
                charts,
                incident.evidence().processes().stream().sorted(matters.reversed()).limit(MOST_PROCESSES)
                        .map(Process::of).toList(),
                sections(incident), incident.output().stream().map(VisibleText::oneLine).toList());
    }

    /**
     * The path in the URL of an incident's page.
     * @param id the incident's id
     */
    static String pathOf(String id) {
        return "/incidents/" + id;
    }

    private static List<Section> sections(Incident incident) {
        List<Section> sections = new ArrayList<>();
        add(sections, "What differs from the one before", incident.series().differs());
        add(sections, "What was done", incident.response().deeds().stream().map(IncidentPage::deed).toList());
        Evidence seen = incident.evidence();
        add(sections, "Busiest threads", seen.threads().stream().limit(8)
                .map(thread -> thread.name() + " (" + thread.pid() + "/" + thread.tid() + "): "
                        + thread.cpuPercent().map(Say::percent).orElse("unknown") + ", " + thread.state())
                .toList());
        List<String> network = new ArrayList<>();
        seen.listening().forEach(address -> network.add("listens on " + address));
        seen.peers().forEach(peer -> network.add(
                Say.count(peer.count(), "connection", "connections") + " with " + peer.peer()));
        add(sections, "Network", network);
        List<String> machine = new ArrayList<>(Figures.lines(seen.machine()));
        seen.disks().forEach(disk -> machine.add("disk of " + disk.path() + ": " + Bytes.words(disk.freeBytes())
                + " free of " + Bytes.words(disk.totalBytes())));
        add(sections, "Machine", machine);
        add(sections, "Cgroup", Figures.lines(seen.cgroup()));
        add(sections, "Program and command", program(incident));
        add(sections, "Lives before it", incident.life().earlier().stream().map(life -> "life " + life.incarnation()
                + " ended with " + life.end() + " after " + EventWords.duration(Duration.ofMillis(
                        Math.round(1000 * life.seconds()))))
                .toList());
        add(sections, "Files beside the record", seen.attachments());
        add(sections, "Not seen", seen.missing());
        return sections;
    }

    private static void add(List<Section> sections, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            sections.add(new Section(title, lines.stream().map(VisibleText::oneLine).map(Line::of).toList()));
        }
    }

    private static String deed(ResponseStep deed) {
        return Say.clockSeconds(deed.at()) + " " + deed.what();
    }

    private static List<String> program(Incident incident) {
        List<String> lines = new ArrayList<>();
        lines.add("command: " + TargetPage.shortened(incident.life().command()));
        lines.add("folder: " + incident.life().folder());
        incident.evidence().program().ifPresent(program -> lines.add(program.path() + ", changed "
                + program.changed(ZoneOffset.UTC)
                + program.replaced().map(replaced -> replaced ? ", replaced since the start" : ", not replaced")
                        .orElse("")));
        incident.life().settings().forEach((option, text) -> lines.add(option + " = " + text));
        return lines;
    }
}
