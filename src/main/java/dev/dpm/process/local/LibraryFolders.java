package dev.dpm.process.local;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells JNA the folders of the system's libraries. Without that JNA runs {@code ldconfig -p}, a process for which the
 * first launch would wait; JNA still does so where the C library is in none of the usual folders.
 */
final class LibraryFolders {

    /** JNA's property for the folders, see {@code com.sun.jna.NativeLibrary}. */
    private static final String PROPERTY = "jna.platform.library.path";
    private static final String C_LIBRARY = "libc.so.6";

    private LibraryFolders() {
    }

    /** Sets the property; must run before JNA is first used. Without effect where the user has set it. */
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
