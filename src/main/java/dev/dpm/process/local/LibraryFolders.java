package dev.dpm.process.local;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sets the folders in which JNA searches for the system's libraries. Otherwise JNA would run {@code ldconfig -p} and
 * delay the first launch. If none of the usual folders contains the C library, JNA still runs that command.
 */
final class LibraryFolders {

    /**
     * The system property that gives JNA the folders of the system's libraries, see {@code com.sun.jna.NativeLibrary}.
     */
    private static final String PROPERTY = "jna.platform.library.path";
    private static final String C_LIBRARY = "libc.so.6";

    private LibraryFolders() {
    }

    /**
     * Sets JNA's property for library folders before the first use of JNA. A value that the user has set stays
     * unchanged.
     */
    static void choose() {
        String triplet = System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
        List<String> usual = Stream.of("/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64", "/lib",
                "/usr/lib").filter(folder -> new File(folder).isDirectory()).collect(Collectors.toList());
        boolean holdsC = usual.stream().anyMatch(folder -> new File(folder, C_LIBRARY).exists());
        if (holdsC && System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, String.join(File.pathSeparator, usual));
        }
    }
}
