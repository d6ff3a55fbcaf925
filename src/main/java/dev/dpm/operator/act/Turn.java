package dev.dpm.operator.act;

/**
 * Port: the right to act, which only one replica has at a time, since two would both spend a budget. Not for use by two
 * threads.
 */
public interface Turn {

    /** Takes or renews it; false: another replica has it, or nobody can say. */
    boolean take();

    /** Gives it back, so that another replica may act at once. */
    void giveBack();

    /** Who has it, for sentences: a replica's name; empty: unknown. */
    String holder();
}
