package dev.dpm.process;

/** Port: what a short-lived helper of a target, such as a check, left behind. */
public interface Sessions {

    /**
     * Kills what lives of a helper: its leader, everything that descends from it, and whoever else of its session
     * carries the incarnation's cookie. Each is checked by identity and signalled through a pidfd, again and again until
     * none is left.
     *
     * @param leader the helper's first process, which leads a session of its own; may be gone already
     * @param thorough also looks for members that left its process group: where it ended by itself that is not worth a
     *        look over the whole machine each time
     * @return how many still live, refusing to go
     */
    int end(Incarnation incarnation, ProcessIdentity leader, boolean thorough);
}
