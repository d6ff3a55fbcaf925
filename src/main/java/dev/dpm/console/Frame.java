package dev.dpm.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.dpm.api.Session;

/**
 * What every page has around its own content.
 *
 * @param host of this machine or pod
 * @param csrf what a form carries; empty where the caller has no session
 * @param notice a sentence about what was just done; empty: none
 * @param version of the runner; part of the style sheet's address, so that a browser's copy of an older one is not used
 */
public record Frame(String host, String csrf, String notice, String version) {

    private static final Logger LOG = Logger.getLogger(Frame.class);
    /** proc(5): what uname -n says; in a pod its name. */
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    static Frame of(Optional<Session> session, String version) {
        return new Frame(hostName(), session.map(Session::csrf).orElse(""),
                session.flatMap(Session::takeNotice).orElse(""), version);
    }

    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            LOG.debugf("the host's name could not be read reason=%s", e);
            return "this machine";
        }
    }
}
