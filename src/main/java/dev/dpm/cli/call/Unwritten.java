package dev.dpm.cli.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;

/**
 * Prints the warning that the runner carried out a command but could not write its state, for example to a full disk. The same
 * warning is printed once.
 */
public final class Unwritten {

    private static final String HEADER = "Dpm-Unwritten";

    private final CommandContext surroundings;
    private final Set<String> told = new LinkedHashSet<>();

    public Unwritten(CommandContext surroundings) {
        this.surroundings = surroundings;
    }

    public void tell(HttpAnswer answer) {
        answer.header(HEADER).map(text -> URLDecoder.decode(text, StandardCharsets.UTF_8)).stream()
                .flatMap(String::lines).filter(line -> !line.isBlank() && told.add(line))
                .forEach(line -> Print.error(surroundings, "WARNING " + line));
    }
}
