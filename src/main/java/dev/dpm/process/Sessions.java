package dev.dpm.process;

/** Port: ends the processes that a short-lived helper of a target, such as a check, left behind. */
public interface Sessions {

    /**
     * Kills the living processes of a helper: its leader, the leader's descendants, and members of its session that
     * carry the incarnation's cookie. Each is checked by identity and signalled through a pidfd, again and again until
     * none is left.
     *
     * @param leader the helper's first process, which leads a session of its own; may be gone already
     * @param thorough true: also looks for members that left the process group; that look covers all processes of the
     *     machine and is not worth its cost where the helper ended by itself
     * @return number of processes that still live in spite of the signals
     */
    int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough);

    /**
     * Kills what a hook of an incarnation has brought forth: its leader, the leader's descendants, and every process on
     * the machine that carries the hook's cookie, also one that left the session.
     *
     * @param leader the hook's first process; may be gone already
     * @return number of processes that still live in spite of the signals
     */
    default int end(Incarnation incarnation, Hook hook, ProcessIdentity leader) {
        return end(incarnation, leader, true);
    }

    /**
     * Kills every process on the machine that came from a hook of this home's targets, as an earlier runner left them.
     *
     * @return number of processes that were killed
     */
    default int endHooks() {
        return 0;
    }
}
