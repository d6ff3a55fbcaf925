package dev.dpm.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Port: creates certificates for the names of one server. */
public interface Authority {

    /** Creates a new certificate authority, and a server certificate that this authority signs. */
    Material made() throws IOException, GeneralSecurityException;

    /**
     * Makes new certificates in place of those that must be renewed. A new authority is added to the old one, which
     * stays trusted until its certificate expires.
     *
     * @param due which certificates must be renewed
     */
    Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException;
}
