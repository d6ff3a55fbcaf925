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
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import dev.dpm.cli.call.ChosenLines;
import dev.dpm.cli.call.ChosenLines.Choice;
import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.CommandFailed;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.JsonLines;
import dev.dpm.cli.call.ScreenQuery.Zone;
import dev.dpm.cli.call.Sentences;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Moment;
import dev.dpm.cli.written.Names;
import dev.dpm.cli.written.Numbers;
import dev.dpm.cli.written.Selector;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.Tags;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.LineTime;
import dev.dpm.daemon.LogTail;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.Expression;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.TargetName;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code logs}: prints the output of targets from their log files. It needs no daemon. */
final class LogsCommand implements Command {

    private static final String DEFAULT_LINES = "100";
    private static final int MOST_LINES = 1_000_000;
    private static final String ENDING = ".log";
    /** Colours of the targets' names: cyan, yellow, green, magenta, blue, and the same bright (ECMA-48, 8.3.117). */
    private static final int[] COLOURS = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

    @Override
    public CommandSpec spec() {
        return new Grammar("logs", "[NAME...] [-l LABELS] [-f] [-n N] [--since TIME] [--grep REGEX] [--json | --raw]",
                "Shows the last lines of what targets wrote; of several with their names in front. On a terminal colours "
                        + "pass, and everything else that would steer it is shown by its name (^[ for escape).")
                .flag("goes on with what is written, until Ctrl-C", "-f", "--follow")
                .value("N", "the last that many lines (default: " + DEFAULT_LINES + "; with --since or --grep all)",
                        "-n",
                        "--lines")
                .value("TIME",
                        "only lines since then, by the times that the target writes into them: " + Moment.ALLOWED,
                        "--since")
                .value("REGEX", "only lines in which this regular expression is found (RE2's syntax)", "--grep")
                .flag("each line as a JSON object: target, time (that the line names, or null), line, and fields where "
                        + "the line is itself a JSON object", "--json")
                .flag("byte by byte as it was written, also on a terminal, which it may then steer", "--raw")
                .names(Names.DOC + "; may be left out where there is only one")
                .example("logs web -n 20", "logs -f web worker", "logs @shop -f",
                        "logs web --since 10m --grep 'ERROR|WARN'", "logs all -f --json");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) throws CommandFailed {
        int lines = Numbers.lines("-n", words.given("-n").orElse(DEFAULT_LINES), MOST_LINES);
        if (words.has("--json") && words.has("--raw")) {
            throw new CommandFailed(ExitCodes.USAGE, "logs: --json and --raw exclude each other; allowed: one of them");
        }
        Choice choice = choice(words, lines, surroundings);
        RuntimeDirectory home = surroundings.home();
        List<String> names = names(Selector.of(words), known(home));
        PrintStream out = words.has("--raw") ? surroundings.out() : surroundings.shown();
        boolean follows = words.has("-f");
        List<Shown> all = new ArrayList<>();
        for (String name : names) {
            Path file = home.targetLog(name);
            if (!LogTail.isThere(file)) {
                surroundings.err().println(name + " has written nothing to " + file
                        + " (with --output inherit or null it never does)" + (follows ? "; waiting" : ""));
            }
            OutputStream named = words.has("--json")
                    ? new JsonLines(name, out, new LineTime(zone(surroundings), Instant.now()))
                    : names.size() == 1
                            ? out
                            : new NamedLines(name, out, surroundings.wantsColour() ? colour(all.size()) : "");
            all.add(Shown.of(name, file, named, choice));
        }
        try {
            for (Shown one : all) {
                one.tail.last(choice.isAll() ? lines : MOST_LINES);
                one.endPast(follows);
            }
            int code = lackingTimes(all, choice, surroundings);
            if (follows) {
                follow(all.stream().map(Shown::tail).toList(), surroundings.out()::checkError);
            }
            // an incomplete last line must not colour the shell's prompt, so the colours of the terminal are reset
            for (Shown one : all) {
                one.finish(surroundings.out());
            }
            if (out != surroundings.out()) {
                out.close();
            }
            return code;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED,
                    "the logs of " + Sentences.oneAndOthers(names) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Choice choice(WrittenCommand words, int lines, CommandContext surroundings)
            throws CommandFailed {
        if (words.given("--since").isEmpty() && words.given("--grep").isEmpty()) {
            return Choice.ALL;
        }
        Instant now = Instant.now();
        ZoneId zone = zone(surroundings);
        Instant since = words.given("--since").isPresent()
                ? Moment.of("--since", words.given("--since").get(), now, zone)
                : Instant.MIN;
        Predicate<String> wanted = words.given("--grep").isPresent()
                ? expression(words.given("--grep").get())::isFoundIn
                : line -> true;
        return new Choice(since, new LineTime(zone, now), wanted,
                words.given("-n").isPresent() ? lines : Integer.MAX_VALUE);
    }

    private static ZoneId zone(CommandContext surroundings) {
        return TimeZone.getTimeZone(Zone.id(surroundings.environment())).toZoneId();
    }

    private static Expression expression(String text) throws CommandFailed {
        try {
            return Expression.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "--grep takes " + Expression.ALLOWED + ", not '" + text + "': " + e.getMessage(), e);
        }
    }

    /**
     * Prints a warning about each target whose output lines contain no times, since {@code --since} finds no lines of such a
     * target.
     */
    private static int lackingTimes(List<Shown> all, Choice choice, CommandContext surroundings)
            throws IOException {
        int code = ExitCodes.DONE;
        for (Shown one : all) {
            boolean isOld = one.isUnchangedSince(choice.since());
            if (one.lacksTimes() && !isOld) {
                surroundings.err().println(one.name + " writes no times that can be read into its lines, so --since "
                        + "cannot choose among them; `logs " + one.name
                        + " -n N` shows the last ones, and output_timestamps: "
                        + "true writes times into them");
                code = ExitCodes.FAILED;
            }
        }
        return code;
    }

    private static String colour(int number) {
        return "\u001b[" + COLOURS[number % COLOURS.length] + "m";
    }

    private record Shown(String name, Path file, LogTail tail, OutputStream lines, PrintStream stream) {

        static Shown of(String name, Path file, OutputStream named, Choice choice) {
            OutputStream lines = choice.isAll() ? named : new ChosenLines(named, choice);
            PrintStream stream = lines instanceof PrintStream printed
                    ? printed
                    : new PrintStream(lines, false, StandardCharsets.UTF_8);
            return new Shown(name, file, new LogTail(file, stream), lines, stream);
        }

        void endPast(boolean follows) throws IOException {
            stream.flush();
            if (lines instanceof ChosenLines chosen) {
                chosen.endPast(follows);
            }
        }

        boolean lacksTimes() {
            return lines instanceof ChosenLines chosen && chosen.lacksTimes();
        }

        boolean isUnchangedSince(Instant moment) throws IOException {
            return Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        }

        void finish(PrintStream commands) {
            if (stream != commands) {
                stream.close();
            }
        }
    }

    /**
     * Prints new output of several targets as they write it, each target on a thread of its own. Ends at Ctrl-C, or when the
     * reader of stdout (such as {@code head}) closes the pipe.
     */
    private static void follow(List<LogTail> tails, BooleanSupplier isClosed) throws IOException {
        for (LogTail tail : tails.subList(1, tails.size())) {
            Thread thread = new Thread(() -> {
                try {
                    tail.follow(isClosed);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, "dpm-logs");
            thread.setDaemon(true);
            thread.start();
        }
        tails.get(0).follow(isClosed);
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

    private static void errorsElsewhere(RuntimeDirectory home, SortedMap<String, KnownTarget> targets) {
        for (String target : List.copyOf(targets.keySet())) {
            String name = target + OutputPlace.ERRORS;
            if (Files.isSymbolicLink(home.targetLogLink(name))) {
                targets.putIfAbsent(name, KnownTarget.named(name, Tags.NONE));
            }
        }
    }

    private static SortedMap<String, KnownTarget> known(RuntimeDirectory home) throws CommandFailed {
        SortedMap<String, KnownTarget> targets = new TreeMap<>();
        for (KnownTarget target : Names.lastKnown(home).targets()) {
            targets.put(target.name(), target);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.targetLogs(), "*" + ENDING)) {
            for (Path file : files) {
                String base = file.getFileName().toString();
                String name = base.substring(0, base.length() - ENDING.length());
                boolean isSecond = name.endsWith(OutputPlace.RAW)
                        && targets.containsKey(name.substring(0, name.length() - OutputPlace.RAW.length()));
                if (TargetName.isValid(name) && !isSecond) {
                    targets.putIfAbsent(name, KnownTarget.named(name, Tags.NONE));
                }
            }
            errorsElsewhere(home, targets);
        } catch (NoSuchFileException e) {
            return targets;
        } catch (IOException e) {
            throw new CommandFailed(ExitCodes.FAILED, "the folder " + home.targetLogs() + " cannot be read", e);
        }
        return targets;
    }

    /** Writes a target's name before each of its output lines. Lines of several targets are never mixed within a line. */
    static final class NamedLines extends OutputStream {

        /** The number of bytes of an output line after which its beginning is printed before its end is known. */
        private static final int LONGEST = 64 * 1024;

        private final byte[] name;
        private final PrintStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        NamedLines(String name, PrintStream out, String colour) {
            this.name = (colour.isEmpty() ? name + " | " : colour + name + "\u001b[0m | ")
                    .getBytes(StandardCharsets.UTF_8);
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
