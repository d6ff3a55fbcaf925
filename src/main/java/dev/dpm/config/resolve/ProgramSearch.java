package dev.dpm.config.resolve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.ElfProgram;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/**
 * Finds programs by the rules of execvp(3) before the launch. Without this search, the runner would launch a wrapper such
 * as nice(1) for a missing program, and see only its exit code 127.
 */
final class ProgramSearch {

    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
    // execve(2): the kernel reads at most 255 characters of a line with #!
    private static final int LONGEST_LINE = 255;

    private final List<String> folders;
    private final Path cwd;

    /**
     * @param environment the variables with the PATH that is searched
     * @param cwd the folder to which relative entries of PATH refer
     */
    ProgramSearch(Map<String, String> environment, Path cwd) {
        this.folders = List.of(environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1));
        this.cwd = cwd;
    }

    Path find(String program, Path base) throws Unrunnable {
        Path found = program.indexOf('/') >= 0 ? at(program, base) : onPath(program);
        checkElf("program ", found);
        checkInterpreter(found);
        return found;
    }

    private static void checkElf(String what, Path file) throws Unrunnable {
        Optional<String> fault = ElfProgram.fault(file);
        if (fault.isPresent()) {
            throw new Unrunnable(what + NativePaths.shown(file) + " " + fault.get());
        }
    }

    /** Whether PATH contains a program of that name. */
    boolean isOnPath(String program) {
        return folders.stream().map(folder -> candidate(folder, program)).flatMap(Optional::stream)
                .anyMatch(ProgramSearch::isRunnable);
    }

    private Path at(String program, Path base) throws Unrunnable {
        Path path = path(program, base);
        checkFile("program", path);
        if (!Files.isExecutable(path)) {
            throw new Unrunnable("program " + NativePaths.shown(path) + " is not executable (chmod +x makes it so)");
        }
        return path;
    }

    /**
     * Checks that a file exists and is no folder.
     *
     * @param what what the file is, in the words of the message
     */
    static void checkFile(String what, Path path) throws Unrunnable {
        if (!Files.exists(path)) {
            throw new Unrunnable(what + " " + NativePaths.shown(path) + " does not exist");
        }
        if (Files.isDirectory(path)) {
            throw new Unrunnable(what + " " + NativePaths.shown(path) + " is a folder");
        }
    }

    private static Path path(String program, Path base) throws Unrunnable {
        try {
            return Written.absolute(base, program);
        } catch (InvalidPathException e) {
            throw new Unrunnable("program " + ConfigFault.quoted(program) + " is no path");
        }
    }

    private Path onPath(String program) throws Unrunnable {
        Optional<Path> refused = Optional.empty();
        for (String folder : folders) {
            Optional<Path> candidate = candidate(folder, program);
            if (candidate.filter(ProgramSearch::isRunnable).isPresent()) {
                return candidate.get();
            }
            refused = refused.or(() -> candidate.filter(Files::isRegularFile));
        }
        if (refused.isPresent()) {
            throw new Unrunnable(
                    "program " + NativePaths.shown(refused.get()) + " is not executable (chmod +x makes it so)");
        }
        throw new Unrunnable("program " + ConfigFault.quoted(program) + " was not found on PATH");
    }

    private Optional<Path> candidate(String folder, String program) {
        try {
            return Optional.of(Written.absolute(NativePaths.resolve(cwd, folder), program));
        } catch (InvalidPathException e) {
            // a text that is no valid path contains no program
            return Optional.empty();
        }
    }

    private static boolean isRunnable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /** Whether a file begins with {@code #!}. */
    static boolean hasInterpreterLine(Path file) {
        return firstLine(file).startsWith("#!");
    }

    /** Checks that the interpreter in the {@code #!} line exists, and also the program that {@code env} runs. */
    void checkInterpreter(Path file) throws Unrunnable {
        String line = firstLine(file);
        String[] words = line.startsWith("#!")
                ? line.substring(2).replaceFirst("^[ \t]+", "").split("[ \t]+", -1)
                : new String[]{""};
        if (words[0].isEmpty()) {
            return;
        }
        boolean endsInReturn = line.endsWith("\r");
        if (endsInReturn) {
            throw new Unrunnable("the first line of " + NativePaths.shown(file) + " ends in a carriage return, so "
                    + words[0].strip()
                    + " is not found (it needs Unix line endings)");
        }
        Path interpreter = path(words[0], cwd);
        if (!isRunnable(interpreter)) {
            throw new Unrunnable(
                    "the #! line of " + NativePaths.shown(file) + " names " + NativePaths.shown(interpreter)
                            + ", which does not exist or cannot be executed");
        }
        checkElf("the #! line of " + NativePaths.shown(file) + " names a program that cannot run: ", interpreter);
        boolean isEnv = interpreter.endsWith("env") && words.length > 1 && words[1].matches("[^-=/]+");
        if (isEnv && !isOnPath(words[1])) {
            throw new Unrunnable("the #! line of " + NativePaths.shown(file) + " names " + words[1]
                    + ", which was not found on PATH");
        }
    }

    private static String firstLine(Path file) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try {
            String head = NativeText.decode(BoundedFile.head(file, LONGEST_LINE));
            int end = head.indexOf('\n');
            return end < 0 ? head : head.substring(0, end);
        } catch (IOException e) {
            // a file that cannot be read has no first line here; the launch reports the reason
            return "";
        }
    }

    /** Chooses the program for a script by its extension. */
    static final class Interpreters {

        private static final Map<String, String> BY_ENDING = Map.of("js", "node", "mjs", "node", "cjs", "node", "rb",
                "ruby",
                "pl", "perl", "php", "php", "sh", "bash", "bash", "bash", "jar", "", "exe", "");

        private Interpreters() {
        }

        /**
         * The program that runs a script, by the script's extension. Empty: the extension is unknown. An empty text: a file
         * with this extension is no script.
         */
        static Optional<String> of(Path script) {
            String name = script.toString();
            return Optional
                    .ofNullable(BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                    .filter(program -> name.indexOf('.') >= 0);
        }

        static Path find(Path script, ProgramSearch programs, Path base) throws Unrunnable {
            String program = of(script).orElseThrow();
            if (program.isEmpty()) {
                throw new Unrunnable(
                        "target script " + NativePaths.shown(script)
                                + " is no script: a program stands behind --, such as "
                                + "-- java -jar app.jar");
            }
            if (!programs.isOnPath(program)) {
                throw new Unrunnable("target script " + NativePaths.shown(script) + " is run by " + program
                        + ", which was not found on PATH (install it, or name a program by --process_name)");
            }
            return programs.find(program, base);
        }
    }

    /** A script or program that cannot be run. The message has no full stop. */
    static final class Unrunnable extends Exception {

        private static final long serialVersionUID = 1L;

        Unrunnable(String sentence) {
            super(sentence);
        }
    }
}
