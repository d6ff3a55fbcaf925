package dev.dpm.listener;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

import dev.dpm.config.value.TlsFileNames;
import dev.dpm.process.BoundedFile;

/**
 * Reads the certificate, key and token of a folder in which the kubelet mounts a Secret. Changes are noticed within a second.
 * While a file is missing or not valid, the previous content is used. Thread-safe.
 */
final class TlsFolder {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path folder;
    private final LongSupplier nanos;
    private final Consumer<String> warning;
    private Map<String, Stamp> read = Map.of();
    private Optional<Content> content = Optional.empty();
    private long looked;

    /** Those attributes of a file that change when the file is replaced, even behind a symbolic link. */
    private record Stamp(Optional<Object> key, FileTime changed, long size) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // other kinds of files are refused, since opening a named pipe would block all connections
            if (!attributes.isRegularFile()) {
                throw new NoFile(file.getFileName() + " is a folder, a pipe or a device");
            }
            return new Stamp(Optional.ofNullable(attributes.fileKey()), attributes.lastModifiedTime(),
                    attributes.size());
        }
    }

    /** The content of the folder: the server's certificate, and the token that clients must send. */
    record Content(SslContext certificate, String token) {

        @Override
        public String toString() {
            return "Content[token=***]";
        }
    }

    /**
     * @param folder a folder that may appear later
     * @param nanos a monotonic clock in nanoseconds
     * @param warning receives a sentence when new files cannot be used
     */
    TlsFolder(Path folder, LongSupplier nanos, Consumer<String> warning) {
        this.folder = folder;
        this.nanos = nanos;
        this.warning = warning;
        this.looked = nanos.getAsLong() - PAUSE.toNanos();
    }

    /** The certificate and the token. Empty: the folder has never been complete. */
    synchronized Optional<Content> content() {
        long now = nanos.getAsLong();
        if (now - looked >= PAUSE.toNanos()) {
            looked = now;
            look();
        }
        return content;
    }

    private void look() {
        try {
            Map<String, Stamp> now = stamps();
            if (!now.equals(read)) {
                Content found = content(bytes(TlsFileNames.CERTIFICATE), bytes(TlsFileNames.KEY),
                        bytes(TlsFileNames.TOKEN));
                // if files were replaced meanwhile, nothing is stored, and the next check reads them again
                if (now.equals(stamps())) {
                    content = Optional.of(found);
                    read = now;
                }
            }
        } catch (NoFile e) {
            warning.accept(unusable(e));
        } catch (IOException e) {
            // the files cannot be read at present, so the previous content stays in use
        }
    }

    private Content content(byte[] certificate, byte[] key, byte[] token) throws IOException {
        try (InputStream chain = new ByteArrayInputStream(certificate);
                InputStream own = new ByteArrayInputStream(key)) {
            String text = new String(token, StandardCharsets.US_ASCII).strip();
            if (text.isEmpty()) {
                throw new IOException("the token is empty");
            }
            return new Content(SslContextBuilder.forServer(chain, own).protocols("TLSv1.3", "TLSv1.2").build(), text);
        } catch (IOException | RuntimeException e) {
            warning.accept(unusable(e));
            throw new IOException(e);
        }
    }

    private String unusable(Exception e) {
        return "The files of " + folder + " cannot be used for TLS: " + e.getMessage();
    }

    /** Thrown if a name in the folder leads to no regular file. */
    private static final class NoFile extends IOException {
        private static final long serialVersionUID = 1L;

        NoFile(String message) {
            super(message);
        }
    }

    private Map<String, Stamp> stamps() throws IOException {
        Map<String, Stamp> stamps = new LinkedHashMap<>();
        for (String name : List.of(TlsFileNames.CERTIFICATE, TlsFileNames.KEY, TlsFileNames.TOKEN)) {
            stamps.put(name, Stamp.of(folder.resolve(name)));
        }
        return stamps;
    }

    private byte[] bytes(String name) throws IOException {
        return BoundedFile.head(folder.resolve(name), TlsFileNames.LARGEST);
    }
}
