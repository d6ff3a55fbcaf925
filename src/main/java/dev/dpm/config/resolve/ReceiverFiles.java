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
 * Reads the files of a receiver of notices: certificates, a URL, a password. A file with bad content is a fault; a
 * missing file is not, since it may be mounted later.
 */
public final class ReceiverFiles {

    /**
     * The largest size of a file with certificates, in bytes. The bundle of certificates of a Linux distribution has a quarter
     * of a MiB.
     */
    private static final int LARGEST = 4 << 20;
    private static final int LONGEST_LINE = 8192;

    private ReceiverFiles() {
    }

    /**
     * Reads certificates in PEM or DER.
     *
     * @throws IOException the file cannot be read
     * @throws CertificateException the file contains no certificates, or is larger than 4 MiB
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
     * The first line of a file, without blanks around it. Empty text: the file is empty.
     *
     * @throws IOException the file cannot be read
     */
    public static String firstLine(Path file) throws IOException {
        return new String(BoundedFile.head(file, LONGEST_LINE), StandardCharsets.UTF_8).lines().findFirst().orElse("")
                .strip();
    }

    static void checkCertificates(Path file) throws BadValue {
        try {
            if (isThere(file)) {
                certificates(file);
            }
        } catch (CertificateException e) {
            throw new BadValue("a file of at most 4 MiB that holds certificates in PEM; this file holds none");
        } catch (IOException e) {
            return; // {@link ReceiverChecks} warns about a file that cannot be read
        }
    }

    /** Refuses a file whose first line is no URL. The message does not quote the line, since it may be a secret. */
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
     * Whether a path is a regular file that can be read. A file of another kind is not opened, since opening a named pipe would
     * wait.
     */
    private static boolean isThere(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
