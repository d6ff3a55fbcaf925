package dev.dpm.operator.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;

/** Port: makes certificates for the names of one server. */
public interface Authority {

    /** A new authority, and a certificate by it. */
    Material made() throws IOException, GeneralSecurityException;

    /** The material with what is due made anew. What was trusted before is trusted as long as its certificate lives. */
    Material renewed(Material old, Renewal due) throws IOException, GeneralSecurityException;
}
