package dev.dpm.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Singleton;

/** One-time codes for logins, valid for a minute, in memory only. */
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

    void forgetOver() {
        madeAt.values().removeIf(this::isOver);
    }

    /** The number of codes, including expired ones. */
    int kept() {
        return madeAt.size();
    }

    /** Makes a code. Of more than a hundred, the oldest is dropped. */
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

    /** Whether a code is valid. It is used up. */
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
