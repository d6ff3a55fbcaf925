package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.dpm.process.NativePaths;

/**
 * A class archive: the classes of a daemon, loaded, verified and laid out in advance for the JVM (dynamic archives, JEP
 * 350). With an archive a daemon starts faster and needs a third less private memory. An archive is valid for one jar
 * at one path and for one JVM; a JVM ignores an archive that does not match.
 *
 * @param file the archive's path beside the jar; the file need not exist
 */
public record ClassArchive(Path file) {

    static final String ENDING = ".jsa";

    /** The class archive for this copy of the jar and for the version of this JVM. */
    public static ClassArchive of(Path jar) {
        String jvm = Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "-");
        return new ClassArchive(jar.resolveSibling(base(jar) + "-java-" + jvm + ENDING));
    }

    /** Whether a file is a class archive of a jar, whichever version of the JVM made the archive. */
    static boolean isOf(Path jar, Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) && name.startsWith(base(jar) + "-java-");
    }

    private static String base(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    /**
     * Whether a class archive was made, or an attempt to make one failed for good. Such an attempt leaves an empty
     * file, which prevents further attempts.
     */
    public boolean isThere() {
        return Files.exists(file);
    }

    /**
     * Whether this JVM was started with the archive and rejected it, because the archive does not match the jar. For
     * example, the jar for which the archive was made may have been removed from the cache.
     */
    boolean isRefused() throws IOException {
        String name = file.getFileName().toString();
        return own("cmdline").contains(name) && !own("maps").contains(name);
    }

    /** Reads a file about this process from {@code /proc/self} (proc(5)); file names of archives are ASCII. */
    private static String own(String name) throws IOException {
        return Files.readString(Path.of("/proc/self", name), StandardCharsets.ISO_8859_1);
    }

    /**
     * JVM flags that make the JVM use the class archive, if there is one, and print nothing if the archive does not
     * match.
     */
    List<String> flags() {
        return hasContent()
                ? List.of("-XX:SharedArchiveFile=" + NativePaths.text(file), "-Xshare:auto", "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off")
                : List.of();
    }

    private boolean hasContent() {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            // there is no class archive
            return false;
        }
    }

    /**
     * JVM flags that make the JVM write a class archive when it ends.
     *
     * @param fresh the file to write
     */
    static List<String> flagsToMake(Path fresh) {
        // laying out classes takes more memory than a daemon ever needs, so the JVM that makes the archive gets a
        // larger heap
        return List.of("-XX:ArchiveClassesAtExit=" + NativePaths.text(fresh), "-Xmx256m", "-Xlog:disable");
    }
}
