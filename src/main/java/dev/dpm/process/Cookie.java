package dev.dpm.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The value of {@code _DPM_COOKIE}, an environment variable that every process of a target inherits.
 *
 * @param homeKey a key that identifies the runner's home folder, without colons
 * @param incarnation the launch of the target to which the process belongs
 * @param hook the name of the option that gives the {@link Hook} to which the process belongs; empty text if it belongs
 *     to the target itself
 */
public record Cookie(String homeKey, Incarnation incarnation, String hook) {

    private static final byte[] KEY = (LaunchOrder.COOKIE + "=").getBytes(StandardCharsets.ISO_8859_1);

    private static final String CGROUP = "dpm:";

    public Cookie(String homeKey, Incarnation incarnation) {
        this(homeKey, incarnation, "");
    }

    /** Whether a process with this cookie belongs to a hook of the target, and not to the target itself. */
    public boolean isOfHook() {
        return !hook.isEmpty();
    }

    public String text() {
        return homeKey + ":" + incarnation.target() + ":" + incarnation.number() + (isOfHook() ? ":" + hook : "");
    }

    public static Optional<Cookie> in(byte[] environ) {
        int start = 0;
        while (start < environ.length) {
            int end = start;
            while (end < environ.length && environ[end] != 0) {
                end++;
            }
            if (startsWithKey(environ, start, end)) {
                int value = start + KEY.length;
                return parse(new String(environ, value, end - value, StandardCharsets.ISO_8859_1));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** The name of the cgroup that the runner creates for the launch in this cookie. */
    public String cgroup() {
        return CGROUP + text();
    }

    /** The beginning of the names of all cgroups that runners of this home create. */
    public static String cgroupsOf(String homeKey) {
        return CGROUP + homeKey + ":";
    }

    /**
     * Finds the cookie in the content of {@code /proc/PID/cgroup}: it is a part of the name of a cgroup that a runner
     * created. The result is empty if no such cgroup is in the content.
     */
    public static Optional<Cookie> inCgroups(byte[] cgroups) {
        String text = new String(cgroups, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf("/" + CGROUP);
        if (at < 0) {
            return Optional.empty();
        }
        String name = text.substring(at + 1 + CGROUP.length());
        return parse(name.substring(0, end(name)));
    }

    private static int end(String name) {
        int at = 0;
        while (at < name.length() && name.charAt(at) != '/' && name.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    /**
     * Parses the value of the variable {@code _DPM_COOKIE}. Empty if it is malformed, since any program may set the
     * variable.
     */
    private static Optional<Cookie> parse(String text) {
        String[] parts = text.split(":", -1);
        boolean isOfHook = parts.length == 4 && Hook.of(parts[3]).isPresent();
        if (parts.length != 3 && !isOfHook || !TargetName.isValid(parts[1])
                || !parts[2].matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        return Optional.of(new Cookie(parts[0], new Incarnation(new TargetName(parts[1]), Long.parseLong(parts[2])),
                isOfHook ? parts[3] : ""));
    }

    private static boolean startsWithKey(byte[] environ, int start, int end) {
        if (end - start < KEY.length) {
            return false;
        }
        for (int i = 0; i < KEY.length; i++) {
            if (environ[start + i] != KEY[i]) {
                return false;
            }
        }
        return true;
    }
}
