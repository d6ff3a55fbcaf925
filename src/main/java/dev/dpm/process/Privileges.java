package dev.dpm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process may do about whom its children run as (proc(5), capabilities(7)).
 *
 * @param uid its effective user
 * @param gid its effective group
 * @param changesUsers whether it holds CAP_SETUID and CAP_SETGID; root in a container may lack them
 */
public record Privileges(long uid, long gid, boolean changesUsers) {

    /** CAP_SETGID is bit 6, CAP_SETUID bit 7. */
    private static final long NEEDED = 0b1100_0000;

    /** Those of this process. Where {@code /proc} says nothing, none. */
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

    /** Whether children run as this account anyway. */
    public boolean isOwn(Account account) {
        return account.uid() == uid && account.gid() == gid;
    }

    /** Whether children can be made to run as this account. */
    public boolean allows(Account account) {
        return isOwn(account) || changesUsers;
    }
}
