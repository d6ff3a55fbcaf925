package dev.dpm.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the API.
 *
 * @param status the HTTP status code
 * @param body as received, UTF-8; to be shown unchanged
 * @param headers by name in lower case
 */
record HttpAnswer(int status, String body, Map<String, String> headers) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    boolean isDone() {
        return ExitCodes.ofHttp(status) == ExitCodes.DONE;
    }

    /** This answer where the command was accepted; otherwise throws the failure with the runner's sentence. */
    HttpAnswer orFail() throws CommandFailed {
        if (isDone()) {
            return this;
        }
        String sentence = body.strip();
        throw new CommandFailed(ExitCodes.ofHttp(status),
                sentence.isEmpty() ? "the runner answered with HTTP code " + status : sentence);
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
