package dev.dpm.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Masks the values of variables whose names indicate a secret, such as {@code DB_PASSWORD}, wherever the values occur
 * in a text. {@link Secrets} masks a value only next to such a name, so a value that a program prints alone would stay
 * readable.
 *
 * @param values the values of secrets that are masked, the longest first
 */
public record KnownSecrets(List<String> values) {

    /** The length of the shortest value that is masked: a shorter value occurs in ordinary text by chance. */
    private static final int SHORTEST = 6;
    /**
     * Names of variables that certainly contain a secret. For the other names that may indicate a secret (KEY, AUTH,
     * COOKIE), a value that is a plain word such as {@code enabled} is not masked.
     */
    private static final Pattern SURE = Pattern.compile("(?i)pass|pwd|secret|token|credential");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]{1,15}");

    public KnownSecrets {
        values = List.copyOf(values);
    }

    /**
     * Collects the secrets among a target's variables. Values that are paths, for example of a file with a secret or of
     * a socket, are left out.
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

    /** Returns the text with each of the known secret values replaced by {@link Secrets#MASK}. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, Secrets.MASK);
        }
        return masked;
    }
}
