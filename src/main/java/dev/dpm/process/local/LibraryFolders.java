package dev.dpm.process.local;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells JNA the folders of the system's libraries. JNA would otherwise run {@code ldconfig -p} and delay the first
 * launch. Where the C library is in none of the usual folders, JNA still runs that process.
 */
final class LibraryFolders {

    /** JNA's property for the folders, see {@code com.sun.jna.NativeLibrary}. */
    private static final String PROPERTY = "jna.platform.library.path";
    private static final String C_LIBRARY = "libc.so.6";

    private LibraryFolders() {
    }

    /** Sets the property before JNA is first used. A property that the user has set stays. */
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
