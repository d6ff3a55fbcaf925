package dev.dpm.config.resolve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.BoundedFile;

/**
 * Reads the files that a receiver of notices names: certificates, an address, a password. The content is checked when
 * the configuration is read, so that a user sees the fault of a file before the first notice must be sent. A file that
 * does not exist or cannot be read is no fault here, since a mounted file may appear late; {@link ReceiverChecks} warns
 * about such a file.
 */
public final class ReceiverFiles {

    /** The largest file of certificates in bytes; the bundle of a Linux distribution has a quarter of a MiB. */
    private static final int LARGEST = 4 << 20;
    private static final int LONGEST_LINE = 8192;

    private ReceiverFiles() {
    }

    /**
     * Reads the certificates in a file that a receiver names.
     *
     * @throws IOException if the file cannot be read
     * @throws CertificateException if the file contains no certificates in PEM or DER, or is larger than 4 MiB
     */
    public static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        Optional<byte[]> bytes = BoundedFile.whole(file, LARGEST);
        Collection<? extends Certificate> all = bytes.isEmpty()
                ? List.of()
                : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes.get()));
        if (all.isEmpty()) {
            throw new CertificateException("no certificates");
        }
        return all;
    }

    /**
     * The first line of a file, stripped; blank if the file is empty.
     *
     * @throws IOException if the file cannot be read
     */
    public static String firstLine(Path file) throws IOException {
        return new String(BoundedFile.head(file, LONGEST_LINE), StandardCharsets.UTF_8).lines().findFirst().orElse("")
                .strip();
    }

    /** Throws if a file that a receiver names for certificates contains no certificate. */
    static void checkCertificates(Path file) throws BadValue {
        try {
            if (isThere(file)) {
                certificates(file);
            }
        } catch (CertificateException e) {
            throw new BadValue("a file of at most 4 MiB that holds certificates in PEM; this file holds none");
        } catch (IOException e) {
            return; // ReceiverChecks warns about a file that cannot be read
        }
    }

    /**
     * Throws if the first line of a file that a receiver names for its URL is not a web address. The message does not
     * quote the line, which may be a secret.
     */
    static void checkUrl(Path file) throws BadValue {
        Optional<String> line = line(file);
        if (line.isPresent()) {
            try {
                Receivers.url(line.get());
            } catch (BadValue e) {
                throw new BadValue("a file whose first line is an http or https address with a host and without a user"
                        + " name");
            }
        }
    }

    /** Throws if the first line of a file that a receiver names for its secret is blank. */
    static void checkSecret(Path file) throws BadValue {
        if (line(file).filter(String::isEmpty).isPresent()) {
            throw new BadValue("a file with the secret in its first line; this file's first line is empty");
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return isThere(file) ? Optional.of(firstLine(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a file is a regular file that can be read. Other files are not opened, since opening a named pipe would
     * wait for a process that writes to the pipe.
     */
    private static boolean isThere(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
