package dev.dpm.console;

import java.util.regex.Pattern;

import dev.dpm.ask.Refusal;

/** Checks the query parameters of pages, and makes the sentence for invalid ones. */
final class PageRequest {

    private static final Pattern OURS = Pattern.compile("/(?!/)(?:[A-Za-z0-9._~?&=/-]|%[0-9A-Fa-f]{2})*");

    private PageRequest() {
    }

    /** Reads a sequence or a place: a whole number from 0. */
    static long place(String parameter, String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw notAllowed(parameter, text, "a whole number");
        }
        return Long.parseLong(text);
    }

    /** The address if it is a page of this console, and never of another site; otherwise empty. */
    static String ours(String address) {
        return address != null && OURS.matcher(address).matches() ? address : "";
    }

    /**
     * The refusal of a parameter.
     *
     * @param text the parameter's value; null if the parameter is missing
     */
    static Refusal notAllowed(String parameter, String text, String allowed) {
        if (text == null) {
            return Refusal.badRequest(parameter + " is missing; allowed: " + allowed + ".");
        }
        return Refusal.badRequest(parameter + " is '" + VisibleText.oneLine(text) + "'; allowed: " + allowed + ".");
    }
}
