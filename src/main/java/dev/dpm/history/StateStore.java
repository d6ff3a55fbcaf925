package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.log.DiskTrouble;
import dev.dpm.process.TargetName;

/**
 * Stores the record of each target in a file {@code NAME.properties} (mode 0600), which is replaced atomically. Only one thread
 * at a time may save a target.
 */
public final class StateStore {

    private final Path folder;
    private final Clock clock;

    public StateStore(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
    }

    /**
     * The records that were read.
     * @param records in the order of the targets' names
     * @param findings a sentence for each damaged file and each dropped option
     */
    public record Loaded(List<TargetRecord> records, List<String> findings) {
        public Loaded {
            records = List.copyOf(records);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Writes a target's record to its file, which replaces the previous file.
     * @param durable whether to use fsync, so that the content survives a power failure
     * @throws IOException with a sentence, if the write fails; the previous file is unchanged
     */
    public void save(TargetRecord target, boolean durable) throws IOException {
        TargetName name = target.spec().name();
        try {
            new StateFile(fileOf(name)).replace(TargetRecordCodec.of(target), durable);
        } catch (IOException e) {
            throw new IOException("the state of " + name + " cannot be written to " + folder + ": "
                    + DiskTrouble.words(e) + "; the next runner will not know what happened since", e);
        }
    }

    private Path fileOf(TargetName name) {
        return folder.resolve(name + StateFile.ENDING);
    }

    public void remove(TargetName name) throws IOException {
        try {
            Files.deleteIfExists(fileOf(name));
        } catch (IOException e) {
            throw new IOException("the state of " + name + " cannot be removed from " + folder + ": "
                    + DiskTrouble.words(e) + "; the next runner will know it again", e);
        }
    }

    /**
     * Reads the records of all targets. Damaged files are renamed.
     * @throws NewerSchema if a later version of the runner wrote a record; no file was changed
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
        List<StateFile.Found> found = files.stream().filter(file -> file.toString().endsWith(StateFile.ENDING))
                .map(file -> new StateFile(file).find()).toList();
        found.forEach(file -> file.refuseNewer(TargetRecordCodec.SCHEMA));
        files.stream().filter(StateFile::isTemporary).forEach(file -> removeTemporary(file, findings));
        List<TargetRecord> records = new ArrayList<>();
        found.forEach(file -> read(file, findings).ifPresent(records::add));
        return new Loaded(records, findings);
    }

    private static void removeTemporary(Path file, List<String> findings) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            findings.add(file + " was left half-written and cannot be removed: " + DiskTrouble.words(e));
        }
    }

    private Optional<TargetRecord> read(StateFile.Found found, List<String> findings) {
        if (found.keys().isEmpty()) {
            findings.add(DamagedFile.set(found.path(), found.damage(), clock));
            return Optional.empty();
        }
        try {
            List<String> dropped = new ArrayList<>();
            TargetRecord target = TargetRecordCodec.read(PropertiesText.verified(found.keys().get()), dropped);
            if (!found.path().equals(fileOf(target.spec().name()))) {
                throw new IllegalArgumentException("it is about " + target.spec().name());
            }
            dropped.forEach(what -> findings.add(found.path() + ": " + what + "; the default is used"));
            return Optional.of(target);
        } catch (InvalidPathException e) {
            // the file is not damaged: Java 17 under LANG=C cannot express a path with an umlaut
            findings.add(found.path() + ": the folder " + e.getInput() + " cannot be named in this locale; "
                    + "the target is not resumed, its file is left as it is");
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            findings.add(DamagedFile.set(found.path(), "is damaged: " + e.getMessage(), clock));
            return Optional.empty();
        }
    }
}
