package dev.dpm.app;

import java.util.List;
import java.util.stream.Collectors;

import dev.dpm.view.OutputPage;

/** The last lines of a target's output before its end, each cut to 300 characters. */
final class LastWords {

    /** The largest number of characters of a line. */
    static final int LONGEST = 300;

    private static final String GOES_ON = " …";

    private LastWords() {
    }

    static List<String> of(OutputPage page, int lines) {
        List<String> all = page.lines().stream().map(line -> line.text() + (line.cut() ? GOES_ON : ""))
                .collect(Collectors.joining("\n")).lines().toList();
        return all.stream().skip(Math.max(0, all.size() - lines)).map(LastWords::cut).toList();
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        // a line must not be cut between the two halves of a surrogate pair, since one half is not valid in JSON
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end) + GOES_ON;
    }
}
