package dev.dpm.config.resolve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Options;
import dev.dpm.config.value.TlsFileNames;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;

/** Checks the files that exist in the folder of {@code --tls_folder}. Missing files may appear later. */
final class TlsFiles {

    private static final String UNTIL = "; the port answers nobody until ";

    private TlsFiles() {
    }

    /** A sentence for each file in the folder that the TLS port cannot use. */
    static List<String> unusable(Path folder) {
        List<String> sentences = new ArrayList<>();
        Path certificate = folder.resolve(TlsFileNames.CERTIFICATE);
        Path key = folder.resolve(TlsFileNames.KEY);
        try {
            if (isThere(certificate)) {
                ReceiverFiles.certificates(certificate);
            }
        } catch (CertificateException e) {
            sentences.add(said(certificate) + " holds no certificates in PEM" + UNTIL + "it does");
        } catch (IOException e) {
            sentences.add(said(certificate) + " cannot be read" + UNTIL + "it can");
        }
        try {
            if (isThere(key) && !text(key).contains("-----BEGIN PRIVATE KEY-----")) {
                sentences.add(said(key) + " holds no BEGIN PRIVATE KEY (PKCS #8 in PEM)" + UNTIL
                        + "it does; openssl pkcs8 -topk8 -nocrypt converts other keys");
            }
        } catch (IOException e) {
            sentences.add(said(key) + " cannot be read" + UNTIL + "it can");
        }
        return sentences;
    }

    private static String said(Path file) {
        return Options.TLS_FOLDER.flag() + ": " + NativePaths.shown(file);
    }

    private static String text(Path file) throws IOException {
        return new String(BoundedFile.head(file, TlsFileNames.LARGEST), StandardCharsets.US_ASCII);
    }

    private static boolean isThere(Path file) {
        return Files.isRegularFile(file);
    }
}
