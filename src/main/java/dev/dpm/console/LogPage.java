package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.dpm.command.Refusal;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;

/**
 * A page of a target's output. A place in the output is the number of bytes before it.
 * @param back the URL of the target's page
 * @param download the URL of the whole output; empty text: none
 * @param searched the text that all shown lines contain; empty text: no search
 * @param to the place where the page ends
 * @param earlier the URL of the page before; empty text: none
 * @param later the URL of the page after; empty text: none
 */
public record LogPage(String name, String back, String path, String download, String searched, List<OutputLine> lines,
        long to, String earlier, String later) {

    private static final int LONGEST_SEARCH = 200;

    /**
     * Parses the query parameters of a page of output. A missing parameter is null.
     * @param before the place in the output where the page ends, as the number of bytes before it
     * @param from the place in the output where the page begins, as the number of bytes before it
     * @param text the text that each line must contain
     */
    public static OutputQuery query(int lines, String before, String from, String text) {
        if (text != null && text.length() > LONGEST_SEARCH) {
            throw Refusal.badRequest("The text to search for has " + text.length() + " characters; at most "
                    + LONGEST_SEARCH + " are taken.");
        }
        OutputQuery query = isGiven(from)
                ? OutputQuery.from(PageRequest.place("from", from, 0), lines)
                : isGiven(before)
                        ? OutputQuery.before(PageRequest.place("before", before, 0), lines)
                        : OutputQuery.last(lines);
        return isGiven(text) ? query.containing(text) : query;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isEmpty();
    }

    static LogPage of(String name, OutputPage page, String searched) {
        String back = Row.pathOf(name);
        return of(name, back, back + "/output/download", page, searched);
    }

    /**
     * A page of the operator's console with the output of a target in a pod. It offers no download.
     * @param name the target, as the page names it
     * @param back the URL of the target's page
     */
    public static LogPage foreign(String name, String back, OutputPage page, String searched) {
        return of(name, back, "", page, searched);
    }

    private static LogPage of(String name, String back, String download, OutputPage page, String searched) {
        String path = back + "/output";
        String search = searched.isEmpty() ? "" : "&text=" + URLEncoder.encode(searched, StandardCharsets.UTF_8);
        return new LogPage(name, back, path, download, searched, OutputLine.of(page, Instant.now(), true, searched),
                page.to(),
                page.atStart() ? "" : path + "?before=" + page.from() + search,
                page.atEnd() ? "" : path + "?from=" + page.to() + search);
    }
}
