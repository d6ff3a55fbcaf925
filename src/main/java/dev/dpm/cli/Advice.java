package dev.dpm.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.resolve.Spelling;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OwnStart;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Hints in error messages about a wrong command line: how the user probably meant a misspelt word, a command of another tool,
 * or a missing {@code --}.
 */
final class Advice {

    private static final Map<String, String> ELSEWHERE = Map.ofEntries(Map.entry("ls", "status"),
            Map.entry("ps", "status"), Map.entry("list", "status"), Map.entry("info", "status"),
            Map.entry("show", "status"), Map.entry("describe", "status"), Map.entry("top", "status --watch"),
            Map.entry("monit", "status --watch"), Map.entry("log", "logs"), Map.entry("tail", "logs -f"),
            Map.entry("kill", "stop"), Map.entry("down", "stop"), Map.entry("halt", "stop"),
            Map.entry("shutdown", "stop"), Map.entry("quit", "stop"), Map.entry("up", "start"),
            Map.entry("add", "start"), Map.entry("launch", "start"), Map.entry("resume", "start"),
            Map.entry("exec", "run"), Map.entry("fg", "run"), Map.entry("rm", "remove"), Map.entry("del", "remove"),
            Map.entry("delete", "remove"), Map.entry("reboot", "restart"), Map.entry("reread", "reload"),
            Map.entry("update", "reload"), Map.entry("apply", "reload"), Map.entry("history", "events"),
            Map.entry("validate", "check"), Map.entry("test", "check"), Map.entry("ui", "console"),
            Map.entry("web", "console"), Map.entry("open", "console"), Map.entry("help", "--help"),
            Map.entry("version", "--version"));
    private static final List<String> ENDINGS = List.of(".py", ".js", ".mjs", ".cjs", ".rb", ".pl", ".php", ".sh",
            ".bash");

    private Advice() {
    }

    /** The hint {@code ; did you mean status?} for a misspelt command. Empty text: no command has a similar name. */
    static String forCommand(String written) {
        return Optional.ofNullable(ELSEWHERE.get(written)).or(() -> Spelling.nearest(written, CommandList.NAMES))
                .map(word -> "; did you mean " + word + "?").orElse("");
    }

    /**
     * The hint for a {@code start} or {@code run} that names a script or program but no option. Empty text: all words are
     * options with their values.
     * @param behind all words after the command's name
     */
    static String forWords(String command, Path cwd, String... behind) {
        int first = firstWord(command, behind);
        if (first < 0) {
            return "";
        }
        return isScript(behind[first], cwd)
                ? "; a script stands behind --script_path: " + command + " --script_path " + behind[first]
                : "; a program and its arguments stand behind --: " + command + " " + joined(behind, 0, first) + "-- "
                        + joined(behind, first, Math.min(behind.length, first + 3)).strip()
                        + (behind.length > first + 3 ? " ..." : "");
    }

    private static int firstWord(String command, String... behind) {
        int first = -1;
        for (int i = 0; i < behind.length && first < 0; i++) {
            boolean isValue = i > 0 && behind[i - 1].startsWith("-") && !behind[i - 1].contains("=");
            if (!behind[i].startsWith("-") && !isValue) {
                first = i;
            }
        }
        boolean isName = command.equals("start") && first >= 0 && first + 1 < behind.length
                && !behind[first + 1].startsWith("-");
        return isName && isProgram(behind[first + 1]) && !isProgram(behind[first]) ? first + 1 : first;
    }

    private static boolean isProgram(String word) {
        return word.indexOf('/') >= 0 || Arrays.stream(OwnStart.environment().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> exists(NativePaths.of(folder.isEmpty() ? "." : folder), word));
    }

    static boolean isScript(String word, Path cwd) {
        return ENDINGS.stream().anyMatch(word::endsWith) || word.indexOf('/') >= 0 && exists(cwd, word);
    }

    static boolean isFile(String word, Path cwd) {
        return isScript(word, cwd) || exists(cwd, word) || isProgram(word);
    }

    private static boolean exists(Path folder, String file) {
        try {
            return Files.isRegularFile(folder.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String joined(String[] words, int from, int to) {
        return from == to ? "" : String.join(" ", Arrays.copyOfRange(words, from, to)) + " ";
    }

    /** Converts an error of the parser picocli to one sentence with a hint. */
    static final class UsageSentence {

        /** Words that other tools use as an option for the command line of a program. */
        private static final List<String> COMMAND_WORDS = List.of("command", "cmd", "exec");

        private UsageSentence() {
        }

        static String of(ParameterException e) {
            if (e instanceof UnmatchedArgumentException unmatched) {
                return unmatched(unmatched);
            }
            if (e instanceof OverwrittenOptionException doubled) {
                return name(doubled.getOverwritten()) + " is given twice, allowed is once";
            }
            if (e instanceof MissingParameterException missing) {
                ArgSpec arg = missing.getMissing().isEmpty() ? missing.getArgSpec() : missing.getMissing().get(0);
                if (arg != null) {
                    return arg.isOption()
                            ? name(arg) + " needs a value: " + arg.paramLabel()
                            : arg.paramLabel() + " is missing";
                }
            }
            return e.getMessage();
        }

        private static String unmatched(UnmatchedArgumentException e) {
            String word = e.getUnmatched().get(0);
            if (!word.startsWith("-")) {
                return "'" + word + "' is one word too many";
            }
            return "unknown option '" + word + "'" + meant(word, e.getCommandLine().getCommandSpec());
        }

        private static String meant(String word, CommandSpec command) {
            String plain = word.replaceFirst("^-+", "").replaceFirst("=.*$", "").replace('-', '_');
            List<String> known = command.options().stream().filter(option -> !option.hidden())
                    .map(option -> option.longestName().replaceFirst("^-+", "")).sorted().toList();
            boolean takesCommand = known.contains("name") && known.contains("cwd");
            if (takesCommand && Spelling.nearest(plain, COMMAND_WORDS).isPresent()) {
                return "; the command and its arguments stand behind --: " + command.name() + " -- COMMAND ARGUMENT...";
            }
            // an unknown word of at least four letters stands for the long option that begins with it
            return beginning(plain, known, 4).or(() -> Spelling.nearest(plain, known))
                    .or(() -> beginning(plain, known, 2))
                    .map(name -> "; is --" + name + " meant?").orElse("");
        }

        private static Optional<String> beginning(String plain, List<String> known, int letters) {
            return plain.length() < letters
                    ? Optional.empty()
                    : known.stream().filter(name -> name.startsWith(plain)).findFirst();
        }

        private static String name(ArgSpec arg) {
            return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
        }
    }
}
