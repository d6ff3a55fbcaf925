package dev.dpm.process.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import dev.dpm.process.BoundedFile;

/** Reads a file into which a program has written its pid. */
final class PidFile {

    /** The largest number of bytes of a pid file: a pid has at most 7 digits. */
    private static final int MOST_BYTES = 64;

    private PidFile() {
    }

    /** The pid in a pid file. Empty: the file does not exist, cannot be read, or does not contain a pid yet. */
    static OptionalLong read(Path file) {
        if (!Files.isRegularFile(file)) {
            return OptionalLong.empty();
        }
        try {
            String text = new String(BoundedFile.head(file, MOST_BYTES), StandardCharsets.US_ASCII).strip();
            return text.matches("[1-9][0-9]{0,6}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}
