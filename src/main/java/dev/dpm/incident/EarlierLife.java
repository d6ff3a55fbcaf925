package dev.dpm.incident;

/**
 * How an earlier run of a target, from launch to exit, ended.
 *
 * @param incarnation the number of the run among all runs of the target, from 1
 * @param seconds how long the run lasted, in seconds
 * @param end how the run ended, in words: {@code exit code 1}, {@code signal TERM, as asked}
 */
public record EarlierLife(long incarnation, double seconds, String end) {
}
