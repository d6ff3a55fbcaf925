package dev.dpm.operator.inject;

import java.util.List;

/** Joins names for a sentence: the first five names, and the number of the remaining ones. */
final class Named {

    private static final int MOST = 5;

    private Named() {
    }

    static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST, names.size())));
        return names.size() > MOST ? first + " and " + (names.size() - MOST) + " more" : first;
    }
}
