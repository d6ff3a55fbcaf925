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

/** A small file of keys with texts as their values (mode 0600). It is replaced atomically. */
record StateFile(Path path) {

    static final String ENDING = ".properties";

    private static final String TEMPORARY = ".tmp";
    /**
     * What was read from a state file.
     * @param keys the keys with their texts, whose checksum was not compared; empty: the file is damaged
     * @param damage a phrase that follows the path in a sentence
     */
    record Found(Path path, Optional<SortedMap<String, String>> keys, String damage) {

        /**
         * Throws {@link NewerSchema} if a later version wrote the file.
         * @param known the newest schema number of this version
         */
        void refuseNewer(int known) {
            String schema = keys.map(all -> all.get(StateKeys.SCHEMA)).orElse("");
            if (schema != null && StateKeys.isNewer(schema, known)) {
                throw new NewerSchema(path, schema);
            }
        }
    }

    Path temporary() {
        return path.resolveSibling("." + path.getFileName() + TEMPORARY);
    }

    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(ENDING + TEMPORARY);
    }

    Found find() {
        try {
            // ISO 8859-1 accepts any byte, so a damaged file is found by its checksum and not by a decoding error
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            return new Found(path, Optional.of(PropertiesText.parse(text)), "");
        } catch (IOException e) {
            return new Found(path, Optional.empty(), "cannot be read: " + DiskTrouble.words(e));
        } catch (IllegalArgumentException e) {
            return new Found(path, Optional.empty(), "is damaged: " + e.getMessage());
        }
    }

    /**
     * Replaces the file by one with these keys and texts.
     * @param durable whether to use fsync, so that the content survives a power failure
     * @throws IOException if the write fails; the previous file is unchanged
     */
    void replace(SortedMap<String, String> keys, boolean durable) throws IOException {
        Files.createDirectories(path.getParent(), WholeFile.OWNER_FOLDER);
        WholeFile.replace(path, temporary(), PropertiesText.of(keys).getBytes(StandardCharsets.US_ASCII),
                durable ? Outlives.POWER : Outlives.RUNNER);
    }
}
