package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;
import dev.dpm.process.WholeFile;

/**
 * A cache folder with the jars and class archives (JEP 350) of daemons, which all home folders of a user share. The
 * launcher script {@code dpm} names the cache folder.
 *
 * <p>
 * The first daemon of a new home folder makes hard links (link(2)) to a jar and its archive in the home folder's {@code
 * lib}. The home folder then needs no 50 MB of its own, and its first daemon starts with an archive. Files in the cache
 * are replaced by a rename and never overwritten, so a running JVM can use a jar there as safely as a copy in the home
 * folder.
 *
 * <p>
 * The files are linked and not copied, because an archive is valid only for a jar of the same inode (Java 17 compares
 * the files, later versions the names and times). A home folder on another file system, for which a link is impossible,
 * has a copy of the jar and an archive of its own.
 *
 * @param folder the folder of jars and archives; it need not exist
 */
record ArchiveCache(Path folder) {

    /**
     * The system property by which the launcher script names the folder of the cache; a client passes the property on
     * to the daemon.
     */
    static final String PROPERTY = "dpm.cache";

    private static final String FOLDER = "daemon";
    /** The bits of a file's mode (inode(7)) that allow the group and all other users to write the file. */
    private static final int OTHERS_WRITE = 022;

    /**
     * The cache that the launcher script has named; empty if the jar was started without that script, or if the cache
     * is switched off.
     */
    static Optional<ArchiveCache> known() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).filter(name -> name.startsWith("/"))
                .map(name -> new ArchiveCache(NativePaths.of(name).resolve(FOLDER)));
    }

    /** The JVM flag that passes the folder of this cache to a daemon. */
    String flag() {
        return "-D" + PROPERTY + "=" + NativePaths.text(folder.getParent());
    }

    /**
     * The path of the cached jar that corresponds to a home folder's jar.
     *
     * @param ofHome the path of the jar in the home folder's {@code lib}
     */
    Path jar(Path ofHome) {
        return folder.resolve(ofHome.getFileName());
    }

    /**
     * Links the cached jar and its class archive into a home folder that has no copy of the jar. Does nothing if the
     * cache has no such jar or if a link is impossible.
     *
     * @param ofHome the path of the jar in the home folder's {@code lib}
     * @param program the program whose jar the home folder needs; a cached jar of another size is not used
     */
    void lend(Path ofHome, Program program) {
        Path jar = jar(ofHome);
        try {
            if (!Files.exists(ofHome) && isTrusted() && isTrusted(jar)
                    && Files.size(jar) == Files.size(program.jar())) {
                link(jar, ofHome);
                lendArchive(ofHome);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // the link failed: the home folder gets a copy of the jar, and its daemon makes its own archive
        }
    }

    /**
     * Links the jar of a home folder into the cache, so that other home folders, too, can use an archive made for this
     * jar.
     *
     * @param ofHome the path of the jar in the home folder's {@code lib}
     * @return the path of the jar in the cache, for which the archive must be made. Empty if the cache already has a
     * jar from another home folder, if the cache is on another file system, or if other users can write to the cache
     */
    Optional<Path> take(Path ofHome) {
        Path jar = jar(ofHome);
        try {
            Files.createDirectories(folder, WholeFile.OWNER_FOLDER);
            if (!isTrusted()) {
                return Optional.empty();
            }
            if (!Files.exists(jar)) {
                link(ofHome, jar);
                removeUnused(jar);
            }
            return Files.isSameFile(jar, ofHome) ? Optional.of(jar) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            // the jar cannot be linked into the cache, so the archive is made for this home folder only
            return Optional.empty();
        }
    }

    /**
     * Links a jar's class archive from the cache into a home folder, provided that the home folder's jar is a link to
     * the cache's jar.
     */
    boolean lendArchive(Path ofHome) throws IOException {
        Path archive = ClassArchive.of(jar(ofHome)).file();
        if (!isTrusted(archive)) {
            return false;
        }
        link(archive, ClassArchive.of(ofHome).file());
        return true;
    }

    /** Removes jars to which no home folder has a link, and their archives. */
    private void removeUnused(Path current) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "dpm-runner-*.jar")) {
            for (Path jar : jars) {
                if (!jar.equals(current) && (Integer) Files.getAttribute(jar, "unix:nlink") == 1) {
                    removeWithArchives(jar);
                }
            }
        }
    }

    private void removeWithArchives(Path jar) throws IOException {
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "dpm-runner-*" + ClassArchive.ENDING)) {
            for (Path archive : archives) {
                if (ClassArchive.isOf(jar, archive)) {
                    Files.deleteIfExists(archive);
                }
            }
        }
        Files.deleteIfExists(jar);
    }

    /**
     * Whether only this user can write to the cache. A user who can write a jar or an archive there decides which code
     * the daemon runs, so a cache that other users can write to is not used.
     */
    private boolean isTrusted() throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOwn(folder);
    }

    private static boolean isTrusted(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOwn(file);
    }

    private static boolean isOwn(Path path) throws IOException {
        Map<String, Object> facts = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return facts.get("uid").equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                && ((Integer) facts.get("mode") & OTHERS_WRITE) == 0;
    }

    /**
     * Makes a hard link to a file under another name. The new name appears atomically, and replaces a file that had the
     * name before.
     */
    private static void link(Path file, Path name) throws IOException {
        Path draft = HomeFile.draft(name);
        Files.deleteIfExists(draft);
        Files.createLink(draft, file);
        try {
            Files.move(draft, name, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // if both names are already links to the same file, rename(2) does nothing and keeps the temporary name
            Files.deleteIfExists(draft);
        }
    }
}
