package dev.dpm.process.local;

/**
 * Chooses the way in which this JVM creates processes. Java's default, posix_spawn(3) of the GNU C library, starts them
 * with signals 32 and 33 ignored and through a helper program. No tool can restore the two signals, since the library
 * reserves them (nptl(7)). vfork(2) leaves the dispositions unchanged and is several times faster. From Java 25 on Java
 * warns of vfork, so fork(2) takes its place.
 */
public final class LaunchMechanism {

    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    /** The first Java version that prints a warning for VFORK. */
    private static final int WARNS_OF_VFORK = 25;

    private LaunchMechanism() {
    }

    /**
     * Sets the mechanism by which this JVM starts processes, unless the user has chosen a mechanism by a system
     * property. A call after the first launch of a process has no effect.
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
