package dev.dpm.notice.send;

/**
 * The result of one attempt to deliver a notice.
 *
 * @param isDelivered whether the receiver has the notice now
 * @param isThisNoticeAlone true: the receiver refused this notice but may accept another; false: the receiver cannot be
 * reached at all
 * @param words the answer, a phrase without secrets: {@code 204}, {@code connection refused}
 */
public record Outcome(boolean isDelivered, boolean isThisNoticeAlone, String words) {

    static Outcome delivered(String words) {
        return new Outcome(true, false, words);
    }

    /** Delivery failed: no notice can reach the receiver now. */
    static Outcome failed(String words) {
        return new Outcome(false, false, words);
    }

    /** The receiver refused this notice. */
    static Outcome refused(String words) {
        return new Outcome(false, true, words);
    }
}
