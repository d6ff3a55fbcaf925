package dev.dpm.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RunnerSpec;

/**
 * The addresses on which the runner's web server (console, API, health, metrics) listens.
 * @param remarks a sentence for each default port that another process uses, with the port that the web server uses instead
 */
record Addresses(String host, int port, String managementHost, int managementPort, List<String> remarks) {

    private static final String EVERYWHERE = "0.0.0.0";

    /**
     * A sentence for each port that another process uses although the user requested it for the web server. Port 0 and default
     * ports are not checked.
     */
    static List<String> taken(RunnerSpec spec) {
        List<String> sentences = new ArrayList<>();
        hindrance(spec, Options.PORT_NUMBER, spec.host(), spec.port()).ifPresent(sentences::add);
        hindrance(spec, Options.MANAGEMENT_PORT, spec.managementHost(), spec.managementPort())
                .ifPresent(sentences::add);
        if (spec.tlsPort() != 0) {
            hindrance(spec, Options.TLS_PORT, EVERYWHERE, spec.tlsPort()).ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<String> hindrance(RunnerSpec spec, Option<Integer> option, String host, int port) {
        if (!spec.isExplicit(option)) {
            return Optional.empty();
        }
        return PortChoice.hindrance(host, port).map(why -> "port " + port + " of " + host + " cannot be used ("
                + why + "): choose another with " + option.flag() + " or " + option.environmentName());
    }

    /**
     * Chooses free ports for the web server. Empty: another process uses a requested port, or the host is not an address of
     * this machine.
     */
    static Optional<Addresses> choose(RunnerSpec spec) {
        int reserved = spec.isExplicit(Options.MANAGEMENT_PORT) ? spec.managementPort() : -1;
        Optional<Integer> port = pick(spec, Options.PORT_NUMBER, spec.host(), spec.port(), reserved);
        Optional<Integer> management = port.flatMap(taken -> pick(spec, Options.MANAGEMENT_PORT,
                spec.managementHost(), spec.managementPort(), taken));
        return management.map(free -> new Addresses(spec.host(), port.get(), spec.managementHost(), free,
                remarks(spec, port.get(), free)));
    }

    private static Optional<Integer> pick(RunnerSpec spec, Option<Integer> option, String host, int port, int taken) {
        if (spec.isExplicit(option) && port != 0) {
            return PortChoice.hindrance(host, port).isPresent() ? Optional.empty() : Optional.of(port);
        }
        return PortChoice.freeFrom(host, port, taken);
    }

    private static List<String> remarks(RunnerSpec spec, int port, int management) {
        List<String> remarks = new ArrayList<>();
        if (spec.port() != 0 && port != spec.port()) {
            remarks.add("port " + spec.port() + " is taken; the console listens on " + port);
        }
        if (spec.managementPort() != 0 && management != spec.managementPort()) {
            remarks.add("port " + spec.managementPort() + " is taken; health and metrics listen on " + management);
        }
        return List.copyOf(remarks);
    }

    String console() {
        return "http://" + reachable(host) + ":" + port + "/";
    }

    String management() {
        return "http://" + reachable(managementHost) + ":" + managementPort + "/";
    }

    private static String reachable(String host) {
        if (host.equals(EVERYWHERE)) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + (host.equals("::") ? "::1" : host) + "]" : host;
    }
}
