package dev.dpm.notice.send;

import dev.dpm.event.OneLine;

/** Puts into words why a notice could not be sent. */
final class PostTrouble {

    private static final int SHOWN = 200;

    private PostTrouble() {
    }

    /**
     * Where the server's certificate is the reason, a sentence that says what to do about it; otherwise the words of
     * the first cause.
     */
    static String words(Throwable trouble) {
        return Trust.refusal(trouble).orElseGet(() -> rootWords(trouble));
    }

    private static String rootWords(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return OneLine.of(root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage(), SHOWN);
    }
}
