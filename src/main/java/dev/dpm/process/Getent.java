package dev.dpm.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the program getent(1), which also searches directory services such as LDAP.
 *
 * @param program the name or path of the program
 * @param patience the longest wait for the program's output
 */
record Getent(String program, Duration patience) {

    static final Getent OF_THIS_MACHINE = new Getent("getent", Duration.ofSeconds(5));

    private static final int FOUND = 0;
    private static final int NO_SUCH_KEY = 2;
    /**
     * The errno ENOENT or EACCES (errno(3)) in the exception's message of {@link ProcessBuilder#start}: the program is
     * missing or cannot be executed.
     */
    private static final Pattern CANNOT_BE_HAD = Pattern.compile("error[=:] ?(2|13)\\b");

    /**
     * The line of a database for a key; empty if there is no such entry, or no program getent.
     *
     * @param database {@code passwd} or {@code group}
     * @param key a name or number
     * @throws IOException getent gave no answer; the message says why
     */
    Optional<String> entry(String database, String key) throws IOException {
        Optional<Process> started = start(database, key);
        return started.isEmpty() ? Optional.empty() : answer(started.get(), "getent " + database + " " + key);
    }

    private Optional<Process> start(String database, String key) throws IOException {
        try {
            return Optional.of(new ProcessBuilder(program, database, key)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).redirectError(Redirect.DISCARD)
                    .start());
        } catch (IOException cannot) {
            if (CANNOT_BE_HAD.matcher(String.valueOf(cannot.getMessage())).find()) {
                return Optional.empty(); // small container images have no getent
            }
            throw cannot;
        }
    }

    private Optional<String> answer(Process asked, String what) throws IOException {
        if (!hasEnded(asked)) {
            asked.destroyForcibly();
            throw new IOException(what + " gave no answer within " + patience.toSeconds() + " s");
        }
        return switch (asked.exitValue()) {
            case FOUND -> new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).lines()
                    .findFirst();
            case NO_SUCH_KEY -> Optional.empty();
            default -> throw new IOException(what + " gave no answer, exit code " + asked.exitValue());
        };
    }

    private boolean hasEnded(Process asked) {
        try {
            return asked.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
