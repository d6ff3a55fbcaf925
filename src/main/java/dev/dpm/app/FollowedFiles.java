package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.dpm.event.CommandResult;
import dev.dpm.event.CommandResult.Outcome;

/**
 * Rereads the configuration files after one of them has changed. A symbolic link that leads to another file counts as a change,
 * as when a kubelet exchanges the link {@code ..data} in a mounted ConfigMap.
 */
final class FollowedFiles {

    /** The time between two checks of the configuration files. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    private static final String UNCHANGED = "nothing has changed";

    private final Supplier<Set<Path>> files;
    private final Supplier<CommandResult> reload;
    private final Consumer<String> note;
    private Map<Path, Stamp> read = Map.of();
    private Map<Path, Stamp> seen = Map.of();

    /**
     * Those attributes of a configuration file that change when it is written or replaced.
     * @param key the device and inode of the file
     */
    private record Stamp(Optional<Object> key, FileTime changed, long size) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(Optional.ofNullable(attributes.fileKey()), attributes.lastModifiedTime(),
                    attributes.size());
        }
    }

    /**
     * @param files the files that a reload would read
     * @param reload rereads them; also called after the first check, since a file may have changed after the runner read it
     * @param note receives a sentence for each change that was applied or refused
     */
    FollowedFiles(Supplier<Set<Path>> files, Supplier<CommandResult> reload, Consumer<String> note) {
        this.files = files;
        this.reload = reload;
        this.note = note;
    }

    /**
     * Checks the configuration files once. A change is applied only if the next check finds no further change, since a program
     * may still be writing.
     */
    void look() {
        Optional<Map<Path, Stamp>> now = stamps();
        if (now.isEmpty() || now.get().equals(read)) {
            return;
        }
        if (now.get().equals(seen)) {
            read = seen;
            tell(reload.get());
        }
        seen = now.get();
    }

    /** The attributes of all configuration files. Empty: a file is missing, perhaps because an editor is replacing it. */
    private Optional<Map<Path, Stamp>> stamps() {
        Map<Path, Stamp> stamps = new LinkedHashMap<>();
        try {
            for (Path file : files.get()) {
                stamps.put(file, Stamp.of(file));
            }
            return Optional.of(stamps);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void tell(CommandResult reply) {
        if (reply.outcome() != Outcome.DONE) {
            note.accept("a configuration file changed and cannot be applied: " + reply.sentence());
        } else if (!reply.sentenceWithoutWarnings().equals(UNCHANGED)) {
            note.accept("a configuration file changed and was applied: " + reply.sentence());
        }
    }
}
