package dev.dpm.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Port: makes certificates for the names of one server. */
public interface Authority {

    /** Makes a new authority, and a server certificate that this authority signs. */
    Material made() throws IOException, GeneralSecurityException;

    /**
     * Renews the parts that are due. An authority that clients trusted before stays trusted until its certificate
     * expires.
     */
    Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException;
}
