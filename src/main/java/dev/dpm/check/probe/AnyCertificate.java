package dev.dpm.check.probe;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS that accepts any certificate, as the kubelet's probes do. A check sends nothing secret. Only checks may use this class.
 */
final class AnyCertificate extends X509ExtendedTrustManager {

    private SSLSocketFactory factory;

    /** Begins TLS over a connected socket. Closing one of the two sockets closes both. */
    Socket over(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) factory().createSocket(socket, host, port, true);
        secured.startHandshake();
        return secured;
    }

    /** Returns the socket factory. It is created at the first call, since it takes some megabytes of memory. */
    private synchronized SSLSocketFactory factory() throws IOException {
        if (factory == null) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[]{this}, new SecureRandom());
                factory = context.getSocketFactory();
            } catch (GeneralSecurityException e) {
                throw new IOException("this Java has no TLS: " + e.getMessage(), e);
            }
        }
        return factory;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        // this trust manager accepts any certificate
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        // this trust manager accepts any certificate
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // this trust manager accepts any certificate
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // this trust manager accepts any certificate
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // this trust manager accepts any certificate
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
