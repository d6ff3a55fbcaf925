package dev.dpm.config.value;

/** The files of a TLS folder, as kubelet mounts a Secret of the type {@code kubernetes.io/tls}. */
public final class TlsFileNames {

    /** The server's certificate with its chain, in PEM. */
    public static final String CERTIFICATE = "tls.crt";
    /** The private key, PKCS #8 in PEM. */
    public static final String KEY = "tls.key";
    /** The certificates of the authorities whose clients are trusted, in PEM. */
    public static final String AUTHORITIES = "ca.crt";
    public static final String TOKEN = "token";
    /** The largest size of a file in the TLS folder that is read, in bytes. */
    public static final int LARGEST = 256 << 10;

    private TlsFileNames() {
    }
}
