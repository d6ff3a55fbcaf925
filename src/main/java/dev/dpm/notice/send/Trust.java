package dev.dpm.notice.send;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.dpm.config.resolve.ReceiverFiles;
import dev.dpm.event.OneLine;
import dev.dpm.log.DiskTrouble;

/** The certificate authorities that a receiver's certificate must come from: those that Java trusts, or those in a file. */
final class Trust {

    private static final int MOST = 120;
    private static final String NO_CERTIFICATES = " holds no certificates in PEM";

    private Trust() {
    }

    /**
     * Returns a TLS context that trusts these authorities.
     * @param pem a file with certificates; empty: Java's own
     * @throws IOException with a sentence about the file, if it contains no certificates
     */
    static SSLContext of(List<Path> pem) throws IOException {
        try {
            if (pem.isEmpty()) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(pem.get(0)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (CertificateException e) {
            // the new exception gets no cause: by this cause, {@link #refusal} would conclude that the server is not trusted
            throw new IOException(pem.get(0) + NO_CERTIFICATES);
        } catch (GeneralSecurityException e) {
            throw new IOException((pem.isEmpty() ? "TLS: " : pem.get(0) + NO_CERTIFICATES + ": ")
                    + e.getMessage(), e);
        }
    }

    /**
     * A sentence that says how to make the runner trust the server's certificate. Empty: the attempt failed for another reason.
     */
    static Optional<String> refusal(Throwable trouble) {
        for (Throwable one = trouble; one != null; one = one.getCause()) {
            if (one instanceof CertificateException || one instanceof CertPathBuilderException
                    || one instanceof CertPathValidatorException) {
                return Optional.of("the server's certificate is not trusted (" + OneLine.of(one.getMessage(), MOST)
                        + "); ca_file names the certificates that are");
            }
        }
        return Optional.empty();
    }

    private static KeyStore store(Path pem) throws GeneralSecurityException, IOException {
        // other kinds of files are refused, since opening a named pipe would block
        if (Files.exists(pem) && !Files.isRegularFile(pem)) {
            throw new IOException(pem + " is a folder, a pipe or a device");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try {
            int number = 0;
            for (Certificate one : ReceiverFiles.certificates(pem)) {
                store.setCertificateEntry("ca" + ++number, one);
            }
        } catch (IOException e) {
            throw new IOException(pem + " cannot be read: " + DiskTrouble.words(e), e);
        }
        return store;
    }
}
