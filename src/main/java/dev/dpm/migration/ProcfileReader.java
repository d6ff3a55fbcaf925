package dev.dpm.migration;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault;
import dev.dpm.process.NativePaths;

/** Reads a Procfile as the tools foreman and honcho do: a name and a shell command in each line. */
final class ProcfileReader implements Reader {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]+)\\s*:\\s*(.+)");
    private static final String VARIABLES = ".env";
    private static final Pattern PORT = Pattern.compile(
            "(?m)^[ \\t]*+(?:export[ \\t]++)?PORT[ \\t]*+=[ \\t]*+[\"']?([0-9]{1,5})[\"']?[ \\t]*+$");
    private static final int FIRST_PORT = 5000;
    private static final int PORT_STEP = 100;

    private final Sources sources;
    private final Collected all;

    ProcfileReader(Sources sources, Collected all) {
        this.sources = sources;
        this.all = all;
    }

    @Override
    public void read(SourceFile file) throws BadSource {
        Base base = base(file);
        int port = base.port();
        boolean isSaid = false;
        int number = 0;
        for (String line : file.text().split("\r\n|\r|\n", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher pair = LINE.matcher(line.strip());
            if (!pair.matches()) {
                all.left(file.place(number),
                        ConfigFault.quoted(line.strip()) + " is not carried over: it is no NAME: COMMAND");
            } else if (pair.group(1).equals("release")) {
                all.left(file.place(number), "release is not carried over: it runs once before the others; run "
                        + pair.group(2) + " yourself before start, or as the pre_start of a target");
                port += PORT_STEP;
            } else {
                Draft draft = target(file, new Key(pair.group(1), pair.group(2), file.place(number)));
                if (isPortGiven(draft, base, port) && !isSaid) {
                    isSaid = true;
                    draft.comment(
                            "PORT as foreman gives it: " + base.port() + ", and " + PORT_STEP + " more for each line");
                }
                port += PORT_STEP;
            }
        }
    }

    private Draft target(SourceFile file, Key key) {
        Draft draft = all.target(Tool.PROCFILE, key.name(), key.place());
        draft.command(ShellWords.command(key.text()), key);
        draft.put("cwd", NativePaths.text(file.folder()), key);
        if (sources.exists(NativePaths.of(file.absolute(VARIABLES)))) {
            draft.put("env_file", file.absolute(VARIABLES), key);
        }
        return draft;
    }

    /**
     * The port of the first process in the Procfile.
     * @param isSet whether the variable PORT is set already
     */
    private record Base(int port, boolean isSet) {
    }

    /**
     * The port of the first process: PORT in the .env file or in the environment of the command {@code import}, otherwise the
     * default of foreman.
     */
    private Base base(SourceFile file) {
        String variables = "";
        try {
            var path = NativePaths.of(file.absolute(VARIABLES));
            variables = sources.exists(path) ? sources.read(path).text() : "";
        } catch (BadSource e) {
            // the fault of the .env file is not reported here, since the command check will report it
        }
        String caller = "PORT=" + sources.environment().getOrDefault("PORT", "");
        for (String text : List.of(variables, caller)) {
            Matcher port = PORT.matcher(text);
            if (port.find()) {
                return new Base(Integer.parseInt(port.group(1)), true);
            }
        }
        return new Base(FIRST_PORT, false);
    }

    /**
     * Gives the target the variable PORT as foreman does. The first target does not get it if PORT is set already.
     * @return whether the target got the variable
     */
    private static boolean isPortGiven(Draft draft, Base base, int port) {
        boolean isGiven = port != base.port() || !base.isSet();
        if (isGiven) {
            draft.variable("PORT", String.valueOf(port), draft.from(Draft.COMMAND).orElseThrow());
        }
        return isGiven;
    }
}
