package dev.dpm.incident;

/**
 * How an earlier incarnation ended.
 *
 * @param incarnation its number
 * @param seconds how long it lived
 * @param end {@code exit code 1}, {@code signal TERM, as asked}
 */
public record EarlierLife(long incarnation, double seconds, String end) {
}
