package dev.dpm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether this process may run children as other users (capabilities(7)).
 *
 * @param uid the effective user id of this process
 * @param gid the effective group id of this process
 * @param changesUsers whether this process has CAP_SETUID and CAP_SETGID, which root in a container may lack
 */
public record Privileges(long uid, long gid, boolean changesUsers) {

    private static final long NEEDED = 0b1100_0000;

    /** The privileges of this process. If {@code /proc} cannot be read, the result contains none. */
    public static Privileges own() {
        try {
            return parse(Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
        } catch (IOException noProc) {
            return new Privileges(-1, -1, false);
        }
    }

    static Privileges parse(String status) {
        Map<String, String[]> fields = new HashMap<>();
        status.lines().forEach(line -> {
            String[] words = line.split("[:\t ]+");
            fields.put(words[0], words);
        });
        long held = Long.parseUnsignedLong(fields.get("CapEff")[1], 16);
        return new Privileges(Long.parseLong(fields.get("Uid")[2]), Long.parseLong(fields.get("Gid")[2]),
                (held & NEEDED) == NEEDED);
    }

    /** Whether a child of this process runs as this account without any change of user or group. */
    public boolean isOwn(Account account) {
        return account.uid() == uid && account.gid() == gid;
    }

    /** Whether this process has the privileges to make its children run as this account. */
    public boolean allows(Account account) {
        return isOwn(account) || changesUsers;
    }
}
