package dev.dpm.operator.remote;

import dev.dpm.operator.fleet.PodFacts.Address;

/**
 * A request to a dpm-runner.
 *
 * @param token of its namespace
 * @param path with query
 * @param most bytes of the answer
 * @param isSuspect whether the last request was not answered; such requests have a queue of their own
 */
public record Question(Address address, String token, String method, String path, int most, boolean isSuspect) {

    private static final int USUAL = 256 << 10;

    /** Makes a GET request to a dpm-runner that has a response of at most 256 KiB. */
    public static Question get(Address address, String token, String path) {
        return new Question(address, token, "GET", path, USUAL, false);
    }

    /** Makes a POST request to a dpm-runner, by which a person changes something, such as the state of the target. */
    public static Question post(Address address, String token, String path) {
        return new Question(address, token, "POST", path, USUAL, false);
    }

    /** A copy of this request with another limit on the bytes of its response. */
    public Question upTo(int bytes) {
        return new Question(address, token, method, path, bytes, isSuspect);
    }

    /**
     * A copy of this request that is marked as sent to a dpm-runner which did not answer the last request, or as not.
     */
    public Question suspecting(boolean suspect) {
        return new Question(address, token, method, path, most, suspect);
    }

    /** A text for logs, from which the token is left out. */
    @Override
    public String toString() {
        return method + " " + path + " of " + address;
    }
}
