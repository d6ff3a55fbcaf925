package dev.dpm.process;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a target in commands, files, metrics and URLs.
 *
 * <p> {@code [a-z0-9][a-z0-9._-]{0,62}}: safe as a file name, a label value and a path segment.
 */
public record TargetName(String value) implements Comparable<TargetName> {

    /** Describes, for people, the texts that are accepted as a target's name. */
    public static final String ALLOWED = "1 to 63 characters of a-z 0-9 . _ -, the first a letter or a digit";

    /**
     * The name that commands read as "every target". No new target may get this name; a target of an earlier version
     * may still have it.
     */
    public static final String ALL = "all";

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public TargetName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no target name; allowed: " + ALLOWED);
        }
    }

    /** Whether a text can be the name of a target. */
    public static boolean isValid(String text) {
        return text != null && SHAPE.matcher(text).matches();
    }

    /**
     * The name that a target gets if the user gave no name: the base name of its script or program without the
     * extension, in lower case. A hyphen replaces every other character.
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

    // equals is written by hand, as in other classes of this package: the methods that the JVM generates for records
    // need some forty classes at their first use, and would delay the launch of the first target
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
