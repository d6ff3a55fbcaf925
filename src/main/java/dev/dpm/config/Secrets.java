package dev.dpm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.NativeText;

/** Hides what looks like a secret in a command or a setting. What is hidden twice looks as hidden once. */
public final class Secrets {

    /** Stands for a hidden value. */
    public static final String MASK = "***";

    private static final String TELLTALE = "(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?|auth)";
    private static final String NAME = "[A-Za-z0-9._-]*" + TELLTALE + "[A-Za-z0-9._-]*";
    /** Also as JSON has it, in quotes and perhaps escaped: {@code {"password": "x"}}. */
    private static final String ASSIGNS = NAME + "\\\\*[\"']?\\s*[=:]";
    private static final Pattern ASSIGNED = Pattern
            .compile("(?i)(?<![A-Za-z0-9._])(" + ASSIGNS + "\\s*)[^\\s=].*", Pattern.DOTALL);
    private static final Pattern ASSIGNS_NEXT = Pattern.compile("(?i)(?:.*[^A-Za-z0-9._])?" + ASSIGNS, Pattern.DOTALL);
    private static final Pattern FLAG = Pattern.compile("(?i)--?" + NAME);
    /** RFC 3986, section 3.2.1: user:password, or a token alone, before the host. */
    private static final Pattern IN_ADDRESS = Pattern.compile("(://(?:[^\\s/:@]*:)?)[^\\s/]+(?=@)");
    private static final Pattern QUERY = Pattern.compile("[?#].*");
    /** Assignments, whose values may be quoted, and what follows them up to a blank or a sign of the shell's. */
    private static final Pattern PROGRAM = Pattern.compile("\\s*(?:[A-Za-z_]\\w*=(?:'[^']*+'"
            + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|\\\\.|[^\\s'\"\\\\]++)*+(?:\\s+|$))*+([^\\s=;|&<>()]*+)(?!=)");
    private static final Pattern VARIABLE = Pattern.compile("=[^\\u001f]*");

    private Secrets() {
    }

    /** A command's words: {@code --password=x} and the word after {@code --password} are hidden. */
    public static List<String> mask(List<String> words) {
        List<String> masked = new ArrayList<>(words.size());
        boolean follows = false;
        for (String word : words) {
            // RFC 9110, section 11.4: the scheme, and behind it the credentials
            boolean isScheme = word.equalsIgnoreCase("Bearer") || follows && word.equalsIgnoreCase("Basic");
            masked.add(follows && !isScheme && !word.startsWith("-") ? MASK : maskWord(word));
            follows = isScheme || FLAG.matcher(word).matches() || assignsNext(word);
        }
        return masked;
    }

    /** The plain looks come first: a word may be a whole program. */
    private static boolean assignsNext(String word) {
        return (word.endsWith("=") || word.endsWith(":")) && ASSIGNS_NEXT.matcher(word).matches();
    }

    /** A command's words joined by single spaces; less sure than the words, since a value may contain a space. */
    public static String mask(String line) {
        return String.join(" ", mask(List.of(line.split(" ", -1))));
    }

    /** An option's text: of variables only the names are left, of checks whom they ask. */
    public static String mask(String option, String text) {
        return NativeText.shown(masked(option, text));
    }

    private static String masked(String option, String text) {
        if (option.equals(Options.ENV.name())) {
            return VARIABLE.matcher(text).replaceAll("=" + MASK);
        }
        if (option.equals(Options.EXEC_CHECK.name())) {
            return program(text);
        }
        return mask(option.equals(Options.HTTP_CHECK.name()) ? QUERY.matcher(text).replaceFirst("") : text);
    }

    /** The program of a command line for {@code /bin/sh}: its first word behind assignments, else the shell. */
    public static String program(String commandLine) {
        Matcher words = PROGRAM.matcher(commandLine);
        return words.lookingAt() && !words.group(1).isEmpty() ? words.group(1) : "/bin/sh";
    }

    private static String maskWord(String word) {
        String assigned = ASSIGNED.matcher(word).replaceFirst("$1" + MASK);
        return NativeText.shown(IN_ADDRESS.matcher(assigned).replaceAll("$1" + MASK));
    }
}
