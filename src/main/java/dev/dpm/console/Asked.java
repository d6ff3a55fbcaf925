package dev.dpm.console;

import dev.dpm.api.Refusal;

/** What a page's address may ask for, and the sentence where it may not. */
final class Asked {

    private Asked() {
    }

    /** A sequence or a place: a whole number from 0. */
    static long place(String parameter, String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw notAllowed(parameter, text, "a whole number");
        }
        return Long.parseLong(text);
    }

    /** @param text null: nothing was said */
    static Refusal notAllowed(String parameter, String text, String allowed) {
        if (text == null) {
            return Refusal.badRequest(parameter + " is missing; allowed: " + allowed + ".");
        }
        return Refusal.badRequest(parameter + " is '" + Shown.oneLine(text) + "'; allowed: " + allowed + ".");
    }
}
