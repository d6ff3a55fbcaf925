package dev.dpm.operator.inject;

import java.util.Set;

/** Finds names (of containers, volumes and so on) that a pod does not use yet. */
final class FreeNames {

    private FreeNames() {
    }

    /**
     * A name that is not among the pod's taken names: the wanted name itself if it is free, otherwise {@code name-2},
     * {@code name-3} and so on.
     */
    static String other(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
