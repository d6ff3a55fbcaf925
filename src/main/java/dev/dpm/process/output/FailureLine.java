package dev.dpm.process.output;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the line of a program's output that says why the program failed: the last line, or the exception that belongs to
 * a stack trace. Of a chain of Java exceptions, it is the last cause.
 */
final class FailureLine {

    /** The lines of stack traces, and remarks around them, that do not say why a program failed. */
    private static final Pattern OF_TRACE = Pattern.compile(String.join("|",
            // frames of node, Java and .NET: "at f (x.js:1:2)", "... 12 more"
            "\\s+at \\S.*", "\\s+\\.\\.\\. \\d+ more", "Emitted '[^']*' event .*",
            "Node\\.js v\\d.*", "\\(Use `node --trace.*",
            // frames of Python; a frame ends with the source line and the carets below it
            "\\s*File \"[^\"]*\", line \\d+.*", "\\(Background on this error at: .*", "-{6,}.*",
            // frames of Ruby, Perl and PHP
            "\\s+from \\S+:\\d+:in .*", "\\s+\\S.* called at \\S+ line \\d+.*",
            "#\\d+ (\\{main}|\\[internal function]|.*\\(\\d+\\): ).*", "Stack trace:",
            "\\s+thrown in \\S+ on line \\d+",
            // frames of Go, and the headers around them
            "goroutine \\d+ [^\\[]*\\[[^]]*]:", "runtime stack:", "\\s+\\S+\\.(go|s):\\d+.*", "\\[signal .*\\]",
            "[a-z0-9]{2,6} +0x[0-9a-f]+", "exit status \\d+", "\\.\\.\\..* frames elided.*",
            // the header of a trace of Rust, and its closing remark
            "stack backtrace:", "note: .*RUST_BACKTRACE=.*",
            // output of a Java VM that aborts: the lines after "#  SIGSEGV (0xb) at pc=0x…"
            "#", "# (A fatal error has|JRE version|Java VM|Problematic|C |V |J |j |No core|Core dump|core dump).*",
            "# (An error report|/.*\\.log|If you would|The crash happened|See problem| {2}http).*",
            "\\[error occurred.*",
            "-{5} \\w+ stack trace -{5}", "\\d+: 0x[0-9a-f]+ .*",
            // closing remarks of the launcher of Java, after the line that describes the fault
            "Error: (Could not create the Java Virtual Machine|A fatal exception has occurred\\. Program will exit)\\.",
            // the last message of nginx, after several tries for each address
            ".*\\[emerg\\] \\d+#\\d+: still could not bind\\(\\)",
            // lines of gunicorn and npm that only say that something else failed
            "\\[.*\\] (Worker exiting|Shutting down|Reason: Worker failed to boot).*",
            "npm (ERR!|error)( A complete log of this run.*| {2,}/.*|\\s*)"));
    /** A line of a Go stack trace with a file and line number. The line before it names the function. */
    private static final Pattern GO_PLACE = Pattern.compile("\\s+\\S+\\.(go|s):\\d+.*");
    /** The characters that Python prints at the left of each line of an exception group. */
    private static final Pattern OF_GROUP = Pattern.compile("^ +(\\| ?|\\+-\\+?)");
    private static final String GROUP = "Exception Group Traceback (most recent call last):";
    /** The last line of an object that node prints after a stack trace. */
    private static final Pattern BRACKET = Pattern.compile("[\\]})]+");
    /** A line that begins with the name of an exception, perhaps after words that the runtime of the language adds. */
    private static final Pattern EXCEPTION = Pattern.compile("(Exception in thread \"[^\"]*\" |Caused by: |Uncaught "
            + "|Unhandled exception[.:] |(PHP )?Fatal error: +){0,3}([\\w$]+[.:\\\\]+){0,20}"
            + "[\\w$]*(Error|Exception|Fault|Failure|Rejection|Throwable|Exit|Interrupt|Group)\\b.*"
            + "|(Caused by|panic|fatal error|FATAL ERROR): .*");
    /** The line that the runtime of Rust (since 1.73) prints before the message of the program. */
    private static final Pattern PANICKED = Pattern.compile("thread '[^']*' (\\(\\d+\\) )?panicked at .*:");
    /**
     * The number of lines, counted backwards from the last line of a message, among which its first line is searched.
     */
    private static final int MOST_WORDS = 20;

    private FailureLine() {
    }

    static Optional<String> of(List<String> lines) {
        return told(lines.stream().anyMatch(line -> line.endsWith(GROUP))
                ? lines.stream().map(line -> OF_GROUP.matcher(line).replaceFirst("")).toList()
                : lines);
    }

    private static Optional<String> told(List<String> lines) {
        int last = lines.size() - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        if (last < 0) {
            return Optional.empty();
        }
        int words = last;
        boolean hasTrace = false;
        while (words >= 0 && isPassedOver(lines, words)) {
            hasTrace |= isOfTrace(lines, words);
            words--;
        }
        if (words < 0) {
            return Optional.of(lines.get(last));
        }
        boolean tells = hasTrace || isException(lines.get(words));
        return Optional.of(lines.get(tells ? head(lines, words) : last));
    }

    private static boolean isPassedOver(List<String> lines, int at) {
        String line = lines.get(at);
        return line.isBlank() || Character.isWhitespace(line.charAt(0)) || BRACKET.matcher(line).matches()
                || isOfTrace(lines, at);
    }

    private static boolean isOfTrace(List<String> lines, int at) {
        boolean isFunction = at + 1 < lines.size() && GO_PLACE.matcher(lines.get(at + 1)).matches();
        return isFunction || OF_TRACE.matcher(lines.get(at)).matches();
    }

    private static boolean isException(String line) {
        return EXCEPTION.matcher(line).matches();
    }

    private static int head(List<String> lines, int words) {
        for (int at = words; at >= 0 && at > words - MOST_WORDS && (at == words || !isOfTrace(lines, at)); at--) {
            boolean isPanic = at > 0 && PANICKED.matcher(lines.get(at - 1)).matches();
            if (isPanic || isException(lines.get(at))) {
                return at;
            }
        }
        return words;
    }
}
