package dev.dpm.process;

import java.util.Map;
import java.util.Optional;

/**
 * A user account under which a process runs.
 *
 * @param name the user name; empty: the number has no entry in the user database
 * @param home the home folder; {@code /} without an entry
 * @param shell the login shell; {@code /bin/sh} without an entry, or where the entry names none (passwd(5))
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
