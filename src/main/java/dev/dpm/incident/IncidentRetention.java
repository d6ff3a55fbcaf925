package dev.dpm.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.dpm.incident.Incident.Summary;

/**
 * The limits on stored incidents, beyond which the oldest are deleted.
 * @param most their largest number
 * @param retention their longest age
 * @param bytes their largest total size
 */
public record IncidentRetention(int most, Duration retention, long bytes) {

    /** A stored incident and its size on disk in bytes. */
    public record Stored(Summary summary, long bytes) {
    }

    /**
     * The ids of the incidents that must be deleted, oldest first. The first incident of each series comes last. The newest
     * incident is deleted only if it is too old.
     */
    public List<String> tooMuch(List<Stored> all, Instant now) {
        Instant oldest = now.minus(retention);
        Set<String> gone = new LinkedHashSet<>();
        all.stream().filter(kept -> kept.summary().at().isBefore(oldest)).forEach(kept -> gone.add(id(kept)));
        List<Stored> left = new ArrayList<>(all.stream().filter(kept -> !gone.contains(id(kept))).toList());
        left.sort(Comparator.comparing((Stored kept) -> kept.summary().id().equals(kept.summary().series()))
                .thenComparing(kept -> kept.summary().at()).thenComparing(IncidentRetention::id));
        Instant newest = left.stream().map(kept -> kept.summary().at()).max(Comparator.naturalOrder()).orElse(now);
        long room = left.stream().mapToLong(Stored::bytes).sum();
        int count = left.size();
        for (Stored kept : left) {
            boolean fits = count <= most && room <= bytes;
            if (fits || kept.summary().at().equals(newest)) {
                continue;
            }
            gone.add(id(kept));
            count--;
            room -= kept.bytes();
        }
        return List.copyOf(gone);
    }

    private static String id(Stored kept) {
        return kept.summary().id();
    }
}
