package dev.dpm.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Finds out whether something other than a folder is at the path of a folder that the runner needs. */
public final class FolderObstacle {

    private FolderObstacle() {
    }

    /**
     * A sentence about a file or link at the path of a folder: {@code /home/me/.dpm/logs is a file and no folder: move
     * it away}. The result is empty if the path is a folder or does not exist.
     */
    public static Optional<String> at(Path folder) {
        BasicFileAttributes found;
        try {
            // the attributes are read once, since another process may create the folder between two reads
            found = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (found.isDirectory() || found.isSymbolicLink() && Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String shown = NativePaths.shown(folder);
        if (!found.isSymbolicLink()) {
            return Optional.of(shown + " is a file and no folder: move it away");
        }
        return Optional.of(Files.exists(folder)
                ? shown + " is a symbolic link to a file and no folder: remove the link"
                : shown + " is a symbolic link to " + target(folder) + ", which is no folder that can be reached: make"
                        + " that folder, or remove the link");
    }

    private static String target(Path link) {
        try {
            return NativePaths.shown(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return "another path";
        }
    }
}
