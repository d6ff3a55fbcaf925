package dev.dpm.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

public final class Session {

    private final String id = Tokens.random();
    private final String csrf = Tokens.random();
    private final AtomicReference<String> notice = new AtomicReference<>();

    Session() {
    }

    public String id() {
        return id;
    }

    /** The CSRF token, which each form contains. A page of another site does not know it. */
    public String csrf() {
        return csrf;
    }

    /** Stores a sentence that the browser's next page shows. */
    public void leaveNotice(String sentence) {
        notice.set(sentence);
    }

    public Optional<String> takeNotice() {
        return Optional.ofNullable(notice.getAndSet(null));
    }
}
