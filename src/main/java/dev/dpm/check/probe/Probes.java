package dev.dpm.check.probe;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckResult;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.Pressure;
import dev.dpm.check.Prober;
import dev.dpm.process.Launcher;
import dev.dpm.process.Sessions;
import dev.dpm.process.TargetProcesses;

/** Runs health checks of every kind on this machine. */
public final class Probes implements Prober {

    private final HttpProbe http;
    private final TcpProbe tcp = new TcpProbe();
    private final ExecProbe exec;
    private final Pressure pressure;
    private final ForeignListener foreign;

    /**
     * Makes the object that runs checks.
     * @param version the runner's version, for the header User-Agent of HTTP checks
     */
    public Probes(String version, Launcher launcher, Sessions sessions, TargetProcesses processes, Pressure pressure) {
        this.foreign = new ForeignListener(processes);
        this.http = new HttpProbe(version);
        this.exec = new ExecProbe(launcher, sessions);
        this.pressure = pressure;
    }

    @Override
    public CheckResult probe(CheckOrder order) {
        try {
            return run(order);
        } catch (TimedOut e) {
            return CheckResult.timedOut(order.timeout(), pressure.cpuPercent());
        } catch (IOException e) {
            String reason = reason(e);
            return isRunnersFault(reason)
                    ? CheckResult.unknown("could not be run: " + reason)
                    : CheckResult.failed("failed: " + reason);
        }
    }

    private CheckResult run(CheckOrder order) throws IOException, TimedOut {
        return order.spec().runBy(new CheckSpec.Runner<CheckResult, IOException, TimedOut>() {
            @Override
            public CheckResult http(CheckSpec.Http check) throws IOException, TimedOut {
                CheckResult answer = http.probe(check.url(), order.timeout());
                return attributed(answer, check.url().getHost(), HttpProbe.port(check.url()), order);
            }

            @Override
            public CheckResult tcp(CheckSpec.Tcp check) throws IOException, TimedOut {
                CheckResult answer = tcp.probe(check.address(), order.timeout());
                return attributed(answer, check.address().host(), check.address().port(), order);
            }

            @Override
            public CheckResult exec(CheckSpec.Exec check) throws IOException, TimedOut {
                return exec.probe(order.shell(check.command()), order.timeout());
            }

            @Override
            public CheckResult watchdog(CheckSpec.Watchdog check) {
                throw new IllegalArgumentException("a watchdog is not asked: the target tells by itself");
            }
        });
    }

    /** The result of a check. If a process of another program gave the answer, the result is unknown, or names that process. */
    private CheckResult attributed(CheckResult answer, String host, int port, CheckOrder order) {
        if (answer.outcome() != CheckResult.Outcome.PASSED) {
            return answer;
        }
        return order.listener().main()
                .flatMap(main -> foreign.on(host, port, order.surroundings().incarnation(), main))
                .map(words -> order.listener().required()
                        ? CheckResult.unknown("says nothing: " + words)
                        : CheckResult.passed(answer.reason() + ", but " + words))
                .orElse(answer);
    }

    private static String reason(IOException e) {
        String said = Optional.ofNullable(e.getMessage()).orElse(e.toString());
        return e instanceof UnknownHostException ? "unknown host" : said.strip();
    }

    /** Whether a check failed because the runner lacked file descriptors or memory: EMFILE, ENFILE, ENOMEM (errno(3)). */
    private static boolean isRunnersFault(String reason) {
        return reason.contains("Too many open files") || reason.contains("Cannot allocate memory");
    }
}
