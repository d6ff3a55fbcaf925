package dev.dpm.process;

import java.util.Map;
import java.util.Optional;

/**
 * An account of this machine, as a process runs under it.
 *
 * @param name empty: a number without an entry in the user database
 * @param home its folder; {@code /} without an entry
 * @param shell its shell; {@code /bin/sh} without an entry, or where the entry names none (passwd(5))
 */
public record Account(Optional<String> name, long uid, long gid, String home, String shell) {

    /** What login(1) sets of it; systemd does the same for {@code User=}. */
    public Map<String, String> environment() {
        return Map.of("HOME", home, "USER", toString(), "LOGNAME", toString(), "SHELL", shell);
    }

    @Override
    public String toString() {
        return name.orElse(Long.toString(uid));
    }
}
