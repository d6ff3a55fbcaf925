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
 * How much is kept.
 *
 * @param most incidents
 * @param retention older ones go
 * @param bytes of all of them together
 */
public record Keeping(int most, Duration retention, long bytes) {

    /**
     * An incident and the room that it takes.
     */
    public record Kept(Summary summary, long bytes) {
    }

    /**
     * What has to go: what is too old, and then as many as are too many or too large. The newest stays. The first of a
     * series stays longer than those that follow it, since it shows how the trouble began.
     */
    public List<String> tooMuch(List<Kept> all, Instant now) {
        Instant oldest = now.minus(retention);
        Set<String> gone = new LinkedHashSet<>();
        all.stream().filter(kept -> kept.summary().at().isBefore(oldest)).forEach(kept -> gone.add(id(kept)));
        List<Kept> left = new ArrayList<>(all.stream().filter(kept -> !gone.contains(id(kept))).toList());
        left.sort(Comparator.comparing((Kept kept) -> kept.summary().id().equals(kept.summary().series()))
                .thenComparing(kept -> kept.summary().at()).thenComparing(Keeping::id));
        Instant newest = left.stream().map(kept -> kept.summary().at()).max(Comparator.naturalOrder()).orElse(now);
        long room = left.stream().mapToLong(Kept::bytes).sum();
        int count = left.size();
        for (Kept kept : left) {
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

    private static String id(Kept kept) {
        return kept.summary().id();
    }
}
