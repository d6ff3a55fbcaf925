package dev.dpm.process.local;

/**
 * Chooses how this JVM creates processes. posix_spawn(3) leaves signals 32 and 33 ignored (nptl(7)); vfork(2) does not. Java 25
 * warns of vfork, so fork(2) is used there.
 */
public final class LaunchMechanism {

    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    /** The first Java version that warns of VFORK. */
    private static final int WARNS_OF_VFORK = 25;

    private LaunchMechanism() {
    }

    /** Sets the mechanism, unless the user has chosen one. Must be called before the first launch. */
    public static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, of(Runtime.version().feature()));
        }
    }

    static String of(int javaVersion) {
        return javaVersion < WARNS_OF_VFORK ? "VFORK" : "FORK";
    }
}
