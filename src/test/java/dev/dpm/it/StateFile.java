package dev.dpm.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

/** A target's state file in a home. Changes the file's values together with its checksum. */
record StateFile(Path file) {

    static StateFile of(Product product, String target) {
        return new StateFile(product.home().resolve("state/targets/" + target + ".properties"));
    }

    /** Changes the values of existing keys; the values are plain ASCII and need no escaping. */
    void change(Map<String, String> values) {
        try {
            StringBuilder body = new StringBuilder();
            for (String line : Files.readAllLines(file)) {
                String key = line.substring(0, line.indexOf('='));
                if (!key.equals("checksum")) {
                    body.append(values.containsKey(key) ? key + "=" + values.get(key) : line).append('\n');
                }
            }
            CRC32 crc = new CRC32();
            crc.update(body.toString().getBytes(StandardCharsets.US_ASCII));
            Files.writeString(file, body + "checksum=" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String value(String key) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1)).findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
