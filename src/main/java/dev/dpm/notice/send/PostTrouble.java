package dev.dpm.notice.send;

import dev.dpm.event.OneLine;

/** Describes in words why a notice could not be sent. */
final class PostTrouble {

    private static final int SHOWN = 200;

    private PostTrouble() {
    }

    /** Why an attempt to send a notice failed. If the server's certificate is not trusted, the sentence says what to do. */
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
