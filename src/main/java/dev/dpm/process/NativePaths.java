package dev.dpm.process;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Converts paths and texts of {@link NativeText} in every locale. {@link Path#of(String, String...)} uses the charset of the
 * locale, which may lack characters; {@code file:} URIs do not depend on it.
 */
public final class NativePaths {

    private static final Path ROOT = Path.of("/");
    private static final String UNESCAPED = "/.-_~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private NativePaths() {
    }

    /**
     * The path of a text.
     *
     * @throws InvalidPathException it contains NUL
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

    /** The text from which {@link #of} makes this path again. */
    public static String text(Path path) {
        String text = path.toString();
        if (NativeText.isAscii(text)) {
            return text;
        }
        // resolved from the root, since Java would read the working folder
        String bytes = NativeText.decode(unescaped(ROOT.resolve(path).toUri().getRawPath()));
        String plain = bytes.endsWith("/") ? bytes.substring(0, bytes.length() - 1) : bytes;
        return path.isAbsolute() ? plain : plain.substring(1);
    }

    /** The path for people, see {@link NativeText#shown}. */
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
        // a URI path that begins with two slashes would begin with a host name
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
