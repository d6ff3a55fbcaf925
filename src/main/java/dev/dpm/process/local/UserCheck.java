package dev.dpm.process.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.dpm.process.Account;
import dev.dpm.process.NativePaths;

record UserCheck(UserSwitch user) {

    private static final int EXECUTE = 1;
    private static final int READ = 4;
    private static final int NO_FOLDER = 11;
    private static final int NO_PROGRAM = 12;
    private static final int NO_SCRIPT = 13;
    private static final String QUESTION = "cd \"$0\" 2>/dev/null || exit " + NO_FOLDER + "; test -x \"$1\" || exit "
            + NO_PROGRAM + "; test -z \"$2\" || test -r \"$1\" || exit " + NO_SCRIPT;

    /**
     * What the user of a target may not do: enter the working folder, or execute or read the program. Empty if the user
     * may do all this.
     */
    Optional<String> refusal(Path cwd, Path program, boolean isScript) throws IOException {
        Account account = user.account();
        boolean isPlain = account.uid() == 0
                || mayReach(cwd, EXECUTE) && mayReach(program, isScript ? READ | EXECUTE : EXECUTE);
        if (isPlain) {
            return Optional.empty();
        }
        return switch (user.ask("/bin/sh", "-c", QUESTION, NativePaths.text(cwd), NativePaths.text(program),
                isScript ? "script" : "")) {
            case NO_FOLDER ->
                Optional.of("its folder " + NativePaths.shown(cwd) + " may not be entered by its user " + account
                        + "; --cwd names another");
            case NO_PROGRAM -> Optional
                    .of("the program " + NativePaths.shown(program) + " may not be executed by its user " + account);
            case NO_SCRIPT ->
                Optional.of("the script " + NativePaths.shown(program) + " may not be read by its user " + account);
            default -> Optional.empty();
        };
    }

    private boolean mayReach(Path path, int access) throws IOException {
        Path real = path.toRealPath();
        for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
            if (!grants(folder, EXECUTE)) {
                return false;
            }
        }
        return grants(real, access);
    }

    private boolean grants(Path path, int access) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode");
        boolean isOwner = (Integer) Files.getAttribute(path, "unix:uid") == user.account().uid();
        boolean isGroup = (Integer) Files.getAttribute(path, "unix:gid") == user.account().gid();
        int bits = isOwner ? mode >> 6 : isGroup ? mode >> 3 : mode;
        return (bits & access) == access;
    }
}
