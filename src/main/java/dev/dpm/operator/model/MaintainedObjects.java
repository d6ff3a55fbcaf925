package dev.dpm.operator.model;

/**
 * The names of the ConfigMap and the Secret that the operator maintains in the namespace of a Supervision, for the
 * dpm-runners there.
 */
public final class MaintainedObjects {

    /** The key under which the ConfigMap contains the file with options for dpm-runner. */
    public static final String CONFIG_KEY = "dpm.yaml";

    /** The name of the Secret with the certificate and the token of the dpm-runners in a namespace. */
    public static final String FLEET = "dpm-fleet";

    private static final String PREFIX = "dpm-";
    /** The longest name of a Kubernetes object, in characters (RFC 1123). */
    private static final int LONGEST_NAME = 253;

    private MaintainedObjects() {
    }

    /** The largest number of characters in a Supervision's name; the name of its ConfigMap is the same with a prefix. */
    static int longestName() {
        return LONGEST_NAME - PREFIX.length();
    }

    /** The name of the ConfigMap with the options of a Supervision. */
    public static String configMap(String supervision) {
        return PREFIX + supervision;
    }
}
