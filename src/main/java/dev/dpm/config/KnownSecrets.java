package dev.dpm.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Masks the very values of the variables that hold a target's secrets, by their names. A program that prints such a value
 * alone gives {@link Secrets} nothing to recognize.
 *
 * @param values the values, the longest first
 */
public record KnownSecrets(List<String> values) {

    /** The shortest value that is masked: a shorter one occurs in ordinary text by chance. */
    private static final int SHORTEST = 6;
    /** Names that leave no doubt. Of others (KEY, AUTH, COOKIE) a plain word is a setting, such as {@code enabled}. */
    private static final Pattern SURE = Pattern.compile("(?i)pass|pwd|secret|token|credential");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]{1,15}");

    public KnownSecrets {
        values = List.copyOf(values);
    }

    /**
     * The secrets among a target's variables. Values that are paths are left out: a file of a secret, or a socket.
     *
     * @param environment the variables, by name
     */
    public static KnownSecrets of(Map<String, String> environment) {
        return new KnownSecrets(environment.entrySet().stream()
                .filter(variable -> Secrets.isTelling(variable.getKey())
                        && isSecret(variable.getKey(), variable.getValue()))
                .map(Map.Entry::getValue).distinct().sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static boolean isSecret(String name, String value) {
        return value.length() >= SHORTEST && !value.startsWith("/")
                && (SURE.matcher(name).find() || !PLAIN_WORD.matcher(value).matches());
    }

    /** The text with each of the values replaced. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, Secrets.MASK);
        }
        return masked;
    }
}
