package dev.dpm.operator.remote;

import dev.dpm.operator.fleet.PodFacts.Address;

/**
 * A request to the dpm-runner in one pod.
 *
 * @param token the token of the pod's namespace
 * @param method GET or POST
 * @param path the path with its query, such as {@code /api/v1/status}
 * @param most the largest number of bytes of the response; a longer response is refused
 * @param isSuspect whether the dpm-runner did not answer the last request; this request then shares a queue only with
 *     others of this kind, so that it cannot delay the rest
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
