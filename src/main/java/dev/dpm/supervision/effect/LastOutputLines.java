package dev.dpm.supervision.effect;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.dpm.config.KnownSecrets;
import dev.dpm.config.Secrets;
import dev.dpm.event.OneLine;
import dev.dpm.process.ExitStatus;
import dev.dpm.process.Incarnation;
import dev.dpm.process.TargetName;
import dev.dpm.process.output.LastLine;

/**
 * Reads the last output line of a target's process that has ended, in a form that fits into a sentence: one line,
 * shortened, without control characters, secrets masked. Safe on any thread.
 */
final class LastOutputLines {

    /** The largest number of characters of an output line that a reason quotes; the output file contains the rest. */
    static final int LONGEST = 200;

    /**
     * The names of signals that usually come from other processes. A target that such a signal ended had no time to
     * write a reason, so its output is not read, and its restart is not delayed.
     */
    private static final Set<String> UNFORESEEN = Set.of("KILL", "TERM", "INT", "HUP");

    /**
     * The name of an exception and its colon in an output line. This text is not masked, although {@code KeyError:}
     * looks like the name of a secret.
     */
    private static final Pattern EXCEPTION = Pattern.compile("(?<![\\w.$])[\\w.$]{1,100}(?:Error|Exception): ");

    /** The newest launch of each target, with its output files, stored by {@link #begins}. */
    private final Map<TargetName, Begun> begun = new ConcurrentHashMap<>();

    /**
     * A file to which a target writes output.
     *
     * @param length the length of the file in bytes when the target was launched
     */
    private record Place(Path file, long length) {

        static Place of(Path file) {
            return new Place(file, file.toFile().length());
        }

        Optional<String> lastLine(KnownSecrets secrets) {
            return LastLine.of(file, length).map(secrets::mask).map(LastOutputLines::shown)
                    .filter(line -> !line.isEmpty());
        }
    }

    /**
     * Where the output of one launch begins.
     *
     * @param output the file of stdout
     * @param errors the file of stderr, if it is another file than that of stdout
     * @param isAlwaysTold whether the last line is reported even after a success
     * @param secrets returns the values that are masked in the line
     */
    private record Begun(Incarnation life, Place output, List<Place> errors, boolean isAlwaysTold,
            Supplier<KnownSecrets> secrets) {

        /**
         * The output files of a launch in the order in which they are searched: after a failure first stderr, since
         * programs write the reason there.
         */
        Stream<Place> places(boolean failed) {
            return failed
                    ? Stream.concat(errors.stream(), Stream.of(output))
                    : Stream.concat(Stream.of(output), errors.stream());
        }
    }

    /**
     * Records that a target is about to be launched, so that the present content of its output file counts as output of
     * earlier launches.
     */
    void begins(Incarnation life, Path file) {
        begins(life, file, List.of(), false, () -> new KnownSecrets(List.of()));
    }

    /**
     * Records where the output of a launch begins.
     *
     * @param file the file to which the target writes
     * @param errors the file to which the target writes its stderr, if it is another file
     * @param isAlwaysTold whether the last line is reported even after a success: true for a scheduled run, whose
     *     result people want to see in any case
     * @param secrets returns the values that are masked in the line; called only when a line is reported, so that
     *     launches do not pay for it
     */
    void begins(Incarnation life, Path file, List<Path> errors, boolean isAlwaysTold,
            Supplier<KnownSecrets> secrets) {
        begun.put(life.target(),
                new Begun(life, Place.of(file), errors.stream().map(Place::of).toList(), isAlwaysTold, secrets));
    }

    /**
     * The byte position in the output file at which the output of a launch begins. For a launch by an earlier runner,
     * the present end of the file.
     */
    long beginOf(Incarnation life, Path file) {
        return Optional.ofNullable(begun.get(life.target())).filter(known -> known.life().equals(life))
                .map(known -> known.output().length()).orElseGet(() -> file.toFile().length());
    }

    /**
     * The last line that a target wrote before its end; after a failure, the last line of its stderr, if stderr has a
     * file of its own. Empty for a launch by an earlier runner, because it is unknown where its output begins.
     */
    Optional<String> last(Incarnation life, ExitStatus status) {
        return Optional.ofNullable(begun.get(life.target()))
                .filter(known -> known.life().equals(life) && (known.isAlwaysTold() || mayHaveSaidWhy(status)))
                .flatMap(known -> known.places(status.shellCode() != 0)
                        .flatMap(place -> place.lastLine(known.secrets().get()).stream())
                        .findFirst());
    }

    private static boolean mayHaveSaidWhy(ExitStatus status) {
        return status instanceof ExitStatus.Signaled by
                ? !UNFORESEEN.contains(by.signal().name())
                : status.shellCode() != 0;
    }

    /** Masks secrets in an output line and shortens the line again, since a mask may be longer than the secret. */
    static String shown(String line) {
        return OneLine.of(masked(OneLine.of(line, 2 * LONGEST)), LONGEST);
    }

    private static String masked(String line) {
        StringBuilder masked = new StringBuilder();
        Matcher exception = EXCEPTION.matcher(line);
        int from = 0;
        while (exception.find()) {
            masked.append(Secrets.mask(line.substring(from, exception.start()))).append(exception.group());
            from = exception.end();
        }
        return masked.append(Secrets.mask(line.substring(from))).toString();
    }
}
