package dev.dpm.process.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/**
 * Finds the file that a target writes to. If somebody moves or removes the file while the target runs, the target goes
 * on writing to it, although the name then leads to another file or to none. The descriptors of the target's processes
 * still lead to the file.
 */
final class LiveFileTracker {

    /** The suffix that readlink(2) of a descriptor shows for a removed file (proc_pid_fd(5)). */
    private static final String REMOVED = " (deleted)";

    private final String log;
    private final Path named;
    private final OutputFolders folders;
    private final Writers writers;
    private final OutputNews news;
    private Descriptor descriptor;
    /** The identity (device and inode) of the file that the target writes to. */
    private String written;
    private boolean isSure;
    private boolean isMissed;

    LiveFileTracker(String log, Path named, OutputFolders folders, Writers writers, OutputNews news)
            throws IOException {
        this.log = log;
        this.named = named;
        this.folders = folders;
        this.writers = writers;
        this.news = news;
        this.descriptor = RotationRecord.of(new OutputFiles(named)).descriptor();
        this.written = descriptor.equals(Descriptor.NONE) ? identityByName() : descriptor.identity();
    }

    /**
     * The identity (device and inode) of the file at the path of the log. A symbolic link is not followed; it has an
     * identity of its own.
     */
    private String identityByName() throws IOException {
        return Descriptor.identity(named, LinkOption.NOFOLLOW_LINKS);
    }

    boolean hasNoFile() {
        return written.isEmpty();
    }

    /**
     * Whether readers find the target's current output in the file at the path of the target's log. False: the target
     * writes to a file that was moved or removed, and only a descriptor of its process leads to that file; or {@link
     * #look} found no file.
     */
    boolean isByName() {
        return descriptor.equals(Descriptor.NONE) && !isMissed && !hasNoFile();
    }

    /**
     * The file that the target writes to (the current output file), and its rotated files. Empty: the output was read
     * through a descriptor of a process, and that process has ended since the last search.
     */
    Optional<OutputFiles> files() {
        return descriptor.equals(Descriptor.NONE)
                ? Optional.of(new OutputFiles(named))
                : descriptor.file().map(live -> new OutputFiles(named, live));
    }

    /**
     * Searches again for the file to which the target writes.
     *
     * @return whether the target writes to another file than before, or the file must be opened by another path (the log's
     *     own path, or that of a descriptor)
     * @throws OutOfReach where the target writes to a file that cannot be opened
     */
    boolean look() throws IOException {
        String byName = identityByName();
        if (isSure && byName.equals(written)) {
            return settle(Descriptor.NONE, byName);
        }
        if (isSure && descriptor.file().isPresent()) {
            // the descriptor is written to the rotation record (the file that tells readers where the output is) again:
            // somebody may have deleted the record together with the log, and readers find the target's output only by this
            // descriptor
            remember(descriptor);
            return false;
        }
        boolean isUnreadable = false;
        boolean isWriting = false;
        for (Path open : writers.descriptors(log)) {
            isWriting = true;
            try {
                String identity = Descriptor.identity(open);
                // a launch under way may have created the file since the search began
                if (!identity.isEmpty() && identity.equals(identityByName())) {
                    return settle(Descriptor.NONE, identity);
                }
                if (!identity.isEmpty() && (identity.equals(written) || isOurs(open))) {
                    return settle(new Descriptor(open.toString(), identity), identity);
                }
            } catch (AccessDeniedException e) {
                isUnreadable = true;
            }
        }
        return isWriting ? unfound(byName, isUnreadable) : idle(byName);
    }

    /**
     * Handles a target of which no process has the log open. If the log existed at the first examination, the runner
     * cannot know whether the target ever wrote to it.
     */
    private boolean unfound(String byName, boolean isUnreadable) throws IOException {
        return isSure ? miss(byName, isUnreadable) : settle(Descriptor.NONE, byName);
    }

