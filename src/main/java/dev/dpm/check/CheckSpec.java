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

/** A health check of a target. Interval, timeout and number of failures are the same for all checks of the target. */
public sealed interface CheckSpec {

    List<CheckKind> KINDS = List.of(CheckKind.values());

    CheckKind kind();

    /** Calls that method of {@code runner} which runs checks of this kind. */
    <R, E extends Exception, F extends Exception> R runBy(Runner<R, E, F> runner) throws E, F;

    /** Runs checks, with one method for each kind. */
    interface Runner<R, E extends Exception, F extends Exception> {
        R http(Http check) throws E, F;

        R tcp(Tcp check) throws E, F;

        R exec(Exec check) throws E, F;

        R watchdog(Watchdog check) throws E, F;
    }

    /** What is checked, in words for people. Queries and arguments are left out, since they may be secret. */
    String aim();

    /** This check in words, such as {@code http check http://127.0.0.1:8000/healthz}. */
    default String words() {
        return kind().word() + " check " + aim();
    }

    /** Whether the target itself reports the result. The runner then sends no request. */
    default boolean isReportedByTarget() {
        return false;
    }

    static List<CheckSpec> runByRunner(Checks checks) {
        List<CheckSpec> all = of(checks);
        return checks.watchdog().isEmpty() ? all : all.stream().filter(check -> !check.isReportedByTarget()).toList();
    }

    /** The checks in a target's settings, at most one of each kind. */
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
     * A check that passes if an HTTP server answers with success.
     * @param url the URL that is requested: http or https, without user information
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

    /** A check that passes if a TCP connection is accepted. */
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
     * A check that passes if a command ends with exit code 0.
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
     * A check that passes as long as the target sends {@code WATCHDOG=1} (sd_notify(3)).
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
