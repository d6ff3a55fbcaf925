package dev.dpm.command;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.view.ReadersClock;
import dev.dpm.view.Style;
import dev.dpm.view.Terminals;

/**
 * Reads the query parameters with which a client describes the user's screen:
 * {@code color} allows colours, and {@code boxes} lines of box-drawing characters.
 * {@code width} and {@code height} give a size in characters; if one is 0 or missing, the terminal's own size is used.
 * {@code terminal} names the terminal's device, such as {@code /dev/pts/3}.
 * {@code fold} demands that the text fits into the height, and {@code zone} names a time zone.
 */
final class Screen {

    private static final int WIDEST_TERMINAL = 10_000;
    /**
     * The size that this class assumes if the terminal's size is unknown: 80 columns and 24 lines, the size of most
     * terminals since the VT100.
     */
    private static final Terminals.Size USUAL = new Terminals.Size(80, 24);

    private Screen() {
    }

    /**
     * Returns the style in which the answer's text is rendered for the client's terminal.
     *
     * @param terminals gives the size of the terminal that the request names; if the request names none, the width is
     *     unlimited
     */
    static Style style(RequestParameters parameters, Terminals terminals) {
        int columns = (int) Query.number("width", parameters.first("width"), 0, 0, WIDEST_TERMINAL);
        int lines = (int) Query.number("height", parameters.first("height"), 0, 0, WIDEST_TERMINAL);
        Optional<Terminals.Size> size = parameters.word("terminal")
                .map(device -> terminals.size(device).orElse(USUAL));
        // the cursor stands in the screen's last line, so the text may have one line less than the screen
        int most = Query.flag("fold", parameters.first("fold"))
                ? (lines > 0 ? lines : size.orElse(USUAL).lines()) - 1
                : 0;
        return new Style(Query.flag("color", parameters.first("color")), Query.flag("boxes", parameters.first("boxes")),
                columns > 0 ? columns : size.map(Terminals.Size::columns).orElse(0), Math.max(0, most));
    }

    static ReadersClock clock(RequestParameters parameters) {
        return new ReadersClock(Instant.now(), Query.zone(parameters.first("zone")));
    }
}
