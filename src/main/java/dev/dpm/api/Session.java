package dev.dpm.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A browser's login session. */
public final class Session {

    private final String id = Tokens.random();
    private final String csrf = Tokens.random();
    private final AtomicReference<String> notice = new AtomicReference<>();

    Session() {
    }

    /** The id of the session, which is the value of the browser's cookie. */
    public String id() {
        return id;
    }

    /**
     * The CSRF token that each form of a page contains. A page of another site has no access to the token, so the
     * runner refuses a form that such a page sends.
     */
    public String csrf() {
        return csrf;
    }

    /** Stores a sentence that the next page that the browser requests shows. */
    public void leaveNotice(String sentence) {
        notice.set(sentence);
    }

    /** Returns and removes the sentence that {@link #leaveNotice} stored for the next page; empty if there is none. */
    public Optional<String> takeNotice() {
        return Optional.ofNullable(notice.getAndSet(null));
    }
}
