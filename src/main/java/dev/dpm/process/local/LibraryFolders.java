package dev.dpm.process.local;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the library JNA in which folders it finds shared libraries. Otherwise, JNA would run the program {@code ldconfig}
 * to find them.
 */
final class LibraryFolders {

    private static final String PROPERTY = "jna.platform.library.path";
    private static final String C_LIBRARY = "libc.so.6";

    private LibraryFolders() {
    }

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
