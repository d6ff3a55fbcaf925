package dev.dpm.operator.webhook;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import dev.dpm.operator.certificate.Material;

/**
 * Provides the certificate of the operator's HTTPS server, which can be replaced: each TLS handshake uses the present
 * one. The replacement that Vert.x offers is not used, since it drops connections (version 4.5.28).
 */
final class ServedKey extends X509ExtendedKeyManager {

    /**
     * A certificate with its key. A TLS handshake asks for both by the same alias, so that they belong together even if
     * the certificate is replaced meanwhile.
     */
    private record Entry(String alias, PrivateKey key, X509Certificate[] chain) {

        boolean fits(String kind) {
            return kind.equals(key.getAlgorithm()) || kind.startsWith(key.getAlgorithm() + "_");
        }
    }

    private record Entries(Entry now, Entry before) {
    }

    private final AtomicReference<Entries> entries = new AtomicReference<>();

    ServedKey(Material material) throws GeneralSecurityException {
        Entry first = entry(material, 0);
        entries.set(new Entries(first, first));
    }

    void serve(Material material) throws GeneralSecurityException {
        Entry now = entries.get().now();
        entries.set(new Entries(entry(material, Integer.parseInt(now.alias()) + 1), now));
    }

    private static Entry entry(Material material, int number) throws GeneralSecurityException {
        return new Entry(Integer.toString(number), material.key(), material.chain().toArray(X509Certificate[]::new));
    }

    private Optional<Entry> entry(String alias) {
        Entries both = entries.get();
        return Stream.of(both.now(), both.before()).filter(each -> each.alias().equals(alias)).findFirst();
    }

    @Override
    public String chooseEngineServerAlias(String kind, Principal[] issuers, SSLEngine engine) {
        Entry now = entries.get().now();
        return now.fits(kind) ? now.alias() : null;
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
        return chooseEngineServerAlias(kind, issuers, null);
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
        return Stream.ofNullable(chooseEngineServerAlias(kind, issuers, null)).toArray(String[]::new);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return entry(alias).map(Entry::chain).map(chain -> List.of(chain).toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return entry(alias).map(Entry::key).orElse(null);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return null;
    }
}
