package dev.dpm.incident;

/**
 * How an earlier launch of a target ended.
 * @param incarnation the number of the launch
 * @param seconds how long the launched process ran
 * @param end how it ended: {@code exit code 1}, {@code signal TERM, as asked}
 */
public record EarlierLife(long incarnation, double seconds, String end) {
}
