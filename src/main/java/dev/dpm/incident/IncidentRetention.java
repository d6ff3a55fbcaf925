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
 * @param most their number
 * @param retention their age; it spares the newest {@value #SPARED} of each target, because the wall clock may be wrong
 * @param bytes their total size
 */
public record IncidentRetention(int most, Duration retention, long bytes) {

    /** How many incidents of each target are never deleted for their age. */
    public static final int SPARED = 10;

    /** A stored incident and its size on disk in bytes. */
    public record Stored(Summary summary, long bytes) {
    }

    /**
     * The ids of incidents to delete, oldest first, but the first of each series last. The newest incident is never
     * deleted.
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

    /** The ids of the newest incidents of each target, and of the first incidents of their series. */
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
