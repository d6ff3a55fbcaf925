package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.dpm.log.DiskTrouble;

/** Renames a damaged file, so that a person can examine it later. */
final class DamagedFile {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss")
            .withZone(ZoneOffset.UTC);

    private DamagedFile() {
    }

    /**
     * Renames a file to {@code NAME.damaged-20261122T214602}, with the present time.
     * @param damage a phrase about the damage
     * @return a sentence about the damage and the new name
     */
    static String set(Path file, String damage, Clock clock) {
        try {
            Path aside = free(file, file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
            Files.move(file, aside);
            return file + " " + damage + "; it was set aside as " + aside.getFileName();
        } catch (IOException e) {
            return file + " " + damage + "; it could not be set aside: " + DiskTrouble.words(e);
        }
    }

    private static Path free(Path file, String name) {
        Path wanted = file.resolveSibling(name);
        for (int number = 2; Files.exists(wanted); number++) {
            wanted = file.resolveSibling(name + "-" + number);
        }
        return wanted;
    }
}
