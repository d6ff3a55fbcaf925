package dev.dpm.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Singleton;

/** One-time codes for the login of a browser. A code is valid for a minute and is in memory only. */
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

    /** The number of codes in memory, including expired ones. */
    int kept() {
        return madeAt.size();
    }

    /** Creates a code. If there are more than a hundred, the oldest is removed. */
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

    /** Whether a code is valid. After this call, the code can no longer be used. */
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
