package dev.dpm.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Singleton;

/**
 * Makes and checks one-time codes, with which a browser logs in. A code is valid for one use within a minute. Codes are
 * in memory only.
 */
@Singleton
public class OneTimeCodes {

    static final Duration VALID = Duration.ofSeconds(60);
    static final int MOST = 100;

    private final Map<String, Long> madeAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    public OneTimeCodes() {
        this(System::nanoTime);
    }

    OneTimeCodes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Drops the login codes that no browser used within a minute. */
    void forgetOver() {
        madeAt.values().removeIf(this::isOver);
    }

    /** The number of login codes in memory, including expired codes. */
    int kept() {
        return madeAt.size();
    }

    /** Makes a new login code. If there are more than a hundred unused codes, the oldest is dropped. */
    String create() {
        forgetOver();
        if (madeAt.size() >= MOST) {
            madeAt.entrySet().stream().min(Comparator.comparingLong(this::remaining))
                    .ifPresent(oldest -> madeAt.remove(oldest.getKey()));
        }
        String code = Tokens.random();
        madeAt.put(code, nanoTime.getAsLong());
        return code;
    }

    /** Whether a text is a valid login code. The call uses up the code. */
    public boolean redeem(String code) {
        Long made = code == null ? null : madeAt.remove(code);
        return made != null && !isOver(made);
    }

    private long remaining(Map.Entry<String, Long> code) {
        return VALID.toNanos() - (nanoTime.getAsLong() - code.getValue());
    }

    private boolean isOver(long made) {
        return nanoTime.getAsLong() - made > VALID.toNanos();
    }
}
