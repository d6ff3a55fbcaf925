package dev.dpm.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/**
 * The secret that gives access to console and API.
 *
 * @param value the text behind {@code Bearer}
 * @param origin the token's source, for people: {@code DPM_TOKEN}, or a file's path
 * @param file the file with the token; empty if the token came from the environment
 */
public record Token(String value, String origin, Optional<Path> file) {

    /** The environment variable with the token, which has precedence over every token file. */
    public static final String VARIABLE = "DPM_TOKEN";

    private static final int BYTES = 32;

    /**
     * Whether a user chose the token; false if the runner made it. The console may listen on an address other than
     * loopback only with a token that a user chose.
     */
    public boolean isExplicit(RuntimeDirectory home) {
        return !file.equals(Optional.of(home.tokenFile()));
    }

    /**
     * The token that a runner requires from clients: from {@code DPM_TOKEN}, or else from the given file, or else the
     * home folder's own token. If the home folder has no token, the method makes one.
     *
     * @param given the value of {@code --token_file}
     */
    public static Token forRunner(Map<String, String> environment, Optional<Path> given, RuntimeDirectory home)
            throws HomeFault {
        Optional<Token> known = known(environment, given, home);
        return known.isPresent() ? known.get() : make(home);
    }

    /**
     * The token that a runner requires from clients, if the token exists already; empty if the home folder has none
     * yet. The method is separate from {@link #forRunner}, because making a token takes long in a new JVM.
     *
     * @throws HomeFault if a given or existing file contains no token, or cannot be read
     */
    public static Optional<Token> known(Map<String, String> environment, Optional<Path> given, RuntimeDirectory home)
            throws HomeFault {
        Optional<Token> fromEnvironment = fromEnvironment(environment);
        if (fromEnvironment.isPresent()) {
            return fromEnvironment;
        }
        if (given.isPresent()) {
            return Optional.of(read(given.get()));
        }
        return Files.exists(home.tokenFile()) ? Optional.of(read(home.tokenFile())) : Optional.empty();
    }

    /**
     * Makes a token that is stored nowhere, so that nobody can log in. The token is for a runner that has no home
     * folder and was given no token.
     */
    public static Token unsaved() {
        return new Token(random(), "nowhere", Optional.empty());
    }

    /** The token that a client sends: from {@code DPM_TOKEN}, or else from the file that the daemon's record names. */
    public static Token forClient(Map<String, String> environment, DaemonRecord daemon, RuntimeDirectory home)
            throws HomeFault {
        Optional<Token> fromEnvironment = fromEnvironment(environment);
        return fromEnvironment.isPresent()
                ? fromEnvironment.get()
                : read(daemon.tokenFile().isPresent() ? NativePaths.of(daemon.tokenFile().get()) : home.tokenFile());
    }

    private static Optional<Token> fromEnvironment(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(new Token(value, VARIABLE, Optional.empty()));
    }

    /** Reads a token from a file; blanks and line ends around the token do not count. */
    public static Token read(Path file) throws HomeFault {
        try {
            String value = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new HomeFault("the token file " + file + " holds no token: one line of printable characters");
            }
            return new Token(value, NativePaths.shown(file), Optional.of(file));
        } catch (NoSuchFileException e) {
            throw new HomeFault("the token file " + file + " is not there: set DPM_TOKEN to the runner's token", e);
        } catch (IOException e) {
            throw new HomeFault("the token file " + file + " cannot be read (" + Reason.of(e) + ")", e);
        }
    }

    private static Token make(RuntimeDirectory home) throws HomeFault {
        Token token = new Token(random(), NativePaths.shown(home.tokenFile()), Optional.of(home.tokenFile()));
        token.write(home);
        return token;
    }

    /**
     * Writes the home folder's own token again if somebody deleted its file.
     *
     * @return whether the file was missing
     */
    public boolean restore(RuntimeDirectory home) throws HomeFault {
        boolean isGone = !isExplicit(home) && !Files.exists(home.tokenFile());
        if (isGone) {
            write(home);
        }
        return isGone;
    }

    private void write(RuntimeDirectory home) throws HomeFault {
        try {
            HomeFile.replace(home.tokenFile(), value + "\n");
        } catch (IOException e) {
            throw new HomeFault("the token file " + home.tokenFile() + " cannot be written (" + Reason.of(e)
                    + "): set DPM_HOME to a folder you may write, or DPM_TOKEN", e);
        }
    }

    private static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** A text for log lines that says where the token came from, without the secret itself. */
    @Override
    public String toString() {
        return "Token from " + origin;
    }
}