    /**
     * Handles the output of a target without processes. The runner may later supervise a process of the target that
     * writes to another file, so the file is searched for again.
     */
    private boolean idle(String byName) throws IOException {
        boolean isOther = descriptor.file().isEmpty() && settle(Descriptor.NONE, byName);
        isSure = false;
        return isOther;
    }

    /**
     * Handles a missing log. The log counts as gone only when two searches in a row miss it, since a target that is
     * just being launched may not have created the log yet.
     */
    private boolean miss(String byName, boolean isUnreadable) throws IOException {
        if (isUnreadable) {
            throw new OutOfReach("the file that " + target()
                    + " writes to was moved or removed, and what it writes can "
                    + "neither be shown nor kept within its limits, since the runner may not open the descriptors of "
                    + "its processes; " + remedy());
        }
        if (!isMissed) {
            isMissed = true;
            return false;
        }
        news.displaced(target(), named + " was moved, removed or replaced, and no process of " + target()
                + " has the old file open any more: what it writes to its output from now on is not kept; " + remedy());
        return settle(Descriptor.NONE, byName);
    }

    private String target() {
        return writers.owner(log);
    }

    private String remedy() {
        return "`restart " + target() + "` lets it write to " + named + " again";
    }

    /**
     * Whether an open file is the target's output according to its name (the current output file or a rotated one) and
     * its folder, even if the folder has been moved. The runner needs this test for a file that somebody moved while no
     * runner ran.
     */
    private boolean isOurs(Path open) throws IOException {
        try {
            Path link = NativePaths.of(withoutRemoved(NativePaths.text(Files.readSymbolicLink(open))));
            String name = named.getFileName().toString();
            String found = String.valueOf(link.getFileName());
            return (found.equals(name) || found.startsWith(name + "."))
                    && (folder().equals(link.getParent()) || folders.isOne(link.getParent()));
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            return false;
        }
    }

    private Path folder() throws IOException {
        Path folder = named.getParent();
        return Files.exists(folder) ? folder.toRealPath() : folder;
    }

    private static String withoutRemoved(String link) {
        return link.endsWith(REMOVED) ? link.substring(0, link.length() - REMOVED.length()) : link;
    }

    private boolean settle(Descriptor found, String identity) throws IOException {
        boolean isNews = !found.equals(Descriptor.NONE) && !found.identity().equals(descriptor.identity());
        boolean isOther = !found.equals(descriptor) || !identity.equals(written);
        if (!found.equals(descriptor)) {
            remember(found);
        }
        descriptor = found;
        written = identity;
        isSure = true;
        isMissed = false;
        if (isNews) {
            tell();
        }
        return isOther;
    }

    private void remember(Descriptor found) throws IOException {
        OutputFiles files = new OutputFiles(named);
        RotationRecord record = RotationRecord.of(files);
        if (!record.descriptor().equals(found)) {
            Files.createDirectories(named.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            record.through(found).write(files);
        }
    }

    private void tell() {
        news.displaced(target(), named + " is no longer the file that " + target() + " writes to: that one was "
                + becameOf()
                + "; it is read and kept within its limits through the open descriptor " + descriptor.path() + ", and "
                + remedy());
    }

    /**
     * Words for what became of the file that the target writes to, such as {@code renamed to /a/b.log}. The descriptor by which
     * this file was found may lead to another file by now, so its link counts only if the descriptor still leads to the same
     * file after the link was read.
     */
    private String becameOf() {
        try {
            String link = NativePaths.shown(Files.readSymbolicLink(Path.of(descriptor.path())));
            if (descriptor.file().isEmpty()) {
                return "renamed or removed";
            }
            return link.endsWith(REMOVED) ? "removed" : "renamed to " + link;
        } catch (IOException e) {
            return "renamed or removed";
        }
    }

    /**
     * Thrown where the file that a target writes to was moved or removed, and the runner cannot open it through the
     * target's descriptor. The message is a complete sentence for people.
     */
    static final class OutOfReach extends IOException {
        private static final long serialVersionUID = 1L;

        OutOfReach(String message) {
            super(message);
        }
    }
}
