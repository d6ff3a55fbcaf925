package dev.dpm.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import dev.dpm.cli.Advice.UsageSentence;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Print;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Requests.OptionFlags;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.ProgramName;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The entry point of the command line: runs the command that the user typed. A failure becomes a sentence on stderr and an exit
 * code.
 */
public final class Cli {

    private final CommandContext surroundings;

    public Cli(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Runs the command in these arguments.
     * @return the exit code, see {@link ExitCodes}
     */
    public int execute(String... args) {
        try {
            return withAnswer(dispatch(args));
        } catch (CommandFailed e) {
            Print.error(surroundings, Grammar.PROGRAM + ": " + e.getMessage());
            return e.exitCode();
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    /**
     * The given exit code, or that of a failure if the command's output could not be written to stdout, for example to a full
     * disk.
     */
    private int withAnswer(int exitCode) {
        Optional<String> loss = surroundings.lostAnswer();
        loss.ifPresent(why -> Print.error(surroundings, Grammar.PROGRAM
                + ": the answer cannot be written to stdout: " + why));
        return exitCode == ExitCodes.DONE && loss.isPresent() ? ExitCodes.FAILED : exitCode;
    }

    private int dispatch(String... args) throws CommandFailed {
        if (args.length == 0) {
            throw hinted("a command is needed: " + String.join(", ", CommandList.NAMES), "--help");
        }
        switch (args[0]) {
            case "--version", "-V" -> {
                surroundings.out().println(ProgramName.PRODUCT + " " + surroundings.program().version());
                return ExitCodes.DONE;
            }
            case "--help", "-h" -> {
                return help(CommandList.tree());
            }
            default -> {
                return command(args);
            }
        }
    }

    private int command(String... args) throws CommandFailed {
        Optional<Command> command = CommandList.byName(args[0]);
        if (command.isEmpty()) {
            String what = args[0].startsWith("-") ? "an option of " + Grammar.PROGRAM : "a command";
            throw hinted("'" + args[0] + "' is not " + what + Advice.forCommand(args[0]) + "; commands are "
                    + String.join(", ", CommandList.NAMES),
                    "--help");
        }
        String[] behind = Arrays.copyOfRange(args, 1, args.length);
        CommandLine line = new CommandLine(command.get().spec());
        // picocli must not replace an argument that begins with @ by the content of the file of that name
        line.setExpandAtFiles(false);
        WrittenCommand words = words(command.get(), line, args[0], surroundings.cwd(), behind);
        if (words.parsed().isUsageHelpRequested()) {
            return help(line);
        }
        return command.get().run(words, surroundings);
    }

    private static WrittenCommand words(Command command, CommandLine line, String name, Path cwd, String... behind)
            throws CommandFailed {
        String hint = name + " --help";
        if (!command.takesCommand() && Arrays.asList(behind).contains("--")) {
            throw hinted(name + ": takes no command after --", hint);
        }
        try {
            WrittenCommand words = new WrittenCommand(
                    line.parseArgs(WrittenCommand.options(command.takesCommand(), behind)),
                    WrittenCommand.command(behind));
            if (WrittenCommand.endsWithDashes(behind) && !OptionFlags.nameScript(words)) {
                throw hinted(name + ": -- is followed by nothing; allowed behind it: a program and its arguments",
                        hint);
            }
            return words;
        } catch (ParameterException e) {
            String missing = command.takesCommand() && e instanceof UnmatchedArgumentException
                    ? Advice.forWords(name, cwd, WrittenCommand.options(command.takesCommand(), behind))
                    : "";
            throw hinted(name + ": " + UsageSentence.of(e) + missing, hint);
        }
    }

    private int help(CommandLine line) {
        line.usage(surroundings.out(), surroundings.wantsColour() ? Ansi.ON : Ansi.OFF);
        return ExitCodes.DONE;
    }

    private static CommandFailed hinted(String sentence, String hint) {
        return new CommandFailed(ExitCodes.USAGE, sentence + " (see " + Grammar.TYPED + " " + hint + ")");
    }
}
