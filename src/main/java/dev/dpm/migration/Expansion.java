package dev.dpm.migration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code %(name)s} in supervisord's configuration. This is a format of Python. */
final class Expansion {

    private static final String ENV = "ENV_";
    private static final Pattern PLACE = Pattern.compile("%(?:\\(([^)]*)\\)(0?)([0-9]{0,2})[sdi]|(%))");

    private final Map<String, String> names;

    /** @param names values by name; an environment variable has the name {@code ENV_NAME} */
    Expansion(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** A copy with further names, which have precedence over the names in this object. */
    Expansion with(Map<String, String> further) {
        Map<String, String> both = new HashMap<>(names);
        both.putAll(further);
        return new Expansion(both);
    }

    /**
     * A text in which names are replaced by values.
     * @param unknown names without a value, which stay in the text
     */
    record Expanded(String text, List<String> unknown) {

        boolean isWhole() {
            return unknown.isEmpty();
        }
    }

    Expanded expand(String written) {
        List<String> unknown = new ArrayList<>();
        Matcher place = PLACE.matcher(written);
        String text = place.replaceAll(found -> Matcher.quoteReplacement(one(found, unknown)));
        return new Expanded(text, List.copyOf(unknown));
    }

    private String one(java.util.regex.MatchResult found, List<String> unknown) {
        if (found.group(4) != null) {
            return "%";
        }
        String value = names.get(found.group(1));
        if (value == null) {
            unknown.add(found.group(1));
            return found.group();
        }
        int width = found.group(3).isEmpty() ? 0 : Integer.parseInt(found.group(3));
        String fill = found.group(2).isEmpty() ? " " : "0";
        return fill.repeat(Math.max(0, width - value.length())) + value;
    }

    /** Joins words to a line for a shell. The shell replaces environment variables; all other text is quoted. */
    static String forShell(List<String> words) {
        return String.join(" ", words.stream().map(Expansion::forShell).toList());
    }

    private static String forShell(String word) {
        StringBuilder whole = new StringBuilder();
        Matcher place = PLACE.matcher(word);
        int end = 0;
        while (place.find()) {
            boolean isVariable = place.group(1) != null && place.group(1).startsWith(ENV);
            if (isVariable) {
                whole.append(literal(word.substring(end, place.start()))).append("\"${")
                        .append(place.group(1).substring(ENV.length())).append("}\"");
                end = place.end();
            }
        }
        String rest = word.substring(end);
        return whole.append(end > 0 ? literal(rest) : ShellWords.quoted(rest)).toString();
    }

    private static String literal(String text) {
        return text.isEmpty() ? "" : ShellWords.quoted(text);
    }

    static boolean areVariables(List<String> unknown) {
        return unknown.stream().allMatch(name -> name.matches("ENV_[A-Za-z_][A-Za-z0-9_]*"));
    }
}
