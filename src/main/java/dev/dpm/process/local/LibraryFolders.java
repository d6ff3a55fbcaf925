package dev.dpm.process.local;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where JNA looks for the system's libraries. Left alone it asks {@code ldconfig -p}, a process of its own, for which
 * the first launch would wait; it does so still where the C library is in none of the usual folders.
 */
final class LibraryFolders {

    /** JNA's own name for them, see {@code com.sun.jna.NativeLibrary}. */
    private static final String PROPERTY = "jna.platform.library.path";
    private static final String C_LIBRARY = "libc.so.6";

    private LibraryFolders() {
    }

    /** Before JNA is first used; without effect where its user has chosen. */
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
