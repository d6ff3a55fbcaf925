package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import dev.dpm.process.NativePaths;

/**
 * The jar that a daemon runs from: the daemon's own copy, because overwriting a jar under a running JVM breaks the JVM
 * (NoClassDefFoundError).
 *
 * @param jar the copy; its name contains the version and a hash of the original's size and time
 */
record JarCopy(Path jar) {

    /** The copy of this program's jar in the home folder, from which daemons run; the copy need not exist. */
    static JarCopy of(Program program, RuntimeDirectory home) throws IOException {
        if (program.jar().startsWith(home.lib())) {
            // this program runs from a daemon's copy of the jar, so the next daemon runs from the same copy
            return new JarCopy(program.jar());
        }
        CRC32 hash = new CRC32();
        hash.update((Files.size(program.jar()) + " " + Files.getLastModifiedTime(program.jar())).getBytes(
                java.nio.charset.StandardCharsets.UTF_8));
        String name = "dpm-runner-" + program.version() + "-" + eightDigits(hash.getValue()) + ".jar";
        return new JarCopy(home.lib().resolve(name));
    }

    private static String eightDigits(long value) {
        return Long.toHexString((1L << 32) | value).substring(1);
    }

    /**
     * Copies the jar into the home folder, unless the copy exists. Until the copy is complete, it has a temporary name.
     */
    void ensure(Program program) throws IOException {
        if (Files.exists(jar)) {
            return;
        }
        HomeFile.copy(program.jar(), jar);
    }

    /**
     * Restores this process's own jar after somebody deleted or moved it: the process still has the file open, and
     * copies it from {@code /proc/self/fd}.
     *
     * @return whether the jar was missing
     */
    static boolean restore(Path jar) throws IOException {
        if (Files.exists(jar)) {
            return false;
        }
        Path descriptors = Path.of("/proc/self/fd");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (leadsTo(descriptor, jar)) {
                    HomeFile.replace(jar, out -> Files.copy(descriptor, out));
                    return true;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        throw new IOException("this process has it open no more");
    }

    private static boolean leadsTo(Path descriptor, Path jar) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString().replaceFirst(" \\(deleted\\)$", "");
            return target.endsWith("/" + jar.getFileName());
        } catch (IOException e) {
            // the process closed the file between the listing and this call
            return false;
        }
    }

    /** Removes the jars and class archives of other versions, unless the command line of a process names them. */
    void removeOthers(ProcFs proc) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(jar.getParent(), "dpm-runner-*.{jar,jsa}")) {
            files.forEach(file -> {
                if (!ClassArchive.isOf(jar, file) && !file.equals(jar)) {
                    others.add(file);
                }
            });
        }
        if (others.isEmpty()) {
            return;
        }
        String running = commandLines(proc);
        for (Path other : others) {
            if (!running.contains(NativePaths.text(other))) {
                Files.deleteIfExists(other);
            }
        }
    }

    private static String commandLines(ProcFs proc) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> entries = Files.list(proc.root())) {
            entries.map(entry -> entry.getFileName().toString()).filter(name -> name.matches("[0-9]+"))
                    .forEach(pid -> all.append(proc.commandLine(Long.parseLong(pid))).append('\n'));
        }
        return all.toString();
    }
}
