package dev.dpm.process.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.BoundedFile;
import dev.dpm.process.ElfProgram;
import dev.dpm.process.LaunchFailure;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * Finds out before a launch whether it would fail, and why. Without this check, the user would see only exit code 126 or
 * 127 of the programs {@code env} and {@code setsid}, which start the target's program.
 */
final class LaunchCheck {

    /** The number of bytes of a {@code #!} line that the kernel reads (execve(2), BINPRM_BUF_SIZE). */
    private static final int LINE_BYTES = 256;

    private final LaunchOrder order;
    private final Optional<UserSwitch> user;

    LaunchCheck(LaunchOrder order, Optional<UserSwitch> user) {
        this.order = order;
        this.user = user;
    }

    void verify() throws LaunchFailure {
        if (LaunchFault.lacksDescriptors()) {
            throw new LaunchFailure(sentence(LaunchFault.NO_DESCRIPTORS), true, null);
        }
        if (!Files.isDirectory(order.cwd())) {
            throw failure("its folder " + NativePaths.shown(order.cwd()) + " does not exist");
        }
        if (!Files.isExecutable(order.cwd())) {
            throw failure("its folder " + NativePaths.shown(order.cwd()) + " may not be entered");
        }
        Path program = NativePaths.resolve(order.cwd(), order.command().get(0));
        verifyProgram(program, "the program " + NativePaths.shown(program));
        String line = interpreterLine(program);
        verifyInterpreter(program, line);
        if (user.isPresent()) {
            verifyUser(new UserCheck(user.get()), program, !line.isEmpty());
        }
    }

    private void verifyUser(UserCheck check, Path program, boolean isScript) throws LaunchFailure {
        try {
            Optional<String> refusal = check.refusal(order.cwd(), program, isScript);
            if (refusal.isPresent()) {
                throw failure(refusal.get());
            }
        } catch (IOException exception) {
            throw new LaunchFailure(sentence("the runner cannot tell what its user may do: " + exception.getMessage()),
                    true, exception);
        }
    }

    private void verifyProgram(Path program, String what) throws LaunchFailure {
        if (!Files.exists(program)) {
            throw failure(what + " does not exist");
        }
        if (!Files.isRegularFile(program)) {
            throw failure(what + " is not a file");
        }
        if (!Files.isExecutable(program)) {
            throw failure(what + " may not be executed; chmod +x makes it executable");
        }
        Optional<String> fault = ElfProgram.fault(program);
        if (fault.isPresent()) {
            throw failure(what + " " + fault.get());
        }
    }

    private void verifyInterpreter(Path program, String line) throws LaunchFailure {
        if (line.isEmpty()) {
            return;
        }
        String[] words = line.split("[ \t]+", 2);
        verifyProgram(NativePaths.resolve(order.cwd(), words[0]),
                "the interpreter " + words[0] + " named by " + program);
        boolean searchesPath = words.length == 2 && words[0].endsWith("/env") && words[1].matches("[^-=/\\s][^=/\\s]*");
        if (searchesPath && onPath(words[1]).isEmpty()) {
            throw failure("the interpreter " + words[1] + " named by " + program + " is not on its PATH");
        }
    }

    private Optional<Path> onPath(String program) {
        String path = order.environment().getOrDefault("PATH", Programs.USUAL_PATH);
        return Programs.find(program, path, order.cwd());
    }

    /**
     * The text after {@code #!} in the first line of a program file; empty text if the file does not begin with {@code
     * #!}.
     */
    private String interpreterLine(Path program) throws LaunchFailure {
        try {
            String head = NativeText.decode(BoundedFile.head(program, LINE_BYTES));
            if (!head.startsWith("#!")) {
                return "";
            }
            int end = head.indexOf('\n');
            String line = head.substring(2, end < 0 ? head.length() : end);
            if (line.endsWith("\r")) {
                throw failure("the first line of " + NativePaths.shown(program) + " ends in a carriage return, so "
                        + line.strip() + " is not found (it needs Unix line endings)");
            }
            return line.strip();
        } catch (AccessDeniedException unreadable) {
            return ""; // the runner may execute the program, but not read it
        } catch (IOException exception) {
            throw new LaunchFailure(sentence("the runner cannot read " + program + ": " + exception.getMessage()), true,
                    exception);
        }
    }

    private LaunchFailure failure(String reason) {
        return new LaunchFailure(sentence(reason), false, null);
    }

    private String sentence(String reason) {
        return "cannot launch " + order.incarnation().target() + ": " + reason;
    }
}
