package dev.dpm.config;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.Thresholds.BreachSamples;
import dev.dpm.config.Thresholds.Threshold;
import dev.dpm.config.value.BadValue;
import dev.dpm.config.value.HostPort;
import dev.dpm.process.Expression;
import dev.dpm.process.RunAs;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;

/** Parsers of option texts, one for each type of value. Blanks around a text are ignored. */
public final class Parsers {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,9}|-0*[1-9][0-9]{0,8}");
    private static final Pattern WITH_UNIT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d",
            86_400_000L);
    private static final String OF_LIMIT = "%limit";
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Parsers() {
    }

    public static Option.Parser<String> text(String allowed) {
        return text -> {
            if (text.isBlank() || text.chars().anyMatch(c -> c < ' ')) {
                throw new BadValue(allowed);
            }
            return text;
        };
    }

    public static Option.Parser<Integer> integer(int least, int most, String allowed) {
        return text -> {
            String plain = text.strip();
            if (!INTEGER.matcher(plain).matches()) {
                throw new BadValue(allowed);
            }
            int value = Integer.parseInt(plain);
            if (value < least || value > most) {
                throw new BadValue(allowed);
            }
            return value;
        };
    }

    static Option.Parser<Double> number(double least, String allowed) {
        return text -> {
            String plain = text.strip();
            if (!NUMBER.matcher(plain).matches() || Double.parseDouble(plain) < least) {
                throw new BadValue(allowed);
            }
            return Double.parseDouble(plain);
        };
    }

    /** Makes a parser of a time span: seconds, or a number with the unit ms, s, m, h or d. */
    public static Option.Parser<Duration> duration(Duration least, String allowed) {
        return text -> {
            Matcher matcher = WITH_UNIT.matcher(text.strip());
            Long unit = matcher.matches()
                    ? MILLIS.get(matcher.group(2).isEmpty() ? "s" : matcher.group(2).toLowerCase(Locale.ROOT))
                    : null;
            if (unit == null) {
                throw new BadValue(allowed);
            }
            BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit * 1_000_000));
            if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
                throw new BadValue(allowed + ", at most 3650d");
            }
            Duration value = Duration.ofNanos(nanos.longValue());
            if (value.compareTo(least) < 0) {
                throw new BadValue(allowed);
            }
            return value;
        };
    }

    static Threshold cpuThreshold(String text) throws BadValue {
        String allowed = "a percentage of one core above 0, a part of the CPU limit such as 90%limit, or off";
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("off")) {
            return Threshold.OFF;
        }
        if (plain.endsWith(OF_LIMIT)) {
            return share(plain.substring(0, plain.length() - OF_LIMIT.length()), allowed);
        }
        double value = number(0, allowed).parse(text);
        if (value <= 0) {
            throw new BadValue(allowed);
        }
        return new Threshold.At(value);
    }

    static Threshold memoryThreshold(String text) throws BadValue {
        if (text.strip().equalsIgnoreCase("off")) {
            return Threshold.OFF;
        }
        String allowed = "off, a part of the limit such as 85%, or a number of MiB above 0, also ";
        if (text.strip().endsWith("%")) {
            return share(text.strip().substring(0, text.strip().length() - 1), allowed + Bytes.UNITS);
        }
        return new Threshold.At(Bytes.in("MiB", allowed).parse(text).count());
    }

    private static Threshold share(String percent, String allowed) throws BadValue {
        String range = allowed + "; a part is above 0 % and at most 100 %";
        double value = number(0, range).parse(percent);
        if (value <= 0 || value > 100) {
            throw new BadValue(range);
        }
        return new Threshold.Share(value);
    }

    static BreachSamples breachSamples(String text) throws BadValue {
        String allowed = "a number of samples from 1 to 1000, or cpu=N,memory=N";
        Option.Parser<Integer> count = integer(1, 1000, allowed);
        if (!text.contains("=")) {
            int both = count.parse(text);
            return new BreachSamples(both, both);
        }
        int cpu = 3;
        int memory = 2;
        Set<String> seen = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2 || !seen.add(pair[0].strip())) {
                throw new BadValue(allowed);
            }
            switch (pair[0].strip()) {
                case "cpu" -> cpu = count.parse(pair[1]);
                case "memory" -> memory = count.parse(pair[1]);
                default -> throw new BadValue(allowed);
            }
        }
        return new BreachSamples(cpu, memory);
    }

    static BreachAction breachAction(String text) throws BadValue {
        String allowed = "restart or stop (without --attach), terminate (with --attach), signal:NAME, unhealthy or "
                + "none";
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("signal:")) {
            Signal signal = Signal.parse(plain.substring("signal:".length()))
                    .orElseThrow(() -> new BadValue(allowed + ", NAME being a signal such as USR1"));
            return new BreachAction(BreachAction.Kind.SIGNAL, Optional.of(signal));
        }
        BreachAction.Kind kind = constant(BreachAction.Kind.class, allowed).parse(text);
        if (kind == BreachAction.Kind.SIGNAL) {
            throw new BadValue(allowed);
        }
        return BreachAction.of(kind);
    }

    static Signal signal(String text) throws BadValue {
        return Signal.parse(text).orElseThrow(() -> new BadValue(Signal.ALLOWED));
    }

    static Set<Integer> exitCodes(String text) throws BadValue {
        String allowed = "exit codes from 0 to 255, separated by commas";
        Set<Integer> codes = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            codes.add(integer(0, 255, allowed).parse(part));
        }
        return Set.copyOf(codes);
    }

    static boolean truth(String text) throws BadValue {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValue("true or false");
        };
    }

    static Expression expression(String text) throws BadValue {
        try {
            return Expression.of(text(Expression.ALLOWED).parse(text));
        } catch (IllegalArgumentException e) {
            throw new BadValue(Expression.ALLOWED + " (" + e.getMessage() + ")");
        }
    }

    static TargetName targetName(String text) throws BadValue {
        if (!TargetName.isValid(text)) {
            throw new BadValue(TargetName.ALLOWED);
        }
        return new TargetName(text);
    }

    /** Makes a parser of an enum. The constant ON_FAILURE is written on-failure or on_failure. */
    public static <E extends Enum<E>> Option.Parser<E> constant(Class<E> type, String allowed) {
        return text -> {
            // only ASCII: Java makes an I from the Turkish dotless i, too, so that a misspelt FILE would be accepted
            String word = text.strip().chars().allMatch(c -> c < 128)
                    ? text.strip().toUpperCase(Locale.ROOT).replace('-', '_')
                    : "";
            return Arrays.stream(type.getEnumConstants()).filter(c -> c.name().equals(word)).findFirst()
                    .orElseThrow(() -> new BadValue(allowed));
        };
    }

    /** Parses the two constants of {@link OutputMode} that are allowed for a target's stdin: null and inherit. */
    static OutputMode stdin(String text) throws BadValue {
        OutputMode mode = constant(OutputMode.class, "null or inherit").parse(text);
        if (mode != OutputMode.NULL && mode != OutputMode.INHERIT) {
            throw new BadValue("null or inherit");
        }
        return mode;
    }

    /** Parses a host name or a literal IP address. */
    static String address(String text) throws BadValue {
        String plain = text.strip();
        if (!plain.matches("[A-Za-z0-9.:%_-]{1,255}")) {
            throw new BadValue("an address of this machine, such as 127.0.0.1 or ::1");
        }
        return plain;
    }

    /** Makes a parser that also accepts {@code off}, for which the value is empty. */
    static <T> Option.Parser<Optional<T>> orOff(Option.Parser<T> parser) {
        return text -> text.strip().equalsIgnoreCase("off") ? Optional.empty() : Optional.of(parser.parse(text));
    }

    /** Parses the URL of a check. A password in it is refused, since events show the URL. */
    public static URI checkUrl(String text) throws BadValue {
        try {
            URI url = new URI(text.strip());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            boolean isWeb = scheme.equals("http") || scheme.equals("https");
            boolean isPort = url.getPort() != 0 && url.getPort() <= 65_535;
            if (isWeb && url.getHost() != null && url.getRawUserInfo() == null && isPort) {
                return url;
            }
        } catch (URISyntaxException e) {
            // a malformed URL gets the message below
        }
        throw new BadValue("an http or https address with a host and without a user name, such as "
                + "http://127.0.0.1:8000/healthz, or off");
    }

    static HostPort hostPort(String text) throws BadValue {
        return HostPort.parse(text.strip())
                .orElseThrow(() -> new BadValue("HOST:PORT, such as 127.0.0.1:5432 or [::1]:5432, or off"));
    }

    /**
     * Parses pairs K=V of environment variables. The caller has joined the pairs of a repeated flag, or of a mapping in a
     * file, into one text.
     */
    static Map<String, String> environment(String text) throws BadValue {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : text.split(Settings.SEPARATOR, -1)) {
            int equals = line.indexOf('=');
            if (equals < 1 || line.indexOf('\0') >= 0) {
                throw new BadValue("K=V, K not empty");
            }
            if (variables.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
                throw new BadValue("each variable once; " + line.substring(0, equals) + " is given twice");
            }
        }
        return Collections.unmodifiableMap(variables);
    }

    /**
     * Parses paths of files. The caller has joined the paths of a repeated flag, or of a list in a file, into one text.
     */
    static List<String> paths(String text) throws BadValue {
        List<String> paths = List.of(text.split(Settings.SEPARATOR, -1));
        for (String path : paths) {
            text("the path of a file").parse(path);
        }
        return paths;
    }

    static RunAs user(String text) throws BadValue {
        return RunAs.parse(text)
                .orElseThrow(() -> new BadValue("a user by name or number, such as www-data, 33 or www-data:adm"));
    }

    /**
     * Parses the signals that end {@code run}. Only signals that a JVM can handle are allowed, and none of job control.
     */
    static Set<Signal> stopSignals(String text) throws BadValue {
        Set<Signal> signals = new LinkedHashSet<>();
        for (String part : text.split("[," + Settings.SEPARATOR + "]", -1)) {
            signals.add(Signal.parse(part).filter(Signal.FOR_RUNNER::contains).orElseThrow(() -> new BadValue("some of "
                    + Signal.FOR_RUNNER.stream().map(Signal::name).collect(Collectors.joining(" "))
                    + ", separated by commas (QUIT is the JVM's: where an image has STOPSIGNAL QUIT, set STOPSIGNAL TERM,"
                    + " and --stop_signal QUIT for the target)")));
        }
        return Collections.unmodifiableSet(signals);
    }

    static Set<String> hostNames(String text) throws BadValue {
        Set<String> names = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String name = part.strip().toLowerCase(Locale.ROOT);
            if (!name.matches("[a-z0-9.:\\[\\]_-]+")) {
                throw new BadValue("host names separated by commas");
            }
            names.add(name);
        }
        return Set.copyOf(names);
    }
}
