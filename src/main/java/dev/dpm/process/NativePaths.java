package dev.dpm.process;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Converts texts of {@link NativeText} to paths and back, in every locale. {@link Path#of(String, String...)} uses the
 * charset of the locale, which may lack characters. This class uses {@code file:} URIs, which do not depend on the
 * locale.
 */
public final class NativePaths {

    private static final Path ROOT = Path.of("/");
    private static final String UNESCAPED = "/.-_~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private NativePaths() {
    }

    /**
     * Converts a text to a path.
     *
     * @throws InvalidPathException the text contains NUL
     */
    public static Path of(String text) {
        if (NativeText.isJavas(text)) {
            return Path.of(text);
        }
        if (text.indexOf('\0') >= 0) {
            throw new InvalidPathException(text, "Nul character not allowed");
        }
        boolean isAbsolute = text.startsWith("/");
        Path path = Path.of(URI.create("file://" + escaped(NativeText.encode(isAbsolute ? text : "/" + text))));
        return isAbsolute ? path : path.subpath(0, path.getNameCount());
    }

    /** Resolves a path like {@link Path#resolve(String)}, with the conversion of {@link #of}. */
    public static Path resolve(Path base, String text) {
        return base.resolve(of(text));
    }

    /** Converts a path to a text, from which {@link #of} makes the same path again. */
    public static String text(Path path) {
        String text = path.toString();
        if (NativeText.isAscii(text)) {
            return text;
        }
        // a relative path is resolved against the root, since Java would otherwise look up the working folder
        String bytes = NativeText.decode(unescaped(ROOT.resolve(path).toUri().getRawPath()));
        String plain = bytes.endsWith("/") ? bytes.substring(0, bytes.length() - 1) : bytes;
        return path.isAbsolute() ? plain : plain.substring(1);
    }

    /** The path as a text for people ({@link NativeText#shown}). */
    public static String shown(Path path) {
        return NativeText.shown(text(path));
    }

    private static String escaped(byte[] bytes) {
        StringBuilder escaped = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (UNESCAPED.indexOf(b) >= 0) {
                escaped.append((char) b);
            } else {
                escaped.append('%').append(HEX.toHexDigits(b));
            }
        }
        // several slashes at the beginning become one, since a URI would have a host name after two slashes
        return escaped.toString().replaceFirst("^/+", "/");
    }

    private static byte[] unescaped(String address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(address.length());
        byte[] ascii = address.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] == '%') {
                bytes.write(HexFormat.fromHexDigits(address, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(ascii[i]);
            }
        }
        return bytes.toByteArray();
    }
}
