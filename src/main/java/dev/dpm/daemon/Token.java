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
 * @param origin where the token came from, for people: {@code DPM_TOKEN}, or a file's path
 * @param file the file with the token; empty: it came from the environment
 */
public record Token(String value, String origin, Optional<Path> file) {

    public static final String VARIABLE = "DPM_TOKEN";

    private static final int BYTES = 32;

    /** Whether a user chose the token. Without such a token, the console may listen on loopback only. */
    public boolean isExplicit(RuntimeDirectory home) {
        return !file.equals(Optional.of(home.tokenFile()));
    }

    /**
     * The token of a runner: from {@code DPM_TOKEN}, or else the given file, or else the home folder's own, which is made
     * if missing.
     *
     * @param given the file that {@code --token_file} names
     */
    public static Token forRunner(Map<String, String> environment, Optional<Path> given, RuntimeDirectory home)
            throws HomeFault {
        Optional<Token> known = known(environment, given, home);
        return known.isPresent() ? known.get() : make(home);
    }

    /**
     * The token of a runner. Empty: it does not exist yet. This method makes none, since that takes long in a new JVM.
     *
     * @throws HomeFault a file contains no token, or cannot be read
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

    /** Reads a token from a file, and removes the blanks and line ends around it. */
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
     * Writes the home folder's own token again, if its file was deleted.
     *
     * @return whether the file was deleted
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

    /** Says where the token came from, without the secret. */
    @Override
    public String toString() {
        return "Token from " + origin;
    }
}
