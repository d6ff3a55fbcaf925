package dev.dpm.operator.inject;

import java.util.Set;

/** Names that nobody has yet. */
final class FreeNames {

    private FreeNames() {
    }

    /** The name itself, else {@code name-2}, {@code name-3} … */
    static String other(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }
}
