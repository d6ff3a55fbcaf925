package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.Path;

import dev.dpm.process.OwnStart;

/**
 * The java command and the jar of this JVM, from which a daemon can be started.
 *
 * @param java the java command of this JVM
 * @param jar the jar that this JVM was started from
 * @param version the version, such as {@code 0.1.0}
 */
public record Program(Path java, Path jar, String version) {

    /**
     * Restores the jar if somebody deleted it while this JVM runs from it.
     *
     * @return whether the jar was missing
     */
    public boolean restoreJar() throws IOException {
        return JarCopy.restore(jar);
    }

    /**
     * The java program, the jar and the version from which this JVM runs. The JVM was started with {@code java -jar},
     * so the class path is just the jar.
     */
    public static Program current(String version) {
        return new Program(Path.of(System.getProperty("java.home"), "bin", "java"),
                OwnStart.real().resolve(System.getProperty("java.class.path")), version);
    }
}
