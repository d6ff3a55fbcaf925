package dev.dpm.process;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The value of the environment variable {@code _DPM_COOKIE}, which every process of a target inherits from its parent.
 * The value says to which runner and incarnation the process belongs.
 *
 * @param homeKey a key of the runner's home folder, without colons
 * @param incarnation the incarnation that the process belongs to
 * @param hook the option of the {@link Hook} that the process came from; empty text: the process is the target's own
 */
public record Cookie(String homeKey, Incarnation incarnation, String hook) {

    private static final byte[] KEY = (LaunchOrder.COOKIE + "=").getBytes(StandardCharsets.ISO_8859_1);

    private static final String CGROUP = "dpm:";

    /** Makes the cookie of a process that belongs to the target itself and not to one of its hooks. */
    public Cookie(String homeKey, Incarnation incarnation) {
        this(homeKey, incarnation, "");
    }

    /**
     * Whether the process with this cookie belongs to a hook. Such a process does not count as a process of the target.
     */
    public boolean isOfHook() {
        return !hook.isEmpty();
    }

    /** The cookie as text: {@code HOME:TARGET:NUMBER}, or {@code HOME:TARGET:NUMBER:HOOK} for a process of a hook. */
    public String text() {
        return homeKey + ":" + incarnation.target() + ":" + incarnation.number() + (isOfHook() ? ":" + hook : "");
    }

    /** Finds the cookie in the environment of a process, as read from {@code /proc/PID/environ}. */
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

    /**
     * The name of the cgroup that the runner creates for one run of a target, if the kernel lets the runner create it.
     */
    public String cgroup() {
        return CGROUP + text();
    }

    /**
     * The beginning that the names of all cgroups have in common that the runner of this home creates for runs of
     * targets.
     */
    public static String cgroupsOf(String homeKey) {
        return CGROUP + homeKey + ":";
    }

    /**
     * Finds the cookie in the text of {@code /proc/PID/cgroup}. The name of the innermost cgroup that a runner created
     * contains the cookie.
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
     * Parses the text of a cookie. Empty: the text has another form, since any program may set the variable to any
     * text.
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
