package dev.dpm.incident;

/**
 * The end of an earlier incarnation.
 *
 * @param incarnation the incarnation's number
 * @param seconds how long the incarnation lived
 * @param end how the incarnation ended, in words: {@code exit code 1}, {@code signal TERM, as asked}
 */
public record EarlierLife(long incarnation, double seconds, String end) {
}
