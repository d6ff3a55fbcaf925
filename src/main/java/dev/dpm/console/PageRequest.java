package dev.dpm.console;

import java.util.regex.Pattern;

import dev.dpm.command.Refusal;

/** Checks the query parameters of pages. For an invalid parameter it creates the sentence of the error page. */
final class PageRequest {

    private static final Pattern OURS = Pattern.compile("/(?!/)(?:[A-Za-z0-9._~?&=/-]|%[0-9A-Fa-f]{2})*");

    private PageRequest() {
    }

    /**
     * Parses a sequence number or a place in a target's output from a query parameter: a whole number, 0 or more.
     *
     * @param otherwise the result if the URL lacks the parameter
     */
    static long place(String parameter, String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw notAllowed(parameter, text, "a whole number");
        }
        return Long.parseLong(text);
    }

    /**
     * The given URL path, if it is a page of this console; empty if it leads to another site, so that a link cannot
     * redirect a person there.
     */
    static String ours(String address) {
        return address != null && OURS.matcher(address).matches() ? address : "";
    }

    /**
     * The error for a query parameter of a page with an invalid value.
     *
     * @param text the value; null if the URL does not contain the parameter
     */
    static Refusal notAllowed(String parameter, String text, String allowed) {
        if (text == null) {
            return Refusal.badRequest(parameter + " is missing; allowed: " + allowed + ".");
        }
        return Refusal.badRequest(parameter + " is '" + VisibleText.oneLine(text) + "'; allowed: " + allowed + ".");
    }
}
