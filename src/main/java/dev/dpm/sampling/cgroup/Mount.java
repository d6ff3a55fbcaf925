package dev.dpm.sampling.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mounted cgroup hierarchy, from {@code /proc/PID/mountinfo} (proc(5)).
 * @param root the mounted cgroup; {@code /}: the whole hierarchy
 * @param point the mount point
 * @param controllers the controllers of a hierarchy of version 1; empty: version 2
 */
public record Mount(String root, String point, Set<String> controllers) {

    public Mount {
        controllers = Set.copyOf(controllers);
    }

    /** Whether this is the hierarchy of cgroup version 2. */
    public boolean isUnified() {
        return controllers.isEmpty();
    }

    public static List<Mount> parse(String mountinfo) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : mountinfo.split("\n")) {
            String[] halves = line.split(" - ", 2);
            String[] front = halves[0].split(" ");
            String[] back = halves.length < 2 ? new String[0] : halves[1].split(" ");
            if (front.length < 5 || back.length < 3) {
                continue;
            }
            if (back[0].equals("cgroup2")) {
                mounts.add(new Mount(plain(front[3]), plain(front[4]), Set.of()));
            } else if (back[0].equals("cgroup")) {
                mounts.add(new Mount(plain(front[3]), plain(front[4]), words(back[2])));
            }
        }
        return mounts;
    }

    private static Set<String> words(String options) {
        return Set.copyOf(List.of(options.split(",")));
    }

    /** Replaces the octal escapes by which mountinfo writes blanks, tabs, line breaks and backslashes. */
    private static String plain(String path) {
        return path.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }

    /**
     * The folder of a cgroup below this mount point. Empty: the cgroup lies outside the mounted part.
     * @param path the cgroup's path from {@code /proc/PID/cgroup}
     * @param prefix the path in front of the mount point, such as {@code /proc/7/root}
     */
    public Optional<Folder> folder(String path, String prefix) {
        String below = root.equals("/") ? path : path.startsWith(root) ? path.substring(root.length()) : "..";
        boolean isInside = below.isEmpty() || below.startsWith("/");
        if (!isInside || ("/" + below + "/").contains("/../")) {
            return Optional.empty();
        }
        String top = prefix + point;
        String place = below.isEmpty() || below.equals("/") ? top : top + below;
        return Optional.of(new Folder(place, top, isUnified()));
    }
}
