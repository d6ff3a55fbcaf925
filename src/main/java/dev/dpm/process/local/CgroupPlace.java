package dev.dpm.process.local;

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
 * The cgroup the runner is in, in a hierarchy in which it may make others below it (cgroups(7)).
 *
 * @param mount where the hierarchy is mounted
 * @param root which folder of the hierarchy is mounted there
 * @param folder the runner's own cgroup
 * @param unified version 2
 * @param hierarchy what stands between the colons of its line in {@code /proc/PID/cgroup}
 */
record CgroupPlace(Path mount, String root, Path folder, boolean unified, String hierarchy) {

    /**
     * Version 1 controllers of which a new cgroup takes nothing away and needs no settings first. Those of memory and CPU
     * are not among them: figures and limits are read where whoever runs the machine has put the runner.
     */
    private static final List<String> HARMLESS = List.of("pids", "freezer", "perf_event", "net_cls", "net_prio",
            "hugetlb", "devices", "blkio");
    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    /** The first hierarchy, version 1 before version 2, in which the runner may make a cgroup. */
    static Optional<CgroupPlace> find(String proc) {
        List<String> mounts = lines(proc + "/self/mountinfo");
        List<String> own = lines(proc + "/self/cgroup");
        Stream<CgroupPlace> first = HARMLESS.stream().flatMap(controller -> own.stream()
                .filter(line -> Arrays.asList(field(line, 1).split(",")).contains(controller))
                .flatMap(line -> on(mounts, line, controller).stream()));
        Stream<CgroupPlace> second = own.stream().filter(line -> line.startsWith("0::"))
                .flatMap(line -> on(mounts, line, "").stream());
        return Stream.concat(first, second).filter(CgroupPlace::isWritable).findFirst();
    }

    private static Optional<CgroupPlace> on(List<String> mounts, String line, String controller) {
        return mounts.stream().map(mount -> on(mount, line, controller)).flatMap(Optional::stream).findFirst();
    }

    /** A line of proc(5)'s mountinfo: root and mount point are fields 4 and 5, the kind follows a lone hyphen. */
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
                .map(folder -> new CgroupPlace(mounted, words[3], folder, unified, field(line, 1)));
    }

    /** Where a path of {@code /proc/PID/cgroup} is in the file system; empty where it is outside of what is mounted. */
    private static Optional<Path> below(Path mount, String root, String path) {
        String top = root.equals("/") ? "" : root;
        boolean isInside = path.equals(root) || path.startsWith(top + "/") && !path.contains("/..");
        return isInside ? Optional.of(Path.of(mount + path.substring(top.length()))) : Optional.empty();
    }

    /** The cgroup of another process in this hierarchy. */
    Optional<Path> of(byte[] cgroups) {
        return new String(cgroups, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> field(line, 1).equals(hierarchy)).map(line -> field(line, 2)).findFirst()
                .flatMap(path -> below(mount, root, path));
    }

    /** What takes in processes, or on version 1 single threads, when their number is written into it. */
    static String door(boolean unified) {
        return unified ? "cgroup.procs" : "tasks";
    }

    private boolean isWritable() {
        return Files.isWritable(folder) && Files.isWritable(folder.resolve(door(unified))) && isOurs();
    }

    /**
     * Below what systemd keeps on version 2, only what it has delegated is ours: it notes that in an attribute (see
     * "Delegation" in its CGROUP_DELEGATION document), and gives the folder to the unit's user.
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

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
