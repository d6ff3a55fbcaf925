package dev.dpm.process;

import java.util.Locale;
import java.util.regex.Pattern;

/** A target's name: {@code [a-z0-9][a-z0-9._-]{0,62}}, safe as a file name, label value and path segment. */
public record TargetName(String value) implements Comparable<TargetName> {

    /** Describes, for people, the texts that are accepted as a target's name. */
    public static final String ALLOWED = "1 to 63 characters of a-z 0-9 . _ -, the first a letter or a digit";

    /** The word that means all targets in commands, so no new target may have this name. */
    public static final String ALL = "all";

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public TargetName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no target name; allowed: " + ALLOWED);
        }
    }

    public static boolean isValid(String text) {
        return text != null && SHAPE.matcher(text).matches();
    }

    /**
     * The name of a target for which the user gives none: the base name of its script or program in lower case.
     * Characters that are not allowed are replaced by hyphens.
     */
    public static TargetName from(String path) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        String plain = base.replaceFirst("(?<=.)\\.(py|sh|rb|js|pl|php|jar)$", "");
        String safe = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceFirst("^[._-]+", "");
        String name = safe.isEmpty() ? "target" : safe.equals(ALL) ? "target-" + ALL : safe;
        return new TargetName(name.substring(0, Math.min(63, name.length())));
    }

    @Override
    public int compareTo(TargetName other) {
        return value.compareTo(other.value);
    }

    // written by hand: for the methods of a record, the JVM would generate forty classes at the first launch
    @Override
    public boolean equals(Object other) {
        return other instanceof TargetName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
