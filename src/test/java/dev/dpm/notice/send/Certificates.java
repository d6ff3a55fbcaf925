package dev.dpm.notice.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Self-signed certificates in a test's folder. */
final class Certificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes a certificate for each host. */
    Certificates(Path folder, String... hosts) throws Exception {
        this.folder = folder;
        for (String host : hosts) {
            keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + host, "-ext",
                    "SAN=dns:" + host, "-validity", "2", "-storetype", "PKCS12", "-keystore", keys(host).toString(),
                    "-storepass", PASSWORD);
            keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", keys(host).toString(), "-storepass",
                    PASSWORD, "-file", pem(host).toString());
        }
    }

    /** The file that a receiver's {@code ca_file} must name to trust a host. */
    Path pem(String host) {
        return folder.resolve(host + ".pem");
    }

    private Path keys(String host) {
        return folder.resolve(host + ".p12");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** The TLS context of a server with the host's certificate. */
    SSLContext of(String host) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys(host))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
