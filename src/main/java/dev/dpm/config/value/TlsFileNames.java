package dev.dpm.config.value;

/**
 * The names of the files of a folder for TLS, as kubelet mounts a Secret of the type {@code kubernetes.io/tls}, and the
 * largest size at which such a file is read.
 */
public final class TlsFileNames {

    /** The certificate that a server shows, with its chain, in PEM. */
    public static final String CERTIFICATE = "tls.crt";
    /** The private key of the certificate, PKCS #8 in PEM. */
    public static final String KEY = "tls.key";
    /** The certificate authorities that a client of the server trusts, in PEM. */
    public static final String AUTHORITIES = "ca.crt";
    /** The token that a client of the server must send. */
    public static final String TOKEN = "token";
    /** How many bytes of a certificate, key or token are read, many times their usual size. */
    public static final int LARGEST = 256 << 10;

    private TlsFileNames() {
    }
}
