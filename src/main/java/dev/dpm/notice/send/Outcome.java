package dev.dpm.notice.send;

/**
 * The result of one attempt to send a notice.
 * @param isThisNoticeAlone true: the receiver refuses this notice but may accept others; false: the receiver cannot be reached
 * @param words the result in words without secrets: {@code 204}, {@code connection refused}
 */
public record Outcome(boolean isDelivered, boolean isThisNoticeAlone, String words) {

    static Outcome delivered(String words) {
        return new Outcome(true, false, words);
    }

    /** The result of an attempt in which the receiver could not be reached. */
    static Outcome failed(String words) {
        return new Outcome(false, false, words);
    }

    /** The result of an attempt in which the receiver refused this notice. It may accept others. */
    static Outcome refused(String words) {
        return new Outcome(false, true, words);
    }
}
