package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import dev.dpm.process.FolderObstacle;
import dev.dpm.process.NativePaths;

/**
 * The paths of the one folder with all files of a runner: {@code DPM_HOME}, or else {@code $HOME/.dpm}. Only {@link #create}
 * makes the folder.
 *
 * @param path absolute
 */
public record RuntimeDirectory(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    public RuntimeDirectory {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("the home folder is named by an absolute path, not by " + path);
        }
    }

    /**
     * The home folder that an environment selects. The JVM's {@code user.home} is {@code ?} for a uid without a passwd entry,
     * so it is not used.
     *
     * @param cwd the folder to which a relative DPM_HOME is relative
     */
    public static RuntimeDirectory of(Map<String, String> environment, Path cwd) throws HomeFault {
        String named = environment.getOrDefault("DPM_HOME", "");
        if (!named.isBlank()) {
            return new RuntimeDirectory(NativePaths.resolve(cwd, named).normalize());
        }
        String userHome = environment.getOrDefault("HOME", "");
        if (userHome.isBlank()) {
            throw new HomeFault("neither DPM_HOME nor HOME is set: set DPM_HOME to a folder the runner may write");
        }
        return new RuntimeDirectory(NativePaths.resolve(cwd, userHome).resolve(".dpm").normalize());
    }

    /** A path that not even root can create, for a runner without a home folder. */
    public static RuntimeDirectory nowhere() {
        return new RuntimeDirectory(Path.of("/dev/null/.dpm"));
    }

    /**
     * Makes the home folder, for its owner only. An existing home folder is closed to other users, who could read the token in
     * it.
     *
     * @throws HomeFault the folder cannot be made or closed, or contains files of another program
     */
    public void create() throws HomeFault {
        Optional<Path> obstacle = obstacle();
        if (obstacle.isPresent()) {
            throw new HomeFault(Reason.notAFolder(this, obstacle.get()));
        }
        closeToOthers();
        try {
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            for (Path folder : List.of(path, lib(), state(), targetStates(), logs(), targetLogs())) {
                if (!Files.isDirectory(folder)) {
                    Optional<String> taken = FolderObstacle.at(folder);
                    if (taken.isPresent()) {
                        throw new HomeFault("the home folder " + path + " cannot be used: " + taken.get());
                    }
                    createUnlessThere(folder);
                }
            }
        } catch (IOException e) {
            throw new HomeFault("the home folder " + path + " cannot be made (" + Reason.of(e)
                    + "): set DPM_HOME to a folder you may write", e);
        }
        if (!Files.isWritable(path)) {
            throw new HomeFault(
                    "the home folder " + path + " cannot be written: set DPM_HOME to a folder you may write");
        }
    }

    private static void createUnlessThere(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // another client, which starts at the same moment, has just made the folder
        }
    }

    /**
     * The file at the path of the home folder or of one of its parents. Empty: no file prevents the creation of the home
     * folder.
     */
    Optional<Path> obstacle() {
        Optional<Path> there = Stream.iterate(path, Objects::nonNull, Path::getParent).filter(Files::exists)
                .findFirst();
        return there.filter(found -> !Files.isDirectory(found));
    }

    private void closeToOthers() throws HomeFault {
        try {
            if (!exists() || isClosed()) {
                return;
            }
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            if (!isHome() && !holdsOnlyAHome()) {
                throw new HomeFault(
                        "the home folder " + path + " is open to others (" + mode + ") and holds other things "
                                + "than a runner's: set DPM_HOME to a folder of its own, or `chmod 700` this one");
            }
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        } catch (IOException e) {
            throw new HomeFault("the home folder " + path + " is open to others and cannot be closed (" + Reason.of(e)
                    + "): `chmod 700` it as its owner, or set DPM_HOME to a folder of your own", e);
        }
    }

    private boolean isClosed() throws IOException {
        return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
    }

    private boolean isHome() {
        return Stream.of(lockFile(), state(), tokenFile()).anyMatch(Files::exists) && Files.isDirectory(lib());
    }

    /** Whether the home folder contains only files that a runner stores. */
    private boolean holdsOnlyAHome() throws IOException {
        Set<Path> own = Set.of(pidFile(), lockFile(), launchLockFile(), recordFile(), socket(), tokenFile(), lib(),
                state(),
                history(), incidents(), notices(), logs(), notifySockets());
        try (Stream<Path> content = Files.list(path)) {
            return content.allMatch(own::contains);
        }
    }

    /**
     * A short key of this home folder. The environment of each target's process contains the key, which tells the targets
     * of this home folder from those of others. The key is the same at every start and in every version.
     */
    public String cookieKey() {
        CRC32 crc = new CRC32();
        crc.update((NativePaths.text(real(path.normalize())) + "@" + ProcessHandle.current().info().user().orElse(""))
                .getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    /** The path of the home folder without symbolic links, as the kernel shows it for open files. */
    Path real() {
        return real(path.normalize());
    }

    public boolean exists() {
        return Files.isDirectory(path);
    }

    public Path pidFile() {
        return path.resolve("dpm.pid");
    }

    public Path lockFile() {
        return path.resolve("dpm.lock");
    }

    /** The file that a client locks while it starts a daemon. */
    public Path launchLockFile() {
        return path.resolve("dpm.start.lock");
    }

    /** The file that describes the running daemon, see {@link DaemonRecord}. */
    public Path recordFile() {
        return path.resolve("daemon.properties");
    }

    public Path socket() {
        return path.resolve("dpm.sock");
    }

    /** The folder of the sockets on which targets report their state (sd_notify(3)). */
    public Path notifySockets() {
        return path.resolve("notify");
    }

    public Path tokenFile() {
        return path.resolve("token");
    }

    /** The folder with the copies of the jar from which daemons run. */
    public Path lib() {
        return path.resolve("lib");
    }

    public Path state() {
        return path.resolve("state");
    }

    public Path targetStates() {
        return state().resolve("targets");
    }

    public Path targetState(String name) {
        return targetStates().resolve(name + ".properties");
    }

    public Path comeback() {
        return state().resolve("comeback.properties");
    }

    public Path runnerFlags() {
        return state().resolve("runner.properties");
    }

    /** The file with the requests that gave configuration files to the runner. */
    public Path requests() {
        return state().resolve("requests.properties");
    }

    /** The file with the list of all folders that have held output of targets. */
    public Path outputFolders() {
        return state().resolve("output-folders");
    }

    public Path history() {
        return path.resolve("history");
    }

    /** The folder with one folder for each incident. */
    public Path incidents() {
        return path.resolve("incidents");
    }

    /** The folder of undelivered notices, with a folder for each receiver. */
    public Path notices() {
        return path.resolve("notices");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path runnerLog() {
        return logs().resolve("runner.log");
    }

    /** The file with the output of the daemon's JVM, which shows why a daemon failed or crashed. */
    public Path daemonOutput() {
        return logs().resolve("daemon.out");
    }

    /**
     * HotSpot's error log of a crashed daemon.
     *
     * @param pid the daemon's pid
     */
    public Path crashLog(String pid) {
        return logs().resolve("crash-" + pid + ".log");
    }

    public Path targetLogs() {
        return logs().resolve("targets");
    }

    /** The log of a target: at the path that the user chose, or else in the home folder. */
    public Path targetLog(String name) {
        Path elsewhere = targetLogLink(name);
        try {
            return Files.isSymbolicLink(elsewhere) ? Files.readSymbolicLink(elsewhere) : ownTargetLog(name);
        } catch (IOException gone) {
            return ownTargetLog(name);
        }
    }

    /** The log of a target in the home folder. */
    public Path ownTargetLog(String name) {
        return targetLogs().resolve(name + ".log");
    }

    /** The symbolic link in the home folder to the log of a target whose log is elsewhere. */
    public Path targetLogLink(String name) {
        return targetLogs().resolve(name + ".path");
    }

    @Override
    public String toString() {
        return NativePaths.shown(path);
    }

    /**
     * The files and folders in a folder of this home.
     *
     * @param glob the pattern that the names of the files and folders match
     * @return an empty list if the folder does not exist
     */
    List<Path> entries(Path folder, String glob) throws HomeFault {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(entries::add);
            return entries;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Reason.unreadable(this, folder, e.getCause());
        } catch (IOException e) {
            throw Reason.unreadable(this, folder, e);
        }
    }
}
