package dev.dpm.supervision;

import java.util.Comparator;
import java.util.Optional;

import dev.dpm.process.TargetName;

/**
 * A part of the runner's own work that may fail, named as {@code status} and the journal name it.
 *
 * @param words {@code state}, {@code signals to web}
 * @param target on whose behalf; empty: it is for all
 */
record Part(String words, Optional<TargetName> target) implements Comparable<Part> {

    private static final Comparator<Part> ORDER = Comparator.comparing(Part::words)
            .thenComparing(part -> part.target().map(TargetName::value).orElse(""));

    static Part of(String words) {
        return new Part(words, Optional.empty());
    }

    /** @param work what is done, up to the target's name: {@code search for} */
    static Part of(String work, TargetName target) {
        return new Part(work + " " + target, Optional.of(target));
    }

    static Part signalsTo(TargetName target) {
        return of("signals to", target);
    }

    boolean isFor(TargetName name) {
        return target.filter(name::equals).isPresent();
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return words;
    }
}
