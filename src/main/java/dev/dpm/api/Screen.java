package dev.dpm.api;

import java.time.Instant;
import java.util.Optional;

import jakarta.ws.rs.QueryParam;

import dev.dpm.view.ReadersClock;
import dev.dpm.view.Style;
import dev.dpm.view.Terminals;

/**
 * What the reader of a text looks at, as a client says: colours, frames, a size or the terminal to be asked for it, and
 * a time zone.
 */
public class Screen {

    private static final int WIDEST_TERMINAL = 10_000;
    /** What terminals have been since the VT100, where one does not know. */
    private static final Terminals.Size USUAL = new Terminals.Size(80, 24);

    @QueryParam("color")
    String color;
    @QueryParam("boxes")
    String boxes;
    /** Columns; 0 or none: the terminal's, and without one no limit. */
    @QueryParam("width")
    String width;
    /** The device of the reader's terminal, such as {@code /dev/pts/3}. */
    @QueryParam("terminal")
    String terminal;
    /** Lines of the reader's terminal; 0 or none: its own. */
    @QueryParam("height")
    String height;
    /** Whether the text must not be longer than the terminal: what is well is folded. */
    @QueryParam("fold")
    String fold;
    /** The reader's time zone. */
    @QueryParam("zone")
    String zone;

    /** @param terminals are asked where a terminal is named */
    Style style(Terminals terminals) {
        int columns = (int) Query.number("width", width, 0, 0, WIDEST_TERMINAL);
        int lines = (int) Query.number("height", height, 0, 0, WIDEST_TERMINAL);
        Optional<Terminals.Size> asked = terminal == null || terminal.isEmpty()
                ? Optional.empty()
                : terminals.size(terminal).or(() -> Optional.of(USUAL));
        // the last line is the cursor's
        int most = Query.flag("fold", fold) ? (lines > 0 ? lines : asked.orElse(USUAL).lines()) - 1 : 0;
        return new Style(Query.flag("color", color), Query.flag("boxes", boxes),
                columns > 0 ? columns : asked.map(Terminals.Size::columns).orElse(0), Math.max(0, most));
    }

    ReadersClock clock() {
        return new ReadersClock(Instant.now(), Query.zone(zone));
    }
}
