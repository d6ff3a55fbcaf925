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
}
