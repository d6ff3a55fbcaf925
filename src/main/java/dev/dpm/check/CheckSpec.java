package dev.dpm.check;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.dpm.config.Checks;
import dev.dpm.config.Secrets;
import dev.dpm.config.value.HostPort;
import dev.dpm.event.EventWords;
import dev.dpm.process.CheckKind;

/**
 * A check of a target. Period, timeout and number of failures are settings of the target, which all its checks share.
 */
public sealed interface CheckSpec {

    /** All kinds of checks, in the order in which status and console show them. */
    List<CheckKind> KINDS = List.of(CheckKind.values());

    CheckKind kind();

    /** Passes this check to the method of {@code runner} for its kind of check, and returns the result. */
    <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F;

    /**
     * Runs checks, with one method for each kind of check: if a new kind is added, the compiler reports every class
     * that does not run the new kind yet.
     */
    interface Runner<R, E extends Exception, F extends Exception> {
        R http(Http check) throws E, F;

        R tcp(Tcp check) throws E, F;

        R exec(Exec check) throws E, F;

        R watchdog(Watchdog check) throws E, F;
    }

    /**
     * What the check examines, in a form for people: the address of an HTTP or TCP check without its query, or the
     * program of an exec check without its arguments. Queries and arguments are left out because they may contain a
     * token or a password.
     */
    String aim();

    /** This check in words, such as {@code http check http://127.0.0.1:8000/healthz}. */
    default String words() {
        return kind().word() + " check " + aim();
    }

    /**
     * Whether the target itself reports the result of this check to the runner, so that the runner never runs this
     * check.
     */
    default boolean isReportedByTarget() {
        return false;
    }

    /** The checks of a target that the runner itself runs: all but the watchdog, whose results the target sends. */
    static List<CheckSpec> runByRunner(Checks checks) {
        List<CheckSpec> all = of(checks);
        return checks.watchdog().isEmpty() ? all : all.stream().filter(check -> !check.isReportedByTarget()).toList();
    }

    /** The checks that the settings of a target demand, at most one of each kind, in the order of {@link CheckKind}. */
    static List<CheckSpec> of(Checks asked) {
        if (!asked.isAny() && asked.watchdog().isEmpty()) {
            return List.of();
        }
        List<CheckSpec> checks = new ArrayList<>(KINDS.size());
        for (CheckKind kind : KINDS) {
            of(kind, asked).ifPresent(checks::add);
        }
        return List.copyOf(checks);
    }

    private static Optional<? extends CheckSpec> of(CheckKind kind, Checks asked) {
        return switch (kind) {
            case HTTP -> asked.http().map(Http::new);
            case TCP -> asked.tcp().map(Tcp::new);
            case EXEC -> asked.exec().map(Exec::new);
            case WATCHDOG -> asked.watchdog().map(Watchdog::new);
        };
    }

    /**
     * A check that sends an HTTP GET to the target.
     *
     * @param url http or https, with a host and without user information
     */
    record Http(URI url) implements CheckSpec {
        @Override
        public CheckKind kind() {
            return CheckKind.HTTP;
        }

        @Override
        public <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F {
            return runner.http(this);
        }

        @Override
        public String aim() {
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority() + path;
        }
    }

    /** A check that passes if the target accepts a TCP connection at this address. */
    record Tcp(HostPort address) implements CheckSpec {
        @Override
        public CheckKind kind() {
            return CheckKind.TCP;
        }

        @Override
        public <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F {
            return runner.tcp(this);
        }

        @Override
        public String aim() {
            return address.toString();
        }
    }

    /**
     * A check that runs a command line; exit code 0 is a pass.
     *
     * @param command the command line for {@code /bin/sh -c}
     */
    record Exec(String command) implements CheckSpec {
        @Override
        public CheckKind kind() {
            return CheckKind.EXEC;
        }

        @Override
        public <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F {
            return runner.exec(this);
        }

        @Override
        public String aim() {
            return Secrets.program(command);
        }
    }

    /**
     * A check that passes while the target sends {@code WATCHDOG=1} by sd_notify(3) often enough.
     *
     * @param silence the longest time between two such messages
     */
    record Watchdog(Duration silence) implements CheckSpec {
        @Override
        public CheckKind kind() {
            return CheckKind.WATCHDOG;
        }

        @Override
        public boolean isReportedByTarget() {
            return true;
        }

        @Override
        public <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F {
            return runner.watchdog(this);
        }

        @Override
        public String aim() {
            return "WATCHDOG=1 within " + EventWords.duration(silence);
        }

        @Override
        public String words() {
            return "watchdog";
        }
    }
}
