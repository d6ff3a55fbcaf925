package dev.dpm.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Port: creates certificates for the names of one server. */
public interface Authority {

    /** Creates a new certificate authority, and a server certificate that this authority signs. */
    Material made() throws IOException, GeneralSecurityException;

    /**
     * Renews certificates. The old authority stays trusted until its certificate expires.
     *
     * @param due what to renew
     */
    Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException;
}
