package dev.dpm.operator.webhook;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What is answered where.
 *
 * @param posts JSON in, JSON out, by their paths; each takes milliseconds and may be asked by several threads
 * @param isReady whether {@code /readyz} says so
 */
public record Routes(Map<String, Post> posts, BooleanSupplier isReady) {

    public Routes {
        posts = Map.copyOf(posts);
    }

    /** Answers one request. */
    public interface Post {

        Answer answer(byte[] body);
    }
}
