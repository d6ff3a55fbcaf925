package dev.dpm.migration;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.NativePaths;

/**
 * Reads a Procfile like foreman and honcho: each line contains a name and a shell command, which runs in the file's
 * folder.
 */
final class ProcfileReader implements Reader {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_.-]+)\\s*:\\s*(.+)");
    private static final String VARIABLES = ".env";
    private static final Pattern PORT = Pattern.compile("\\s*(export\\s+)?PORT\\s*=.*");
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
        int port = FIRST_PORT;
        int number = 0;
        for (String line : file.text().split("\r\n|\r|\n", -1)) {
            number++;
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher pair = LINE.matcher(line.strip());
            if (!pair.matches()) {
                all.left(file.place(number), "is not carried over: it is no NAME: COMMAND");
            } else if (pair.group(1).equals("release")) {
                all.left(file.place(number), "release is not carried over: it runs once before the others; run "
                        + pair.group(2) + " yourself before start, or as the pre_start of a target");
            } else {
                target(file, new Key(pair.group(1), pair.group(2), file.place(number)), port);
                port += PORT_STEP;
            }
        }
    }

    private void target(SourceFile file, Key key, int port) {
        Draft draft = all.target(Tool.PROCFILE, key.name(), key.place());
        draft.command(ShellWords.command(key.text()), key);
        draft.put("cwd", NativePaths.text(file.folder()), key);
        Optional<String> variables = Optional.of(file.absolute(VARIABLES))
                .filter(path -> sources.exists(NativePaths.of(path)));
        variables.ifPresent(path -> draft.put("env_file", path, key));
        if (key.text().matches(".*\\$\\{?PORT\\b.*")) {
            Map<String, String> caller = sources.environment();
            if (variables.filter(this::isPortSet).isEmpty() && !caller.containsKey("PORT")) {
                draft.variable("PORT", String.valueOf(port), key);
                draft.comment("PORT as foreman gives it: 5000, and 100 more for each line");
            }
        }
    }

    private boolean isPortSet(String variables) {
        try {
            return sources.read(NativePaths.of(variables)).text().lines().anyMatch(PORT.asMatchPredicate());
        } catch (BadSource e) {
            // check says what is wrong with the file
            return false;
        }
    }
}
