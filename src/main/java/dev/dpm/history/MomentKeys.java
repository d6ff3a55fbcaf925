package dev.dpm.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Converts {@link Moments} to texts for a state file and back. A text that cannot be read counts as unknown. */
final class MomentKeys {

    private MomentKeys() {
    }

    static void put(SortedMap<String, String> keys, Moments moments) {
        moments.restingSince().ifPresent(at -> keys.put("resting_since", at.toString()));
        moments.exitedAt().ifPresent(at -> keys.put("exited_at", at.toString()));
        moments.lastLine().ifPresent(line -> keys.put("last_line", line));
        moments.endedBy().ifPresent(how -> keys.put("ended_by", how));
        moments.restart().ifPresent(restart -> {
            keys.put("restarted_at", restart.at().toString());
            keys.put("restarted_because", restart.why());
        });
    }

    static Moments read(SortedMap<String, String> keys) {
        return new Moments(moment(keys, "resting_since"), moment(keys, "exited_at"),
                Optional.ofNullable(keys.get("last_line")), Optional.ofNullable(keys.get("ended_by")), Optional.empty(),
                moment(keys, "restarted_at")
                        .map(at -> new Moments.Restart(at, keys.getOrDefault("restarted_because", ""))));
    }

    static Optional<Instant> moment(SortedMap<String, String> keys, String key) {
        try {
            return Optional.ofNullable(keys.get(key)).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
