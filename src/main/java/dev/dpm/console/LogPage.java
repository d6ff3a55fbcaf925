package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * A page of a target's output.
 *
 * @param searched only lines that contain this text are shown; empty means all lines
 * @param to the place where the page ends, and where live output continues
 * @param earlier URL of the preceding page; empty if this page is the first
 * @param later URL of the next page; empty if this page is the last
 */
public record LogPage(String name, String path, String searched, List<OutputLine> lines, long to, String earlier,
        String later) {

    /** Makes the page. The lines of the page have no times, since output is stored without times. */
    static LogPage of(String name, OutputPage page, String searched) {
        String path = Row.pathOf(name) + "/output";
        String search = searched.isEmpty() ? "" : "&text=" + URLEncoder.encode(searched, StandardCharsets.UTF_8);
        return new LogPage(name, path, searched, OutputLine.of(page, Instant.now(), true, searched), page.to(),
                page.atStart() ? "" : path + "?before=" + page.from() + search,
                page.atEnd() ? "" : path + "?from=" + page.to() + search);
    }
}
