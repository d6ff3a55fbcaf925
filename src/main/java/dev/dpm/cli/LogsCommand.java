package dev.dpm.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LogTail;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.TargetName;
import picocli.CommandLine.Model.CommandSpec;

/** {@code logs}: a target's output, read straight from its file, so that it needs no daemon. */
final class LogsCommand implements Command {

    private static final String DEFAULT_LINES = "100";
    private static final int MOST_LINES = 1_000_000;
    private static final String ENDING = ".log";

    @Override
    public CommandSpec spec() {
        return new Grammar("logs", "[NAME] [-f] [-n N]", "Shows the last lines of a target's output.")
                .flag("goes on with what is written, until Ctrl-C", "-f", "--follow")
                .value("N", "the last that many lines (default: " + DEFAULT_LINES + ")", "-n", "--lines")
                .optionalArgument("NAME", "the target; may be left out where there is only one")
                .example("logs web -n 20", "logs web -f");
    }

    @Override
    public int run(Words words, Surroundings surroundings) throws CommandFailed {
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RuntimeDirectory home = surroundings.home();
        String name = name(words.argument(), known(home));
        Path file = home.targetLog(name);
        boolean follows = words.has("-f");
        if (!Files.exists(file)) {
            surroundings.err().println(name + " has written nothing to " + file
                    + " (with --output inherit or null it never does)" + (follows ? "; waiting" : ""));
        }
        try {
            LogTail tail = new LogTail(file, surroundings.out());
            tail.last(lines);
            if (follows) {
                tail.follow();
            }
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, "the log " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Optional<String> asked, SortedSet<String> known) throws CommandFailed {
        if (asked.isPresent()) {
            if (!known.contains(Names.require(asked.get()))) {
                throw Names.unknown(asked.get());
            }
            return asked.get();
        }
        if (known.size() == 1) {
            return known.first();
        }
        throw new CommandFailed(ExitCodes.USAGE, known.isEmpty()
                ? "no target is known, so there are no logs"
                : "logs: name one of the targets: " + String.join(", ", known));
    }

    /** Targets that have state, and those of which only the output is left. */
    private static SortedSet<String> known(RuntimeDirectory home) throws CommandFailed {
        SortedSet<String> names = new TreeSet<>();
        for (KnownTarget target : Names.lastKnown(home).targets()) {
            names.add(target.name());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.targetLogs(), "*" + ENDING)) {
            for (Path file : files) {
                String base = file.getFileName().toString();
                String name = base.substring(0, base.length() - ENDING.length());
                if (TargetName.isValid(name)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, "the folder " + home.targetLogs() + " cannot be read", e);
        }
        return names;
    }
}
