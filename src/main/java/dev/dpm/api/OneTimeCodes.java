package dev.dpm.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Singleton;

/** Codes that let a browser in: each once, within a minute, known to this runner only while it lives. */
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

    /** Forgets the codes that nobody used in time. */
    void forgetOver() {
        madeAt.values().removeIf(this::isOver);
    }

    /** How many are kept in memory, over or not. */
    int kept() {
        return madeAt.size();
    }

    /** A new code; of more than a hundred that nobody used the oldest is forgotten. */
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

    /** Whether a code is good; it is not from then on. */
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
