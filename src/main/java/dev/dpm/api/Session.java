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

    /** The CSRF token in each form of a page, which prevents other sites from sending the form. */
    public String csrf() {
        return csrf;
    }

    /** Leaves a sentence to be shown on the next page. */
    public void leaveNotice(String sentence) {
        notice.set(sentence);
    }

    /** Takes the sentence left for this page; empty the second time. */
    public Optional<String> takeNotice() {
        return Optional.ofNullable(notice.getAndSet(null));
    }
}
