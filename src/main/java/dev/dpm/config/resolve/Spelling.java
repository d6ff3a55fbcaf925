package dev.dpm.config.resolve;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that a misspelt word probably means. */
public final class Spelling {

    private static final int LONGEST_WORD = 40;

    private Spelling() {
    }

    /**
     * The known word that is nearest to the written one; empty: more than a third of the letters, or more than 3, differ.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String plain = written.replace('-', '_');
        int limit = Math.min(3, Math.max(1, plain.length() / 3));
        // a word that has no letter in common with the written one is no guess
        return known.stream()
                .filter(word -> distance(plain, word) <= Math.min(limit, Math.max(plain.length(), word.length()) - 1))
                .min(Comparator.comparingInt(word -> distance(plain, word)));
    }

    /** The hint {@code ; did you mean X?}; empty text: no word is similar. */
    public static String hint(String written, Collection<String> known, String prefix) {
        return nearest(written, known).map(word -> "; did you mean " + prefix + word + "?").orElse("");
    }

    /**
     * The number of inserted, deleted, replaced or exchanged letters between two words: the optimal string alignment distance
     * (Damerau 1964).
     */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        int[] twoAbove = above;
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
                if (areExchanged(a, i, b, j)) {
                    row[j] = Math.min(row[j], 1 + twoAbove[j - 2]);
                }
            }
            twoAbove = above;
            above = row;
        }
        return above[b.length()];
    }

    private static boolean areExchanged(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
