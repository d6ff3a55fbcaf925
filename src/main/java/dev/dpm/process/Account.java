package dev.dpm.process;

import java.util.Map;
import java.util.Optional;

/**
 * A user account under which a process runs.
 *
 * @param name the user name; empty if the user database has no entry for the user's number
 * @param home the home folder; {@code /} if there is no such entry
 * @param shell the login shell; {@code /bin/sh} if there is no such entry, or the entry names no shell (passwd(5))
 */
public record Account(Optional<String> name, long uid, long gid, String home, String shell) {

    /**
     * The environment variables that login(1) sets for this account. systemd sets the same variables for a service
     * with {@code User=}.
     */
    public Map<String, String> environment() {
        return Map.of("HOME", home, "USER", toString(), "LOGNAME", toString(), "SHELL", shell);
    }

    @Override
    public String toString() {
        return name.orElse(Long.toString(uid));
    }
}
