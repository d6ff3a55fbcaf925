package dev.dpm.process.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.process.Account;
import dev.dpm.process.ExactCommand;

/**
 * Runs a program as another user through setpriv(1): with all ids and groups of this user, and without root's
 * capabilities.
 */
public record UserSwitch(Path setpriv, Account account) {

    private static final AtomicReference<Optional<Path>> KNOWN = new AtomicReference<>();

    /**
     * The path of setpriv(1) from util-linux; empty if it is missing. The setpriv of busybox does not count, since it
     * cannot change the user.
     */
    static synchronized Optional<Path> ofThisMachine() throws IOException {
        if (KNOWN.get() == null) {
            Optional<Path> found = Programs.onOwnPath("setpriv");
            KNOWN.set(found.isPresent() && changesUsers(found.get()) ? found : Optional.empty());
        }
        return KNOWN.get();
    }

    private static boolean changesUsers(Path setpriv) throws IOException {
        Process asked = new ProcessBuilder(setpriv.toString(), "--help").redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).contains("--reuid");
    }

    /**
     * The words in front of a command that make it run as this user and group; an empty list if there is no setpriv(1).
     */
    public static List<String> inFront(long uid, long gid) throws IOException {
        return ofThisMachine()
                .map(found -> new UserSwitch(found, new Account(Optional.empty(), uid, gid, "/", "/bin/sh")).words())
                .orElse(List.of());
    }

    /**
     * The words (setpriv(1) and its options) in front of a command that make it run as the user of {@link #account}.
     */
    List<String> words() {
        String groups = account.name().isPresent() ? "--init-groups" : "--clear-groups";
        // the name is used instead of the uid, since two users may have the same uid and different groups
        String user = account.name().filter(name -> !name.matches("[0-9].*")).orElse(Long.toString(account.uid()));
        return List.of(setpriv.toString(), "--reuid=" + user, "--regid=" + account.gid(), groups, "--");
    }

    int ask(String... command) throws IOException {
        List<String> words = new ArrayList<>(words());
        words.addAll(List.of(command));
        Process asked = new ProcessBuilder(ExactCommand.of(words)).directory(Path.of("/").toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        try {
            return asked.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking what " + account + " may do", interrupted);
        }
    }
}
