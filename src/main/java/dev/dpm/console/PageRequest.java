package dev.dpm.console;

import java.util.regex.Pattern;

import dev.dpm.command.Refusal;

/** Checks the query parameters of a request. If one is not valid, the answer is an error page. */
final class PageRequest {

    private static final Pattern OURS = Pattern.compile("/(?!/)(?:[A-Za-z0-9._~?&=/-]|%[0-9A-Fa-f]{2})*");

    private PageRequest() {
    }

    /**
     * Parses a query parameter as a whole number, 0 or more.
     * @param otherwise the value if the parameter is missing
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

    /** The path of a page of this console. Empty text: the address belongs to another site. */
    static String ours(String address) {
        return address != null && OURS.matcher(address).matches() ? address : "";
    }

    /**
     * The error for a query parameter that is not valid.
     * @param text the parameter's value; null: the parameter is missing
     */
    static Refusal notAllowed(String parameter, String text, String allowed) {
        if (text == null) {
            return Refusal.badRequest(parameter + " is missing; allowed: " + allowed + ".");
        }
        return Refusal.badRequest(parameter + " is '" + VisibleText.oneLine(text) + "'; allowed: " + allowed + ".");
    }
}
