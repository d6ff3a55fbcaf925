package dev.dpm.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One browser that was let in. */
public final class Session {

    private final String id = Tokens.random();
    private final String csrf = Tokens.random();
    private final AtomicReference<String> notice = new AtomicReference<>();

    Session() {
    }

    /** The cookie's value. */
    public String id() {
        return id;
    }

    /** What each form of a page carries, so that no other page can send it. */
    public String csrf() {
        return csrf;
    }

    /** Leaves a sentence for the next page. */
    public void leaveNotice(String sentence) {
        notice.set(sentence);
    }

    /** The sentence left for this page; none the second time. */
    public Optional<String> takeNotice() {
        return Optional.ofNullable(notice.getAndSet(null));
    }
}
