package dev.dpm.notice.send;

/**
 * The result of one attempt to deliver a notice.
 *
 * @param isDelivered whether the receiver accepted the notice
 * @param isThisNoticeAlone true if the receiver refused this notice but may accept another; false if the receiver is
 *     unreachable
 * @param words the receiver's answer or the failure, as a phrase without secrets: {@code 204}, {@code connection
 *     refused}
 */
public record Outcome(boolean isDelivered, boolean isThisNoticeAlone, String words) {

    static Outcome delivered(String words) {
        return new Outcome(true, false, words);
    }

    /**
     * Makes the outcome of an attempt in which the receiver was unreachable: an attempt with another notice would fail
     * too.
     */
    static Outcome failed(String words) {
        return new Outcome(false, false, words);
    }

    /** Makes the outcome of an attempt in which the receiver refused this notice but may accept others. */
    static Outcome refused(String words) {
        return new Outcome(false, true, words);
    }
}
