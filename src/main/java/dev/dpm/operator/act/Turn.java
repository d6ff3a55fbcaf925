package dev.dpm.operator.act;

/**
 * Port: the right to act on pods. Only one replica holds the right at a time, since two replicas would spend the same
 * budget twice. Only one thread may use this object.
 */
public interface Turn {

    /** Takes the right, or renews it; false if another replica holds the right, or the holder is unknown. */
    boolean take();

    /**
     * The text that was stored together with the right when this replica last took or read it; empty if there was no
     * text.
     */
    String kept();

    /**
     * Keeps a text with the right, for the replica that takes the right next.
     *
     * @return false if the text was not kept, or this replica does not hold the right any more
     */
    boolean keep(String text);

    /** Whether a text is kept with the right, and nobody holds the right. The call asks the API server. */
    boolean isLeft();

    /** Gives the right back, so that another replica can act without waiting. */
    void giveBack();

    /** The name of the replica that holds the right, for sentences; empty if unknown. */
    String holder();
}
