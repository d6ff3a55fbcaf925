package dev.dpm.incident;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.dpm.event.EventWords;
import dev.dpm.incident.Evidence.PeerFacts;
import dev.dpm.incident.Evidence.ProgramFacts;

/**
 * Compares a target's incident with the previous one and names what has changed: program file, settings, machine load, network
 * peers, limits.
 */
public final class Comparison {

    private static final double CLEARLY = 2;
    private static final double IDLE = 0.5;
    private static final List<String> CGROUP_LIMITS = List.of("memory.max", "cpu.max", "pids.max",
            "memory.limit_in_bytes", "cpu.cfs_quota_us");

    private Comparison() {
    }

    public static List<String> of(Incident before, Incident.Life life, Evidence evidence) {
        List<String> differs = new ArrayList<>();
        Optional<ProgramFacts> then = before.evidence().program();
        Optional<ProgramFacts> now = evidence.program();
        if (then.isPresent() && now.isPresent() && isOther(then.get(), now.get())) {
            differs.add("the program file is another one: changed " + now.get().changed(ZoneOffset.UTC)
                    + ", before " + then.get().changed(ZoneOffset.UTC));
        }
        int elsewhere = differs.size();
        changed("the command is another one", before.life().command(), life.command(), differs);
        changed("the folder is another one", before.life().folder(), life.folder(), differs);
        changed("the user is another one", before.life().user().orElse("the runner's"),
                life.user().orElse("the runner's"), differs);
        settings(before, life, differs);
        if (differs.size() == elsewhere) {
            hidden(before, life).ifPresent(differs::add);
        }
        limits(before.evidence(), evidence, differs);
        load(before.evidence(), evidence).ifPresent(differs::add);
        peers(before.evidence(), evidence, differs);
        return differs;
    }

    private static boolean isOther(ProgramFacts then, ProgramFacts now) {
        return !then.path().equals(now.path()) || !then.modified().equals(now.modified())
                || !then.bytes().equals(now.bytes()) || !then.inode().equals(now.inode());
    }

    private static void changed(String what, String then, String now, List<String> differs) {
        if (!then.equals(now)) {
            differs.add(what + ": " + now + ", before " + then);
        }
    }

    private static void settings(Incident before, Incident.Life life, List<String> differs) {
        Set<String> options = new TreeSet<>(before.life().settings().keySet());
        options.addAll(life.settings().keySet());
        for (String option : options) {
            changed("the setting " + option + " is another one", before.life().settings().getOrDefault(option,
                    "the default"), life.settings().getOrDefault(option, "the default"), differs);
        }
        Set<String> names = new LinkedHashSet<>(life.environment());
        names.removeAll(before.life().environment());
        Set<String> gone = new LinkedHashSet<>(before.life().environment());
        gone.removeAll(life.environment());
        if (!names.isEmpty() || !gone.isEmpty()) {
            differs.add("the environment has other variables:" + (names.isEmpty() ? "" : " new " + names)
                    + (gone.isEmpty() ? "" : " gone " + gone));
        }
    }

    /**
     * The sentence about a changed secret or environment variable. It cannot name the value, since no incident contains such
     * values.
     */
    private static Optional<String> hidden(Incident before, Incident.Life life) {
        return life.settingsSince().filter(since -> since.isAfter(before.at())).map(since -> "its command, settings or "
                + "variables were changed since (hidden: a masked value, or a value that was changed back)");
    }

    private static void limits(Evidence then, Evidence now, List<String> differs) {
        for (String limit : new TreeSet<>(now.limits().keySet())) {
            String was = then.limits().get(limit);
            if (was != null && !Objects.equals(was, now.limits().get(limit))) {
                differs.add("the limit " + limit + " is another one: " + now.limits().get(limit) + ", before " + was);
            }
        }
        for (String figure : CGROUP_LIMITS) {
            String was = then.cgroup().get(figure);
            String is = now.cgroup().get(figure);
            if (was != null && is != null && !was.equals(is)) {
                differs.add("the cgroup's " + figure + " is another one: " + Figures.words(figure, is) + ", before "
                        + Figures.words(figure, was));
            }
        }
    }

    private static Optional<String> load(Evidence then, Evidence now) {
        Optional<Double> was = load(then);
        Optional<Double> is = load(now);
        if (was.isEmpty() || is.isEmpty()) {
            return Optional.empty();
        }
        boolean isHigher = is.get() > IDLE && is.get() >= CLEARLY * was.get();
        boolean isLower = was.get() > IDLE && was.get() >= CLEARLY * is.get();
        return isHigher || isLower
                ? Optional.of("the machine's load is " + EventWords.plain(is.get()) + ", before "
                        + EventWords.plain(was.get()))
                : Optional.empty();
    }

    private static Optional<Double> load(Evidence evidence) {
        return Optional.ofNullable(evidence.machine().get("load")).map(text -> text.split(" ")[0])
                .filter(text -> text.matches("[0-9]+([.][0-9]+)?")).map(Double::valueOf);
    }

    private static void peers(Evidence then, Evidence now, List<String> differs) {
        Set<String> were = new TreeSet<>();
        then.peers().stream().map(PeerFacts::peer).forEach(were::add);
        Set<String> are = new TreeSet<>();
        now.peers().stream().map(PeerFacts::peer).forEach(are::add);
        Set<String> fresh = new TreeSet<>(are);
        fresh.removeAll(were);
        were.removeAll(are);
        if (!fresh.isEmpty() && !then.peers().isEmpty()) {
            differs.add("it had connections to peers that it had none to before: " + String.join(", ", fresh));
        }
        if (!were.isEmpty() && !now.peers().isEmpty()) {
            differs.add("it had no connections to peers that it had some to before: " + String.join(", ", were));
        }
    }
}
