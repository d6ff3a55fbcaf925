package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.dpm.incident.Incident.Summary;

/**
 * The limits on stored incidents.
 *
 * @param most the largest number of stored incidents
 * @param retention the age above which an incident is deleted. The newest {@value #SPARED} incidents of each target are kept
 * longer, because the wall clock may be wrong
 * @param bytes the largest total size of all stored incidents
 */
public record IncidentRetention(int most, Duration retention, long bytes) {

    /** How many incidents of each target are never deleted for their age. */
    public static final int SPARED = 10;

    /** A stored incident and its size on disk in bytes. */
    public record Stored(Summary summary, long bytes) {
    }

    /**
     * The ids of the incidents to delete: those that are too old, then the oldest of the others until the limits hold. Of
     * these, the first incident of each series comes last. The newest incident is never deleted.
     */
    public List<String> tooMuch(List<Stored> all, Instant now) {
        List<Stored> left = new ArrayList<>(all);
        left.sort(Comparator.comparing(Stored::summary, Summary.OLDEST_FIRST));
        Set<String> gone = new LinkedHashSet<>(tooOld(left, now.minus(retention)));
        left.removeIf(kept -> gone.contains(id(kept)));
        String newest = left.isEmpty() ? "" : id(left.get(left.size() - 1));
        long room = left.stream().mapToLong(Stored::bytes).sum();
        int count = left.size();
        left.sort(Comparator.comparing(kept -> id(kept).equals(kept.summary().series())));
        for (Stored kept : left) {
            boolean fits = count <= most && room <= bytes;
            if (fits || id(kept).equals(newest)) {
                continue;
            }
            gone.add(id(kept));
            count--;
            room -= kept.bytes();
        }
        return List.copyOf(gone);
    }

    private static List<String> tooOld(List<Stored> oldestFirst, Instant oldest) {
        Set<String> spared = spared(oldestFirst);
        return oldestFirst.stream().filter(kept -> kept.summary().at().isBefore(oldest)).map(IncidentRetention::id)
                .filter(id -> !spared.contains(id)).toList();
    }

    /**
     * The ids of incidents that are not deleted for their age: the newest ones of each target, and the first one of the series
     * to which such an incident belongs.
     */
    private static Set<String> spared(List<Stored> oldestFirst) {
        Map<String, Integer> ofTarget = new HashMap<>();
        Set<String> spared = new HashSet<>();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Summary summary = oldestFirst.get(i).summary();
            if (ofTarget.merge(summary.target(), 1, Integer::sum) <= SPARED) {
                spared.add(summary.id());
                spared.add(summary.series());
            }
        }
        return spared;
    }

    private static String id(Stored kept) {
        return kept.summary().id();
    }
}
