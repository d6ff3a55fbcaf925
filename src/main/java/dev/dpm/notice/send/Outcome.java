package dev.dpm.notice.send;

/**
 * The result of one attempt.
 *
 * @param isThisNoticeAlone true: the receiver refuses this notice but may accept others; false: it is unreachable
 * @param words without secrets: {@code 204}, {@code connection refused}
 */
public record Outcome(boolean isDelivered, boolean isThisNoticeAlone, String words) {

    static Outcome delivered(String words) {
        return new Outcome(true, false, words);
    }

    /** The receiver is unreachable. */
    static Outcome failed(String words) {
        return new Outcome(false, false, words);
    }

    /** The receiver refuses this notice but may accept others. */
    static Outcome refused(String words) {
        return new Outcome(false, true, words);
    }
}
