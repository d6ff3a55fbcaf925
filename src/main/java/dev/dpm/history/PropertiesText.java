package dev.dpm.history;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

import dev.dpm.process.KeyLines;

/** Text in the format of {@link Properties}, sorted and with a checksum. Equal content gives equal files. */
final class PropertiesText {

    private static final String CHECKSUM = "checksum";

    private PropertiesText() {
    }

    /** The text of a file with these keys and values, in ASCII. {@link Properties#load} can read it. */
    static String of(SortedMap<String, String> keys) {
        String body = KeyLines.of(keys);
        return body + CHECKSUM + '=' + crc(body) + '\n';
    }

    static SortedMap<String, String> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalArgumentException("reading from memory does not fail", e);
        }
        SortedMap<String, String> keys = new TreeMap<>();
        properties.forEach((key, value) -> keys.put((String) key, (String) value));
        return keys;
    }

    /**
     * Checks the checksum of a file, and returns the other keys.
     * @throws IllegalArgumentException if the checksum is missing or wrong
     */
    static SortedMap<String, String> verified(SortedMap<String, String> keys) {
        SortedMap<String, String> rest = new TreeMap<>(keys);
        String said = rest.remove(CHECKSUM);
        if (said == null) {
            throw new IllegalArgumentException("it has no checksum: its end is missing");
        }
        if (!said.equals(crc(KeyLines.of(rest)))) {
            throw new IllegalArgumentException("its checksum does not match its content");
        }
        return rest;
    }

    private static String crc(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
