package dev.dpm.config.resolve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.RunnerSpec.ConsoleMode;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.process.BoundedFile;
import dev.dpm.process.NativePaths;

/** Checks combinations of the runner's options. */
record RunnerChecks(RunnerSpec runner, StartRequest request, Findings findings) {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|::1|(0{1,4}:){7}0{0,3}1|localhost",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TOKEN = 4096;
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    void check() {
        checkHost();
        checkPorts();
        checkTls();
        runner.tlsFolder().filter(folder -> runner.tlsPort() != 0)
                .ifPresent(folder -> TlsFiles.unusable(NativePaths.of(folder)).forEach(findings::warning));
        runner.settings().given(Options.STOP_ON).ifPresent(this::checkStopOn);
        runner.settings().given(Options.TOKEN_FILE).ifPresent(this::checkTokenFile);
    }

    private void checkHost() {
        boolean isTokenGiven = runner.isExplicit(Options.TOKEN_FILE)
                || !request.environment().getOrDefault(StartRequest.TOKEN_VARIABLE, "").isBlank();
        if (!LOOPBACK.matcher(runner.host()).matches() && !isTokenGiven) {
            fault(Options.HOST, ConfigFault.quoted(runner.host()) + " is open to others; allowed: a loopback address, "
                    + "or any address together with a token in --token_file or DPM_TOKEN");
        }
    }

    private void checkPorts() {
        boolean isSamePort = runner.port() != 0 && runner.port() == runner.managementPort();
        boolean isSameHost = runner.host().equals(runner.managementHost()) || EVERY_ADDRESS.contains(runner.host())
                || EVERY_ADDRESS.contains(runner.managementHost());
        boolean bothGiven = runner.isExplicit(Options.PORT_NUMBER) && runner.isExplicit(Options.MANAGEMENT_PORT);
        if (isSamePort && isSameHost && bothGiven) {
            fault(Options.MANAGEMENT_PORT, ConfigFault.quoted(Integer.toString(runner.port()))
                    + " is taken by both; allowed: a --port and a --management_port that differ");
        }
    }

    private void checkTls() {
        int port = runner.tlsPort();
        if (port == 0) {
            return;
        }
        if (runner.tlsFolder().isEmpty()) {
            fault(Options.TLS_PORT, ConfigFault.quoted(Integer.toString(port))
                    + " has no certificate; allowed: together with --tls_folder");
        }
        if (runner.settings().given(Options.CONSOLE).isPresent()
                && runner.settings().get(Options.CONSOLE) != ConsoleMode.ON) {
            fault(Options.TLS_PORT, ConfigFault.quoted(Integer.toString(port))
                    + " is not allowed beside --console " + runner.settings().get(Options.CONSOLE).word()
                    + "; allowed: with --console on, or without --console");
        }
        boolean isTaken = runner.isExplicit(Options.PORT_NUMBER) && runner.port() == port
                || runner.isExplicit(Options.MANAGEMENT_PORT) && runner.managementPort() == port;
        if (isTaken) {
            fault(Options.TLS_PORT, ConfigFault.quoted(Integer.toString(port))
                    + " is taken by another option; allowed: a --tls_port that differs from --port and "
                    + "--management_port");
        }
    }

    private void checkStopOn(Setting setting) {
        if (setting.origin().source() == Source.FLAG && !request.foreground()) {
            fault(Options.STOP_ON, ConfigFault.quoted(setting.text()) + " is not allowed here; allowed: with run");
        }
    }

    private void checkTokenFile(Setting setting) {
        Path file = NativePaths.of(setting.text());
        String fault = !Files.exists(file)
                ? "does not exist"
                : !Files.isRegularFile(file)
                        ? "is not a file"
                        : !Files.isReadable(file) ? "cannot be read" : contentFault(file);
        if (!fault.isEmpty()) {
            fault(Options.TOKEN_FILE,
                    NativePaths.shown(file) + " " + fault + "; allowed: a readable file that holds the token");
        }
    }

    private static String contentFault(Path file) {
        try {
            String token = new String(BoundedFile.head(file, LONGEST_TOKEN), StandardCharsets.ISO_8859_1).strip();
            boolean isToken = token.chars().allMatch(c -> c > ' ' && c <= '~');
            return token.isEmpty() ? "is empty" : isToken ? "" : "holds more than one line of printable characters";
        } catch (IOException e) {
            return "cannot be read";
        }
    }

    private void fault(Option<?> option, String sentence) {
        Origin origin = runner.settings().given(option).map(Setting::origin)
                .orElse(new Origin(Source.DEFAULT, option.flag()));
        findings.fault(ConfigFault.of(origin, option, sentence));
    }

    /**
     * How long the health probe of a container must fail before kubelet ends the container, with the defaults of
     * Kubernetes.
     */
    static final class ProbeTime {

        private static final int PERIOD = 10;
        private static final int FAILURE_THRESHOLD = 3;
        private static final int GRACE = 30;
        private static final Duration NEEDED = Duration.ofSeconds(PERIOD * FAILURE_THRESHOLD + GRACE);

        private ProbeTime() {
        }

        /** Warns about an {@code --act_before} that is too short for kubelet to end the container in time. */
        static Optional<String> tooShort(TargetSpec spec) {
            boolean onlyHealth = spec.restarts().onBreach().kind() == BreachAction.Kind.UNHEALTHY;
            return spec.thresholds().actBefore().filter(before -> onlyHealth && before.compareTo(NEEDED) <= 0)
                    .map(before -> "target " + spec.name() + ": --act_before " + before.toSeconds()
                            + " with --on_breach unhealthy may come too late: kubelet needs probe period x failureThreshold"
                            + " + grace period, by default " + PERIOD + " s x " + FAILURE_THRESHOLD + " + " + GRACE
                            + " s = " + NEEDED.toSeconds()
                            + " s; give more than that, or make the probe's figures smaller");
        }
    }
}
