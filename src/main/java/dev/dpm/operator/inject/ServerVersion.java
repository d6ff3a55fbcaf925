package dev.dpm.operator.inject;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a Kubernetes API server, which determines which fields a pod may have. */
public record ServerVersion(int major, int minor) {

    /** The first version in which native sidecars are enabled by default (KEP-753). */
    public static final ServerVersion NATIVE_SIDECARS = new ServerVersion(1, 29);
    /** The end of an error message: describes the texts that a user may write as a version. */
    public static final String ALLOWED = "a version of Kubernetes, such as 1.29";

    // for example, the API server of GKE reports v1.29.4-gke.100 as its version and 29+ as its minor version
    private static final Pattern WRITTEN = Pattern.compile("v?([0-9]{1,3})[.]([0-9]{1,4})\\+?([.-].*)?");

    /** Parses the version of an API server, such as {@code 1.29}, {@code v1.29.4} or {@code v1.29.4-gke.100}. */
    public static Optional<ServerVersion> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new ServerVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean knowsNativeSidecars() {
        return major > NATIVE_SIDECARS.major || major == NATIVE_SIDECARS.major && minor >= NATIVE_SIDECARS.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
