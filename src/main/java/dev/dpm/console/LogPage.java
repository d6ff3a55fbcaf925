package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.dpm.view.OutputPage;

/**
 * A page of output.
 *
 * @param searched all lines contain it; empty text: no search
 * @param to where the page ends, in bytes of the output
 * @param earlier the URL of the page before; empty text: none
 * @param later the URL of the page after; empty text: none
 */
public record LogPage(String name, String path, String searched, List<OutputLine> lines, long to, String earlier,
        String later) {

    static LogPage of(String name, OutputPage page, String searched) {
        String path = Row.pathOf(name) + "/output";
        String search = searched.isEmpty() ? "" : "&text=" + URLEncoder.encode(searched, StandardCharsets.UTF_8);
        return new LogPage(name, path, searched, OutputLine.of(page, Instant.now(), true, searched), page.to(),
                page.atStart() ? "" : path + "?before=" + page.from() + search,
                page.atEnd() ? "" : path + "?from=" + page.to() + search);
    }
}
