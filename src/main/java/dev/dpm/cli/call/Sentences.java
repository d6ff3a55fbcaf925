package dev.dpm.cli.call;

import java.util.List;

public final class Sentences {

    private Sentences() {
    }

    /** One name and the number of other names: {@code web}, {@code web and 1 other}, {@code web and 2 others}. */
    public static String oneAndOthers(List<String> names) {
        int others = names.size() - 1;
        return names.get(0) + (others == 0 ? "" : " and " + others + (others == 1 ? " other" : " others"));
    }

    /** The number of targets with a verb: {@code 1 target runs}, {@code 2 targets run}. */
    public static String targets(int count, String plural, String singular) {
        return count + (count == 1 ? " target " + singular : " targets " + plural);
    }
}
