package dev.dpm.operator.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates certificates with the program keytool, since the JDK has no API that signs certificates. Each call runs a
 * process for about a second, a few times a year.
 */
public final class Keytool implements Authority {

    private static final String AUTHORITY = "ca";
    private static final String SERVED = "tls";
    private static final String PASSWORD = "DPM_STORE_PASSWORD";
    private static final String KIND = "PKCS12";
    private static final int AUTHORITY_DAYS = 5 * 365;
    private static final int SERVED_DAYS = 90;
    private static final long SECONDS = 120;

    private final Set<String> names;
    private final Path program;

    /**
     * Creates an authority that makes certificates for one server.
     *
     * @param names the DNS names of the server; the first in alphabetical order is also the common name
     */
    public Keytool(Set<String> names) {
        this.names = new TreeSet<>(names);
        this.program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    }

    @Override
    public Material made() throws IOException, GeneralSecurityException {
        return made(store -> {
            run(store, List.of("-alias", AUTHORITY, "-dname", "CN=dpm-operator authority", "-ext", "bc:c", "-ext",
                    "ku:c=keyCertSign,cRLSign", "-validity", Integer.toString(AUTHORITY_DAYS)));
            sign(store);
        });
    }

    @Override
    public Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException {
        return switch (due) {
            case NOTHING -> old;
            case AUTHORITY -> made().trustingAlso(old.authorityCertificates().get(0));
            case SERVED -> {
                Material made = made(store -> {
                    keep(old, store);
                    sign(store);
                });
                yield new Material(old.authorities(), old.authorityKey(), made.served(), made.servedKey());
            }
        };
    }

    private void sign(Store store) throws IOException {
        String san = names.stream().map(name -> "dns:" + name).collect(Collectors.joining(","));
        run(store, List.of("-alias", SERVED, "-signer", AUTHORITY, "-dname", "CN=dpm-operator", "-ext", "san=" + san,
                "-ext", "eku=serverAuth", "-ext", "ku:c=digitalSignature", "-validity",
                Integer.toString(SERVED_DAYS)));
    }

    private void run(Store store, List<String> own) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString(), "-J-XX:TieredStopAtLevel=1", "-J-Xmx64m",
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1",
                // the certificate is valid from an hour ago on, since the clock of a client may be slow
                "-startdate", "-1H", "-keystore", store.file().toString(), "-storetype", KIND, "-storepass:env",
                PASSWORD));
        words.addAll(own);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put(PASSWORD, store.password());
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("keytool was not waited for", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void keep(Material material, Store store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(KIND);
        keys.load(null, null);
        keys.setKeyEntry(AUTHORITY, Pem.key(material.authorityKey()), store.password().toCharArray(),
                new Certificate[]{material.authorityCertificates().get(0)});
        try (OutputStream out = Files.newOutputStream(store.file())) {
            keys.store(out, store.password().toCharArray());
        }
    }

    /** A key store in a folder that only the operator's user can read. The folder is deleted after keytool has ended. */
    private record Store(Path file, String password) {
    }

    private interface Making {
        void in(Store store) throws IOException, GeneralSecurityException;
    }

    private static Material made(Making making) throws IOException, GeneralSecurityException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path folder = Files.createTempDirectory("dpm-operator");
        Store store = new Store(folder.resolve("store"), HexFormat.of().formatHex(random));
        try {
            making.in(store);
            return read(store);
        } finally {
            Files.deleteIfExists(store.file());
            Files.delete(folder);
        }
    }

    private static Material read(Store store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(KIND);
        char[] password = store.password().toCharArray();
        try (InputStream in = Files.newInputStream(store.file())) {
            keys.load(in, password);
        }
        return new Material(Pem.of(List.of((X509Certificate) keys.getCertificate(AUTHORITY))),
                Pem.of((PrivateKey) keys.getKey(AUTHORITY, password)),
                Pem.of(Stream.of(keys.getCertificateChain(SERVED)).map(X509Certificate.class::cast).toList()),
                Pem.of((PrivateKey) keys.getKey(SERVED, password)));
    }
}
