package dev.dpm.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

import dev.dpm.log.DiskTrouble;
import dev.dpm.process.StateKeys;
import dev.dpm.process.WholeFile;
import dev.dpm.process.WholeFile.Outlives;

/**
 * A small file of keys and texts that outlives the runner: 0600, replaced as a whole or not at all.
 *
 * @param path absolute
 */
record StateFile(Path path) {

    static final String ENDING = ".properties";

    private static final String TEMPORARY = ".tmp";
    /**
     * As it was found, before anything is done about it.
     *
     * @param keys with their checksum, which nobody has looked at; empty where there is damage
     * @param damage a phrase that goes on after the file's path
     */
    record Found(Path path, Optional<SortedMap<String, String>> keys, String damage) {

        /** Where a later version wrote it. */
        void refuseNewer(int known) {
            String schema = keys.map(all -> all.get(StateKeys.SCHEMA)).orElse("");
            if (schema != null && StateKeys.isNewer(schema, known)) {
                throw new NewerSchema(path, schema);
            }
        }
    }

    /** What is written before it takes the place of the file; one that is found later is half of a file. */
    Path temporary() {
        return path.resolveSibling("." + path.getFileName() + TEMPORARY);
    }

    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(ENDING + TEMPORARY);
    }

    Found find() {
        try {
            // our own files are ASCII; any other byte must still be read, and fail by the checksum
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            return new Found(path, Optional.of(PropertiesText.parse(text)), "");
        } catch (IOException e) {
            return new Found(path, Optional.empty(), "cannot be read: " + DiskTrouble.words(e));
        } catch (IllegalArgumentException e) {
            return new Found(path, Optional.empty(), "is damaged: " + e.getMessage());
        }
    }

    /**
     * Writes it anew, and its folder where that is not there.
     *
     * @param durable whether it must outlive a power failure at once (fsync of file and folder, milliseconds); without,
     *        it outlives the runner's death all the same
     * @throws IOException where the disk refuses; what was there before is unharmed
     */
    void replace(SortedMap<String, String> keys, boolean durable) throws IOException {
        Files.createDirectories(path.getParent(), WholeFile.OWNER_FOLDER);
        WholeFile.replace(path, temporary(), PropertiesText.of(keys).getBytes(StandardCharsets.US_ASCII),
                durable ? Outlives.POWER : Outlives.RUNNER);
    }
}
