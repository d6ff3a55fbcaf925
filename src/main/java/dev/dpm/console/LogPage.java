package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * A page with a target's output.
 *
 * @param searched a text that all shown lines contain; empty means all lines
 * @param to the position in bytes of the output at which the page ends and live output continues
 * @param earlier URL of the page with earlier output; empty if this page is the first
 * @param later URL of the page with later output; empty if this page is the last
 */
public record LogPage(String name, String path, String searched, List<OutputLine> lines, long to, String earlier,
        String later) {

    /** Creates a page with a target's output. Lines have no times, since the stored output contains none. */
    static LogPage of(String name, OutputPage page, String searched) {
        String path = Row.pathOf(name) + "/output";
        String search = searched.isEmpty() ? "" : "&text=" + URLEncoder.encode(searched, StandardCharsets.UTF_8);
        return new LogPage(name, path, searched, OutputLine.of(page, Instant.now(), true, searched), page.to(),
                page.atStart() ? "" : path + "?before=" + page.from() + search,
                page.atEnd() ? "" : path + "?from=" + page.to() + search);
    }
}
