package dev.dpm.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.dpm.config.Tags;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LogTail;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.TargetName;
import picocli.CommandLine.Model.CommandSpec;

/** {@code logs}: prints a target's output, read directly from its file, so that no daemon is needed. */
final class LogsCommand implements Command {

    private static final String DEFAULT_LINES = "100";
    private static final int MOST_LINES = 1_000_000;
    private static final String ENDING = ".log";

    @Override
    public CommandSpec spec() {
        return new Grammar("logs", "[NAME...] [-l LABELS] [-f] [-n N] [--raw]",
                "Shows the last lines of what targets wrote; of several with their names in front. On a terminal colours "
                        + "pass, and everything else that would steer it is shown by its name (^[ for escape).")
                .flag("goes on with what is written, until Ctrl-C", "-f", "--follow")
                .value("N", "the last that many lines (default: " + DEFAULT_LINES + ")", "-n", "--lines")
                .flag("byte by byte as it was written, also on a terminal, which it may then steer", "--raw")
                .names(Names.DOC + "; may be left out where there is only one")
                .example("logs web -n 20", "logs -f web worker", "logs @shop -f");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        RuntimeDirectory home = surroundings.home();
        List<String> names = names(Selector.of(words), known(home));
        PrintStream out = words.has("--raw") ? surroundings.out() : surroundings.shown();
        boolean follows = words.has("-f");
        List<LogTail> tails = new ArrayList<>();
        List<PrintStream> named = new ArrayList<>();
        for (String name : names) {
            Path file = home.targetLog(name);
            if (!LogTail.isThere(file)) {
                surroundings.err().println(name + " has written nothing to " + file
                        + " (with --output inherit or null it never does)" + (follows ? "; waiting" : ""));
            }
            named.add(names.size() == 1
                    ? out
                    : new PrintStream(new NamedLines(name, out), false, StandardCharsets.UTF_8));
            tails.add(new LogTail(file, named.get(named.size() - 1)));
        }
        try {
            for (LogTail tail : tails) {
                tail.last(lines);
            }
            if (follows) {
                follow(tails);
            }
            // an unfinished line is printed too, and its colours are reset, so that they do not reach the prompt
            named.stream().filter(stream -> stream != surroundings.out()).forEach(PrintStream::close);
            if (out != surroundings.out()) {
                out.close();
            }
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED,
                    "the logs of " + Sentences.oneAndOthers(names) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Follows each output on a thread of its own, the first on this one; Ctrl-C ends all. */
    private static void follow(List<LogTail> tails) throws IOException {
        for (LogTail tail : tails.subList(1, tails.size())) {
            Thread thread = new Thread(() -> {
                try {
                    tail.follow();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, "dpm-logs");
            thread.setDaemon(true);
            thread.start();
        }
        tails.get(0).follow();
    }

    private static List<String> names(Selector selector, SortedMap<String, KnownTarget> known) throws CommandFailed {
        if (!selector.isNothing()) {
            return selector.among(known.values());
        }
        if (known.size() == 1) {
            return List.of(known.firstKey());
        }
        throw new CommandFailed(ExitCodes.USAGE, known.isEmpty()
                ? "no target is known, so there are no logs"
                : "logs: name one of the targets, or several, or all: " + String.join(", ", known.keySet()));
    }

    /** Targets that have state, or of which only the output is left. */
    private static SortedMap<String, KnownTarget> known(RuntimeDirectory home) throws CommandFailed {
        SortedMap<String, KnownTarget> targets = new TreeMap<>();
        for (KnownTarget target : Names.lastKnown(home).targets()) {
            targets.put(target.name(), target);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.targetLogs(), "*" + ENDING)) {
            for (Path file : files) {
                String base = file.getFileName().toString();
                String name = base.substring(0, base.length() - ENDING.length());
                if (TargetName.isValid(name)) {
                    targets.putIfAbsent(name, KnownTarget.named(name, Tags.NONE));
                }
            }
        } catch (NoSuchFileException e) {
            return targets;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, "the folder " + home.targetLogs() + " cannot be read", e);
        }
        return targets;
    }

    /** Prefixes each line with a target's name, and writes lines of several targets one at a time. */
    static final class NamedLines extends OutputStream {

        /** Bytes after which an unfinished line is written all the same. */
        private static final int LONGEST = 64 * 1024;

        private final byte[] name;
        private final PrintStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        /**
         * Makes the stream of one target.
         *
         * @param out the stream shared by all targets
         */
        NamedLines(String name, PrintStream out) {
            this.name = (name + " | ").getBytes(StandardCharsets.UTF_8);
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            line.write(b);
            if (b == '\n' || line.size() >= LONGEST) {
                show(b != '\n');
            }
        }

        private void show(boolean isCut) throws IOException {
            byte[] whole = line.toByteArray();
            line.reset();
            synchronized (out) {
                out.write(name);
                out.write(whole);
                if (isCut) {
                    out.write('\n');
                }
            }
        }

        /** Keeps an unfinished line until its end comes, so that no other target's text is put in between. */
        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (line.size() > 0) {
                show(true);
            }
            out.flush();
        }
    }
}
