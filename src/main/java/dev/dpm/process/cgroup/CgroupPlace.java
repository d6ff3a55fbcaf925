package dev.dpm.process.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cgroup of a process in one cgroup hierarchy (cgroups(7)).
 *
 * @param mount the mount point of the hierarchy
 * @param root the path, within the hierarchy, of the cgroup that is mounted at {@code mount}
 * @param folder the folder of the process's cgroup
 * @param unified whether the hierarchy is that of cgroups version 2
 * @param hierarchy the controllers of the hierarchy as in {@code /proc/PID/cgroup}; empty text for version 2
 * @param readOnly whether the hierarchy is mounted read-only
 */
public record CgroupPlace(Path mount, String root, Path folder, boolean unified, String hierarchy, boolean readOnly) {

    /**
     * The controllers of cgroups version 1 for which a new cgroup without settings changes nothing. A new cgroup for
     * memory or CPU would take the processes out of the cgroup that the administrator has set up.
     */
    private static final List<String> HARMLESS = List.of("pids", "freezer", "perf_event", "net_cls", "net_prio",
            "hugetlb", "devices", "blkio");
    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    /**
     * Finds the first hierarchy in which this process may create cgroups. Hierarchies of version 1 come before that of
     * version 2.
     *
     * @param proc {@code /proc}, or another folder in its place
     */
    public static Optional<CgroupPlace> find(String proc) {
        List<String> mounts = lines(proc + "/self/mountinfo");
        List<String> own = lines(proc + "/self/cgroup");
        Stream<CgroupPlace> first = HARMLESS.stream().flatMap(controller -> own.stream()
                .filter(line -> Arrays.asList(field(line, 1).split(",")).contains(controller))
                .flatMap(line -> on(mounts, line, controller).stream()));
        Stream<CgroupPlace> second = own.stream().filter(line -> line.startsWith("0::"))
                .flatMap(line -> on(mounts, line, "").stream());
        return Stream.concat(first, second).filter(CgroupPlace::isWritable).findFirst();
    }

    /**
     * The cgroup of this process in the hierarchy with a controller; empty if there is no such hierarchy, or it is not
     * mounted.
     */
    static Optional<CgroupPlace> of(String proc, String controller) {
        List<String> mounts = lines(proc + "/self/mountinfo");
        List<String> own = lines(proc + "/self/cgroup");
        Optional<String> first = own.stream().filter(line -> !line.startsWith("0::"))
                .filter(line -> Arrays.asList(field(line, 1).split(",")).contains(controller)).findFirst();
        return first.isPresent()
                ? on(mounts, first.get(), controller)
                : own.stream().filter(line -> line.startsWith("0::")).findFirst()
                        .flatMap(line -> on(mounts, line, ""));
    }

    private static Optional<CgroupPlace> on(List<String> mounts, String line, String controller) {
        return mounts.stream().map(mount -> on(mount, line, controller)).flatMap(Optional::stream).findFirst();
    }

    /**
     * Parses a line of {@code /proc/self/mountinfo}: fields 4 and 5 are the root and the mount point
     * (proc_pid_mountinfo(5)).
     */
    private static Optional<CgroupPlace> on(String mount, String line, String controller) {
        String[] words = mount.split(" ");
        int hyphen = Arrays.asList(words).indexOf("-");
        boolean unified = controller.isEmpty();
        if (hyphen < 5 || words.length < hyphen + 4 || !words[hyphen + 1].equals(unified ? "cgroup2" : "cgroup")
                || !unified && !Arrays.asList(words[hyphen + 3].split(",")).contains(controller)) {
            return Optional.empty();
        }
        Path mounted = Path.of(words[4]);
        return below(mounted, words[3], field(line, 2))
                .map(folder -> new CgroupPlace(mounted, words[3], folder, unified, field(line, 1),
                        Arrays.asList(words[5].split(",")).contains("ro")));
    }

    /** The folder of a cgroup; empty if the cgroup is outside of the mounted part of its hierarchy. */
    private static Optional<Path> below(Path mount, String root, String path) {
        String top = root.equals("/") ? "" : root;
        boolean isInside = path.equals(root) || path.startsWith(top + "/") && !path.contains("/..");
        return isInside ? Optional.of(Path.of(mount + path.substring(top.length()))) : Optional.empty();
    }

    /**
     * The folder of another process's cgroup in this hierarchy.
     *
     * @param cgroups the content of {@code /proc/PID/cgroup} of that process
     */
    public Optional<Path> of(byte[] cgroups) {
        return new String(cgroups, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> field(line, 1).equals(hierarchy)).map(line -> field(line, 2)).findFirst()
                .flatMap(path -> below(mount, root, path));
    }

    /**
     * The name of the file in a cgroup's folder by which a process (cgroups version 2) or a thread (version 1) is moved
     * into the cgroup.
     */
    public static String joinFile(boolean unified) {
        return unified ? "cgroup.procs" : "tasks";
    }

    private boolean isWritable() {
        return Files.isWritable(folder.resolve(joinFile(unified))) && mayMake();
    }

    /** Whether the runner may create cgroups below the folder of this cgroup. */
    boolean mayMake() {
        return Files.isWritable(folder) && isOurs();
    }

    /** The parent of this cgroup; empty if no higher cgroup is mounted. */
    Optional<CgroupPlace> parent() {
        return folder.equals(mount)
                ? Optional.empty()
                : Optional.of(new CgroupPlace(mount, root, folder.getParent(), unified, hierarchy, readOnly));
    }

    /**
     * Whether this process may create cgroups below this cgroup. With systemd and cgroups version 2, systemd must have
     * delegated this cgroup (https://systemd.io/CGROUP_DELEGATION/).
     */
    private boolean isOurs() {
        if (!unified || !Files.isDirectory(SYSTEMD)) {
            return true;
        }
        try {
            Object delegated = Files.getAttribute(folder, "user:delegate");
            return delegated instanceof byte[] word && word.length > 0 && word[0] == '1';
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException none) {
            return isOwnersNotRoots();
        }
    }

    private boolean isOwnersNotRoots() {
        try {
            return !Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String field(String line, int number) {
        String[] fields = line.split(":", 3);
        return fields.length == 3 ? fields[number] : "";
    }

    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
