package dev.dpm.sampling.cgroup;

import java.util.ArrayList;
import java.util.List;

/**
 * The folder of a cgroup.
 * @param top the mount point of the cgroup's hierarchy
 * @param unified true: version 2
 */
public record Folder(String path, String top, boolean unified) {

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
