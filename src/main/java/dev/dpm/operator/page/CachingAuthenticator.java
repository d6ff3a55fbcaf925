package dev.dpm.operator.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Authenticates people through the API server, and caches its answers for half a minute. Without the cache, pages that
 * refresh themselves would cause many requests to the API server.
 */
public final class CachingAuthenticator implements Authenticator {

    static final Duration VALID = Duration.ofSeconds(30);
    static final int MOST = 5_000;

    private record Entry(Object answer, long at) {
    }

    private record Asked(Person person, Right right, String namespace) {
    }

    private interface Query<T> {
        T ask() throws IOException;
    }

    private final Authenticator authenticator;
    private final LongSupplier nanoTime;
    private final Map<Object, Entry> remembered = new LinkedHashMap<>();

    public CachingAuthenticator(Authenticator authenticator, LongSupplier nanoTime) {
        this.authenticator = authenticator;
        this.nanoTime = nanoTime;
    }

    @Override
    public Optional<Person> authenticate(String token) throws IOException {
        return remembered(digest(token), () -> authenticator.authenticate(token));
    }

    @Override
    public boolean isCached(String token) {
        synchronized (remembered) {
            Entry known = remembered.get(digest(token));
            return known != null && isValid(known) && ((Optional<?>) known.answer()).isPresent();
        }
    }

    private boolean isValid(Entry known) {
        return nanoTime.getAsLong() - known.at() < VALID.toNanos();
    }

    @Override
    public boolean may(Person person, Right right, String namespace) throws IOException {
        return remembered(new Asked(person, right, namespace), () -> authenticator.may(person, right, namespace));
    }

    @SuppressWarnings("unchecked") // all answers for the same kind of key have the same type
    private <T> T remembered(Object key, Query<T> asking) throws IOException {
        synchronized (remembered) {
            Entry known = remembered.get(key);
            if (known != null && isValid(known)) {
                return (T) known.answer();
            }
        }
        T answer = asking.ask();
        synchronized (remembered) {
            remembered.remove(key);
            remembered.put(key, new Entry(answer, nanoTime.getAsLong()));
            var oldest = remembered.keySet().iterator();
            while (remembered.size() > MOST) {
                oldest.next();
                oldest.remove();
            }
        }
        return answer;
    }

    int size() {
        synchronized (remembered) {
            return remembered.size();
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform knows SHA-256", e);
        }
    }
}
