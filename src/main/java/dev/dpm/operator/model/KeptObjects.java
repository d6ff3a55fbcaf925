package dev.dpm.operator.model;

/** Names of the objects that the operator maintains in the namespace of a Supervision, for the sidecars of its pods. */
public final class KeptObjects {

    /** The key of the sidecars' file in their ConfigMap. */
    public static final String CONFIG_KEY = "dpm.yaml";

    /** The name of the Secret with certificate and token of a namespace's dpm-runners. */
    public static final String FLEET = "dpm-fleet";

    private static final String PREFIX = "dpm-";
    /** The largest number of letters of an object's name (RFC 1123, as most kinds of the API require). */
    private static final int LONGEST_NAME = 253;

    private KeptObjects() {
    }

    /** The largest number of letters of a Supervision's name; the name of its ConfigMap has four more. */
    static int longestName() {
        return LONGEST_NAME - PREFIX.length();
    }

    /** The name of the ConfigMap with the options of a Supervision. */
    public static String configMap(String supervision) {
        return PREFIX + supervision;
    }
}
