package dev.dpm.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Creates and renews certificates for one server. */
public interface Authority {

    /** Creates a new certificate authority, and a server certificate that this authority signs. */
    Material made() throws IOException, GeneralSecurityException;

    /**
     * Renews certificates. If the authority is renewed, clients go on trusting the old authority until its certificate
     * expires.
     *
     * @param old the present certificates
     * @param due which of them to renew
     */
    Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException;
}
