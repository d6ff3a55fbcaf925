package dev.dpm.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file of variables, the part of the format on which systemd (EnvironmentFile=), Docker (--env-file) and
 * shells agree: {@code K=V}, one a line, nothing expanded. {@code export} in front, blank lines and lines that begin
 * with {@code #} are allowed. A value in single quotes is taken as it is; in double quotes {@code \"}, {@code \\},
 * {@code \$} and {@code \`} stand for the character; without quotes blanks at the end do not count, and a {@code #}
 * belongs to the value. A name given twice has its last value.
 */
final class EnvFile {

    /** What is wrong with a file or a line of it, a phrase; never what it holds, which may be a secret. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }

        Unusable(int number, String why) {
            this("line " + number + " " + why + "; allowed: K=V, a comment that begins with #, nothing");
        }
    }

    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)=(.*)",
            Pattern.DOTALL);
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\$`])");

    private EnvFile() {
    }

    /** Name to value, in the order of the lines. */
    static Map<String, String> parse(String text) throws Unusable {
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                put(line, number, variables);
            }
        }
        return variables;
    }

    private static void put(String line, int number, Map<String, String> variables) throws Unusable {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new Unusable(number, "is no K=V");
        }
        if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new Unusable(number, "has a control character");
        }
        String value = value(matcher.group(2).strip())
                .orElseThrow(() -> new Unusable(number, "has a quote without its other half, or text behind it"));
        variables.put(matcher.group(1), value);
    }

    private static Optional<String> value(String written) {
        if (written.startsWith("'")) {
            return group(SINGLE.matcher(written));
        }
        if (written.startsWith("\"")) {
            return group(DOUBLE.matcher(written)).map(text -> ESCAPED.matcher(text).replaceAll("$1"));
        }
        return Optional.of(written);
    }

    private static Optional<String> group(Matcher matcher) {
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
