package dev.dpm.sampling.cgroup;

import java.util.ArrayList;
import java.util.List;

/**
 * The folder of one cgroup in a mounted hierarchy.
 *
 * @param path the path of the folder
 * @param top the mount point, above which nothing is visible
 * @param unified true: version 2
 */
public record Folder(String path, String top, boolean unified) {

    /** The paths of the cgroup's folder and of its parents up to the mount point, innermost first. */
    List<String> upwards() {
        List<String> folders = new ArrayList<>();
        String at = path;
        while (at.length() > top.length()) {
            folders.add(at);
            at = at.substring(0, at.lastIndexOf('/'));
        }
        folders.add(top);
        return folders;
    }
}
