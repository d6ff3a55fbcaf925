package dev.dpm.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Masks the values of variables whose names indicate a secret, such as {@code DB_PASSWORD}, anywhere in a text.
 *
 * @param values the secrets, the longest first
 */
public record KnownSecrets(List<String> values) {

    /** The shortest value that is masked. A shorter one occurs in ordinary text. */
    private static final int SHORTEST = 6;
    /**
     * Names of variables that certainly mean a secret. Under other names (KEY, AUTH, COOKIE), a plain word such as
     * {@code enabled} is not masked.
     */
    private static final Pattern SURE = Pattern.compile("(?i)pass|pwd|secret|token|credential");
    private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]{1,15}");

    public KnownSecrets {
        values = List.copyOf(values);
    }

    /** Collects the secrets among the variables of an environment. A value that is a path counts as no secret. */
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

    /** Replaces each secret by {@link Secrets#MASK}. */
    public String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, Secrets.MASK);
        }
        return masked;
    }
}
