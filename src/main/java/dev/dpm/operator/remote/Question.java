package dev.dpm.operator.remote;

import dev.dpm.operator.fleet.PodFacts.Address;

/**
 * A request to one dpm-runner.
 *
 * @param token the token of the pod's namespace
 * @param method GET or POST
 * @param path the path with its query, such as {@code /api/v1/status}
 * @param most the largest number of bytes of the answer; a longer answer is refused
 * @param isSuspect whether the dpm-runner did not answer the last time, so that this request may delay only other
 * suspect requests
 */
public record Question(Address address, String token, String method, String path, int most, boolean isSuspect) {

    private static final int USUAL = 256 << 10;

    /** A GET request whose answer is short. */
    public static Question get(Address address, String token, String path) {
        return new Question(address, token, "GET", path, USUAL, false);
    }

    /** A POST request, which orders a change. */
    public static Question post(Address address, String token, String path) {
        return new Question(address, token, "POST", path, USUAL, false);
    }

    /** A copy of this request that allows another largest number of bytes for the answer. */
    public Question upTo(int bytes) {
        return new Question(address, token, method, path, bytes, isSuspect);
    }

    /** A copy of this request that is marked as suspect ({@link #isSuspect}), or as not suspect. */
    public Question suspecting(boolean suspect) {
        return new Question(address, token, method, path, most, suspect);
    }

    /** A text for logs, without the token. */
    @Override
    public String toString() {
        return method + " " + path + " of " + address;
    }
}
