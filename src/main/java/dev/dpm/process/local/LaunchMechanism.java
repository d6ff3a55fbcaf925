package dev.dpm.process.local;

/**
 * Chooses how this JVM creates processes. With posix_spawn(3), Java's default, a new process ignores signals 32 and 33
 * (nptl(7)); with vfork(2), it does not. Java 25 prints a warning about vfork(2), so fork(2) is used there.
 */
public final class LaunchMechanism {

    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    /** The first Java version that prints a warning about VFORK. */
    private static final int WARNS_OF_VFORK = 25;

    private LaunchMechanism() {
    }

    /**
     * Sets the mechanism, unless the user has chosen one by the system property. This method must be called before the
     * first launch of a process.
     */
    public static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, of(Runtime.version().feature()));
        }
    }

    static String of(int javaVersion) {
        return javaVersion < WARNS_OF_VFORK ? "VFORK" : "FORK";
    }
}
