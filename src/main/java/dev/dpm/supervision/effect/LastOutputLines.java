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

/** Reads the last output line of an ended process, shortened and with secrets masked. Used on any thread. */
final class LastOutputLines {

    /** The largest number of characters of the line. */
    static final int LONGEST = 200;

    /**
     * Signals that usually come from other processes. A target ended by one of them had no time to write a reason, so its
     * output is not read.
     */
    private static final Set<String> UNFORESEEN = Set.of("KILL", "TERM", "INT", "HUP");

    /**
     * The name of an exception in an output line. It is not masked, although {@code KeyError:} looks like the name of a secret.
     */
    private static final Pattern EXCEPTION = Pattern.compile("(?<![\\w.$])[\\w.$]{1,100}(?:Error|Exception): ");

    private final Map<TargetName, Begun> begun = new ConcurrentHashMap<>();

    /**
     * An output file of a target.
     *
     * @param length its length in bytes when the target was launched
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

    private record Begun(Incarnation life, Place output, List<Place> errors, boolean isAlwaysTold,
            Supplier<KnownSecrets> secrets) {

        /**
         * The output files of a launch in the order of the search: after a failure first stderr, since programs write the
         * reason there.
         */
        Stream<Place> places(boolean failed) {
            return failed
                    ? Stream.concat(errors.stream(), Stream.of(output))
                    : Stream.concat(Stream.of(output), errors.stream());
        }
    }

    void begins(Incarnation life, Path file) {
        begins(life, file, List.of(), false, () -> new KnownSecrets(List.of()));
    }

    /**
     * Records where the output of a launch begins.
     *
     * @param errors the files of stderr, where stderr has its own
     * @param isAlwaysTold true: the last line is reported even after a success
     * @param secrets returns the values to mask
     */
    void begins(Incarnation life, Path file, List<Path> errors, boolean isAlwaysTold,
            Supplier<KnownSecrets> secrets) {
        begun.put(life.target(),
                new Begun(life, Place.of(file), errors.stream().map(Place::of).toList(), isAlwaysTold, secrets));
    }

    long beginOf(Incarnation life, Path file) {
        return Optional.ofNullable(begun.get(life.target())).filter(known -> known.life().equals(life))
                .map(known -> known.output().length()).orElseGet(() -> file.toFile().length());
    }

    /**
     * The last line that a target wrote before its end; empty for a launch by an earlier runner, because the beginning of its
     * output is unknown.
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

    /** An output line with its secrets masked, cut to {@link #LONGEST} characters. */
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
