package dev.dpm.operator.remote;

import dev.dpm.operator.fleet.PodFacts.Address;

/**
 * A request to a dpm-runner in a pod.
 *
 * @param token the token of the pod's namespace
 * @param path the path, with the query
 * @param most the largest number of bytes in the body of the answer
 * @param isSuspect whether this dpm-runner did not answer its last request; such requests have a queue of their own
 */
public record Question(Address address, String token, String method, String path, int most, boolean isSuspect) {

    private static final int USUAL = 256 << 10;

    /** Makes a GET request to a dpm-runner, whose response may have at most 256 KiB. */
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

    /** A copy of this request with another value of {@link #isSuspect}. */
    public Question suspecting(boolean suspect) {
        return new Question(address, token, method, path, most, suspect);
    }

    /** A text for logs, from which the token is left out. */
    @Override
    public String toString() {
        return method + " " + path + " of " + address;
    }
}
