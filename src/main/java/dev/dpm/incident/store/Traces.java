package dev.dpm.incident.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.incident.EarlierLife;
import dev.dpm.incident.Evidence.ProcessFacts;
import dev.dpm.incident.Figure;
import dev.dpm.incident.Incident;
import dev.dpm.pattern.Trace;
import dev.dpm.pattern.Trace.Lack;

final class Traces {

    /**
     * The share of the target's CPU or memory that a child process must use, so that its name is stored. {@link
     * dev.dpm.incident.Sentence} names processes by the same share.
     */
    private static final double LEAST_SHARE = 0.3;
    private static final int LONGEST = 120;
    private static final int FEWEST_FIGURES = 3;
    /** The share of samples that must lie near a straight line, so that memory counts as rising. */
    private static final double MOSTLY = 0.9;
    /** The largest distance of a sample near the line from the line, as a share of the rise of memory. */
    private static final double NEAR = 0.25;
    /** The smallest rise of memory that counts, as a share of the last sample. */
    private static final double LEAST_RISE = 0.1;
    private static final Pattern PRESSURE = Pattern.compile("some avg10=([0-9.]+) .*?avg300=([0-9.]+)");

    private Traces() {
    }

    static Trace of(Incident incident) {
        Incident.Life life = incident.life();
        return new Trace(incident.id(), incident.at(), incident.verdict().cause().name(), life.incarnation(),
                life.seconds(), watched(incident), incident.series().previous(), rise(incident),
                incident.evidence().program()
                        .map(file -> file.path() + " " + file.bytes().map(String::valueOf).orElse("?") + " "
                                + file.modified().orElse("?") + " " + file.inode().map(String::valueOf).orElse("?")),
                incident.evidence().program().flatMap(file -> file.modified()).flatMap(Traces::instant),
                settings(life), life.settingsSince(), pressure(incident.evidence().machine()), child(incident));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static double watched(Incident incident) {
        return incident.series().previous().isPresent()
                ? 0
                : incident.life().seconds()
                        + incident.life().earlier().stream().mapToDouble(EarlierLife::seconds).sum();
    }

    private static SortedMap<String, String> settings(Incident.Life life) {
        SortedMap<String, String> settings = new TreeMap<>();
        life.settings().forEach((option, text) -> settings.put(option, cut(text)));
        settings.put("command", cut(life.command()));
        return settings;
    }

    /** Cuts a long text, and appends a hash of the whole text, so that different texts stay different. */
    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… #" + Integer.toHexString(text.hashCode());
    }

    private static Optional<Trace.Pressure> pressure(Map<String, String> machine) {
        Optional<Lack> cpu = lack(machine, "cpu");
        Optional<Lack> memory = lack(machine, "memory");
        Optional<Lack> io = lack(machine, "io");
        return cpu.flatMap(one -> memory.flatMap(two -> io.map(three -> new Trace.Pressure(one, two, three))));
    }

    private static Optional<Lack> lack(Map<String, String> machine, String what) {
        Matcher line = PRESSURE.matcher(machine.getOrDefault("pressure on " + what, ""));
        return line.find()
                ? Optional.of(new Lack(Double.parseDouble(line.group(1)), Double.parseDouble(line.group(2))))
                : Optional.empty();
    }

    /**
     * The rise of the target's memory since the first sample after the launch; empty: the memory does not rise along a straight
     * line.
     */
    private static Optional<Trace.Rise> rise(Incident incident) {
        return incident.life().atStart().flatMap(start -> {
            List<Figure> figures = new ArrayList<>();
            figures.add(start);
            figures.addAll(incident.usage().hour());
            figures.addAll(incident.usage().minutes());
            figures.addAll(incident.verdict().samples());
            List<Figure> known = figures.stream()
                    .filter(one -> one.memoryBytes().isPresent() && !one.at().isBefore(start.at()))
                    .sorted(Comparator.comparing(Figure::at)).toList();
            return known.size() >= FEWEST_FIGURES && isSteady(known)
                    ? Optional.of(new Trace.Rise(bytes(known.get(0)), bytes(known.get(known.size() - 1))))
                    : Optional.empty();
        });
    }

    private static boolean isSteady(List<Figure> figures) {
        Figure first = figures.get(0);
        Figure last = figures.get(figures.size() - 1);
        double rise = bytes(last) - bytes(first);
        double length = millis(first, last);
        long near = figures.stream().filter(one -> Math.abs(bytes(one) - bytes(first)
                - rise * millis(first, one) / length) <= NEAR * rise).count();
        return length > 0 && rise >= LEAST_RISE * bytes(last) && near >= MOSTLY * figures.size();
    }

    private static double millis(Figure from, Figure to) {
        return Duration.between(from.at(), to.at()).toMillis();
    }

    private static long bytes(Figure figure) {
        return figure.memoryBytes().orElseThrow();
    }

    private static Optional<Trace.Child> child(Incident incident) {
        return switch (incident.verdict().cause()) {
            case CPU -> child(incident, one -> one.cpuPercent().orElse(0.0));
            case MEMORY, FORECAST -> child(incident, ProcessFacts::residentBytes);
            default -> Optional.empty();
        };
    }

    private static Optional<Trace.Child> child(Incident incident, ToDoubleFunction<ProcessFacts> use) {
        List<ProcessFacts> all = incident.evidence().processes();
        List<ProcessFacts> children = all.stream()
                .filter(one -> !incident.life().pid().equals(Optional.of(one.pid()))).toList();
        double sum = all.stream().mapToDouble(use).sum();
        return all.stream().max(Comparator.comparingDouble(use))
                .filter(one -> children.contains(one) && sum > 0 && use.applyAsDouble(one) >= LEAST_SHARE * sum)
                .map(one -> new Trace.Child(name(one),
                        (int) children.stream().filter(other -> name(other).equals(name(one))).count(),
                        children.size(), (int) children.stream().map(Traces::name).distinct().count()));
    }

    private static String name(ProcessFacts process) {
        return cut((process.name() + " (" + process.command() + ")").replaceAll("\\s+", " "));
    }
}
