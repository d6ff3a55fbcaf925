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

/** A small file of keys and texts that outlives the runner. The file has mode 0600 and is replaced atomically. */
record StateFile(Path path) {

    static final String ENDING = ".properties";

    private static final String TEMPORARY = ".tmp";
    /**
     * The content of the file.
     *
     * @param keys the keys with their checksum, which is not verified yet; empty if the file is damaged
     * @param damage a phrase that follows the file's path in a sentence
     */
    record Found(Path path, Optional<SortedMap<String, String>> keys, String damage) {

        /**
         * Throws {@link NewerSchema} if a later version wrote this file.
         *
         * @param known the newest schema number that this version reads
         */
        void refuseNewer(int known) {
            String schema = keys.map(all -> all.get(StateKeys.SCHEMA)).orElse("");
            if (schema != null && StateKeys.isNewer(schema, known)) {
                throw new NewerSchema(path, schema);
            }
        }
    }

    /**
     * The path of the temporary file, which replaces this file once it is completely written. A temporary file that
     * exists when this file is read is incomplete, because its runner died.
     */
    Path temporary() {
        return path.resolveSibling("." + path.getFileName() + TEMPORARY);
    }

    static boolean isTemporary(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(ENDING + TEMPORARY);
    }

    Found find() {
        try {
            // dpm-runner writes only ASCII; other bytes are read without an exception, so that the checksum refuses the
            // file
            String text = Files.readString(path, StandardCharsets.ISO_8859_1);
            return new Found(path, Optional.of(PropertiesText.parse(text)), "");
        } catch (IOException e) {
            return new Found(path, Optional.empty(), "cannot be read: " + DiskTrouble.words(e));
        } catch (IllegalArgumentException e) {
            return new Found(path, Optional.empty(), "is damaged: " + e.getMessage());
        }
    }

    /**
     * Replaces the file, and creates its folder if there is none.
     *
     * @param durable whether file and folder are written with fsync (milliseconds), so that the content survives a
     * power failure; if false, the content survives only the death of the runner
     * @throws IOException if the disk refuses; the previous file stays intact
     */
    void replace(SortedMap<String, String> keys, boolean durable) throws IOException {
        Files.createDirectories(path.getParent(), WholeFile.OWNER_FOLDER);
        WholeFile.replace(path, temporary(), PropertiesText.of(keys).getBytes(StandardCharsets.US_ASCII),
                durable ? Outlives.POWER : Outlives.RUNNER);
    }
}
