package dev.dpm.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

import dev.dpm.log.DiskTrouble;
import dev.dpm.process.TargetName;

/**
 * What is kept of each target, a file each: {@code NAME.properties}, 0600, replaced as a whole or not at all.
 *
 * <p>
 * Targets may be saved from several threads, the same target from one at a time.
 */
public final class StateStore {

    private static final String ENDING = ".properties";
    private static final String TEMPORARY = ".tmp";
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Clock clock;

    /** @param folder {@code state/targets} of a home; made with the first save */
    public StateStore(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
    }

    /**
     * @param records by name
     * @param findings a sentence for each file that was damaged and each option that was dropped
     */
    public record Loaded(List<TargetRecord> records, List<String> findings) {
        public Loaded {
            records = List.copyOf(records);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Writes a target's file anew.
     *
     * @param durable whether it must outlive a power failure at once (fsync of file and folder, milliseconds); without,
     *        it outlives the runner's death all the same
     * @throws IOException where the disk refuses; a sentence. What was there before is unharmed
     */
    public void save(TargetRecord target, boolean durable) throws IOException {
        TargetName name = target.spec().name();
        Path temporary = folder.resolve("." + name + ENDING + TEMPORARY);
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
            write(temporary, PropertiesText.of(TargetKeys.of(target)), durable);
            Files.move(temporary, fileOf(name), StandardCopyOption.ATOMIC_MOVE);
            if (durable) {
                syncFolder();
            }
        } catch (IOException e) {
            removeQuietly(temporary, e);
            throw new IOException("the state of " + name + " cannot be written to " + folder + ": "
                    + DiskTrouble.words(e) + "; the next runner will not know what happened since", e);
        }
    }

    /** What a full disk left of a file takes room that others need. */
    private static void removeQuietly(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static void write(Path temporary, String text, boolean durable) throws IOException {
        // a file left by a dead runner may have another mode
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(true);
            }
        }
    }

    /** The rename itself is durable only when its folder is, see fsync(2). */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path fileOf(TargetName name) {
        return folder.resolve(name + ENDING);
    }

    /** Forgets a target; one that is not known is fine. */
    public void remove(TargetName name) throws IOException {
        try {
            Files.deleteIfExists(fileOf(name));
        } catch (IOException e) {
            throw new IOException("the state of " + name + " cannot be removed from " + folder + ": "
                    + DiskTrouble.words(e) + "; the next runner will know it again", e);
        }
    }

    /** One file as it was found, before anything is done about it. */
    private record Found(Path file, Optional<SortedMap<String, String>> keys, String damage) {

        static Found in(Path file) {
            try {
                // our own files are ASCII; any other byte must still be read, and fail by the checksum
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                return new Found(file, Optional.of(PropertiesText.parse(text)), "");
            } catch (IOException e) {
                return new Found(file, Optional.empty(), "cannot be read: " + DiskTrouble.words(e));
            } catch (IllegalArgumentException e) {
                return new Found(file, Optional.empty(), "is damaged: " + e.getMessage());
            }
        }

        void refuseNewer() {
            String schema = keys.map(known -> known.get("schema")).orElse("");
            if (schema != null && schema.matches("[1-9][0-9]*") && !schema.equals("" + TargetKeys.SCHEMA)) {
                throw new NewerSchema(file, schema);
            }
        }
    }

    /**
     * Reads every target; damaged files are set aside, what a dead runner left half-written is removed.
     *
     * @throws NewerSchema where a later version wrote one of them; then nothing was touched
     */
    public Loaded load() {
        List<Path> files = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> listed = Files.list(folder)) {
                listed.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                findings.add(folder + " cannot be read: " + DiskTrouble.words(e) + "; no target is remembered");
            }
        }
        List<Found> found = files.stream().filter(file -> file.toString().endsWith(ENDING)).map(Found::in).toList();
        found.forEach(Found::refuseNewer);
        files.stream().filter(StateStore::isTemporary).forEach(file -> removeTemporary(file, findings));
        List<TargetRecord> records = new ArrayList<>();
        found.forEach(file -> read(file, findings).ifPresent(records::add));
        return new Loaded(records, findings);
    }

    private static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(ENDING + TEMPORARY);
    }

    private static void removeTemporary(Path file, List<String> findings) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            findings.add(file + " was left half-written and cannot be removed: " + DiskTrouble.words(e));
        }
    }

    private Optional<TargetRecord> read(Found found, List<String> findings) {
        if (found.keys().isEmpty()) {
            findings.add(Aside.set(found.file(), found.damage(), clock));
            return Optional.empty();
        }
        try {
            List<String> dropped = new ArrayList<>();
            TargetRecord target = TargetKeys.read(PropertiesText.verified(found.keys().get()), dropped);
            if (!found.file().equals(fileOf(target.spec().name()))) {
                throw new IllegalArgumentException("it is about " + target.spec().name());
            }
            dropped.forEach(what -> findings.add(found.file() + ": " + what + "; the default is used"));
            return Optional.of(target);
        } catch (InvalidPathException e) {
            // the content is sound; under LANG=C Java 17 has no path for a name with an umlaut
            findings.add(found.file() + ": the folder " + e.getInput() + " cannot be named in this locale; "
                    + "the target is not resumed, its file is left as it is");
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            findings.add(Aside.set(found.file(), "is damaged: " + e.getMessage(), clock));
            return Optional.empty();
        }
    }
}
