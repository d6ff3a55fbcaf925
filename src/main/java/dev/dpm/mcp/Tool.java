package dev.dpm.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that an AI assistant can call. Each is a command of the command line with some options. */
enum Tool {

    LIST("list", "The runner and all its targets, with state, CPU, memory and health, as JSON.", Taken.NOTHING,
            "status", "--json"),
    STATUS("status", "One target in full: state and reason, command, process tree, checks, limits, last output.",
            Taken.ONE_NAME, "status"),
    EVENTS("events", "What the runner did and why, oldest first, one JSON object a line.", Taken.NAME_AND_LINES,
            "events", "--json"),
    INCIDENTS("incidents", "Why targets ended, were restarted or were in trouble, newest first, as JSON; with a name "
            + "also what its incidents have in common.", Taken.NAME_AND_LINES, "incidents", "--json"),
    INCIDENT("incident", "One incident with its evidence: its id, the name of a target for its newest, or last.",
            Taken.ONE_NAME, "incident"),
    LOGS("logs", "The last lines that a target wrote.", Taken.NAME_AND_LINES, "logs"),
    START("start", "Starts a known target again.", Taken.ONE_NAME, "start"),
    STOP("stop",
            "Stops a target; it stays stopped until it is started. Refused where other targets depend on it, which "
                    + "have to be stopped first.",
            Taken.ONE_NAME, "stop", "--yes"),
    RESTART("restart", "Stops a target and starts it with a fresh restart budget.", Taken.ONE_NAME, "restart");

    /** The largest number of lines that an assistant may request from a tool. */
    static final int MOST_LINES = 1_000;
    static final String NAME = "name";
    static final String LINES = "lines";

    private enum Taken {
        NOTHING, ONE_NAME, NAME_AND_LINES
    }

    private final String tool;
    private final String does;
    private final Taken taken;
    private final List<String> command;

    Tool(String tool, String does, Taken taken, String... command) {
        this.tool = tool;
        this.does = does;
        this.taken = taken;
        this.command = List.of(command);
    }

    static List<Tool> allowed(boolean changes) {
        return List.of(values()).stream().filter(tool -> changes || !tool.changes()).toList();
    }

    String tool() {
        return tool;
    }

    String does() {
        return does;
    }

    boolean changes() {
        return compareTo(START) >= 0;
    }

    Map<String, Object> properties() {
        Map<String, Object> name = Map.of("type", "string", "description", this == INCIDENT
                ? "an incident's id, a target's name, or last"
                : "a target's name");
        Map<String, Object> lines = Map.of("type", "integer", "minimum", 1, "maximum", MOST_LINES, "description",
                "the newest that many (default: 50)");
        return switch (taken) {
            case NOTHING -> Map.of();
            case ONE_NAME -> Map.of(NAME, name);
            case NAME_AND_LINES -> Map.of(NAME, name, LINES, lines);
        };
    }

    List<String> required() {
        return taken == Taken.ONE_NAME ? List.of(NAME) : List.of();
    }

    /**
     * The words of the command line, such as {@code logs -n 50 web}.
     * @throws Refused if an argument is not allowed
     */
    List<String> words(Map<String, Object> arguments) throws Refused {
        for (String given : arguments.keySet()) {
            if (!properties().containsKey(given)) {
                throw new Refused(tool + " takes no '" + given + "'; allowed: "
                        + (properties().isEmpty() ? "nothing" : String.join(", ", properties().keySet())));
            }
        }
        List<String> words = new ArrayList<>(command);
        if (taken == Taken.NAME_AND_LINES) {
            words.addAll(List.of("-n", Integer.toString(lines(arguments.get(LINES)))));
        }
        Optional<String> name = name(arguments.get(NAME));
        if (name.isEmpty() && taken == Taken.ONE_NAME) {
            throw new Refused(tool + " needs " + NAME + ": a string");
        }
        name.ifPresent(words::add);
        return words;
    }

    private static int lines(Object given) throws Refused {
        if (given == null) {
            return 50;
        }
        if (given instanceof Integer number && number >= 1 && number <= MOST_LINES) {
            return number;
        }
        throw new Refused(LINES + " is '" + given + "'; allowed: 1 to " + MOST_LINES);
    }

    /**
     * The name of a target in an argument. A name that begins with a hyphen is refused, since the command would read it as an
     * option.
     */
    private static Optional<String> name(Object given) throws Refused {
        if (given == null) {
            return Optional.empty();
        }
        if (given instanceof String name && name.matches("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}") && !name.equals("all")) {
            return Optional.of(name);
        }
        throw new Refused(NAME + " is '" + given + "'; allowed: the name of one target");
    }

    /** Thrown for arguments that a tool does not accept. The message says what it accepts. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence);
        }
    }
}
