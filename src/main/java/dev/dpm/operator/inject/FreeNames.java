package dev.dpm.operator.inject;

import java.util.Set;

/** Finds names for volumes, ports and so on that a pod does not use yet. */
final class FreeNames {

    private FreeNames() {
    }

    /** A name that a pod does not use yet: {@code name} itself, or else {@code name-2}, {@code name-3} and so on. */
    static String other(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
