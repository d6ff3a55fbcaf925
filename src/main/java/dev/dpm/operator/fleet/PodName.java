package dev.dpm.operator.fleet;

import java.util.Comparator;

/** The name of a pod, with its namespace. */
public record PodName(String namespace, String name) implements Comparable<PodName> {

    private static final Comparator<PodName> ORDER = Comparator.comparing(PodName::namespace)
            .thenComparing(PodName::name);

    /** The pod's name with its namespace, for sentences: {@code shop/web-7d4b}. */
    public String shown() {
        return namespace + "/" + name;
    }

    @Override
    public int compareTo(PodName other) {
        return ORDER.compare(this, other);
    }
}
