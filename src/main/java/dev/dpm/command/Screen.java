package dev.dpm.command;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.view.ReadersClock;
import dev.dpm.view.Style;
import dev.dpm.view.Terminals;

/**
 * The size and abilities of the user's screen, from the parameters {@code color}, {@code boxes}, {@code width} and {@code
 * height} (0: the size of the device in {@code terminal}), {@code fold} (whether the height limits the answer) and {@code
 * zone}.
 */
final class Screen {

    private static final int WIDEST_TERMINAL = 10_000;
    /** The size of most terminals since the VT100. It is used if the size of a terminal is unknown. */
    private static final Terminals.Size USUAL = new Terminals.Size(80, 24);

    private Screen() {
    }

    /**
     * The style of an answer for the user's screen.
     * @param terminals returns the size of a terminal; if the request names none, the width is unlimited
     */
    static Style style(RequestParameters parameters, Terminals terminals) {
        int columns = (int) Query.number("width", parameters.first("width"), 0, 0, WIDEST_TERMINAL);
        int lines = (int) Query.number("height", parameters.first("height"), 0, 0, WIDEST_TERMINAL);
        Optional<Terminals.Size> size = parameters.word("terminal")
                .map(device -> terminals.size(device).orElse(USUAL));
        // the answer gets one line less than the screen has, since the cursor takes the last line
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
