package dev.dpm.incident.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.dpm.config.KnownSecrets;
import dev.dpm.config.Secrets;

/** Masks secrets in the output of programs such as {@code jcmd}, line by line. */
final class MaskedText {

    private MaskedText() {
    }

    /**
     * The contents of the files with secrets masked, by file name. In a file that contains a secret, invalid UTF-8 is replaced.
     */
    static Map<String, byte[]> of(Map<String, byte[]> files, KnownSecrets secrets) {
        Map<String, byte[]> masked = new TreeMap<>();
        files.forEach((name, content) -> masked.put(name, of(content, secrets)));
        return masked;
    }

    private static byte[] of(byte[] content, KnownSecrets secrets) {
        String text = new String(content, StandardCharsets.UTF_8);
        String masked = Arrays.stream(secrets.mask(text).split("\n", -1)).map(Secrets::mask)
                .collect(Collectors.joining("\n"));
        return masked.equals(text) ? content : masked.getBytes(StandardCharsets.UTF_8);
    }
}
