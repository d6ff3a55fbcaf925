package dev.dpm.notice.send;

/**
 * What became of one try.
 *
 * @param isDelivered whether the receiver has it now
 * @param isThisNoticeAlone whether the receiver refused this notice, so that another may well be taken
 * @param words what came back, a phrase without secrets: {@code 204}, {@code connection refused}
 */
public record Outcome(boolean isDelivered, boolean isThisNoticeAlone, String words) {

    static Outcome delivered(String words) {
        return new Outcome(true, false, words);
    }

    /** The receiver cannot be told anything now. */
    static Outcome failed(String words) {
        return new Outcome(false, false, words);
    }

    /** The receiver does not take this one. */
    static Outcome refused(String words) {
        return new Outcome(false, true, words);
    }
}
