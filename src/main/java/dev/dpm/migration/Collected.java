package dev.dpm.migration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.dpm.process.TargetName;

/** Collects the targets of the new dpm.yaml, and the settings that cannot be carried over to it. */
final class Collected {

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<Tool, List<String>> names = new LinkedHashMap<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final Set<Leftover> said = new HashSet<>();
    private final Set<Tool> tools = new TreeSet<>();
    private final List<SourceFile> files = new ArrayList<>();

    /**
     * Adds a target to the new dpm.yaml. If its name is not allowed, the target gets a similar name.
     * @param tool the tool whose file describes the target
     * @param written the name in that file
     * @param place the place of the target in that file, such as {@code supervisord.conf line 12}
     */
    Draft target(Tool tool, String written, String place) {
        String wanted = TargetName.from(written.replace('/', '-')).value();
        String plain = wanted.equals("target") && !written.equals("target") ? tool.word() : wanted;
        String name = plain;
        for (int i = 2; drafts.containsKey(name); i++) {
            String end = "-" + i;
            name = plain.substring(0, Math.min(plain.length(), 63 - end.length())) + end;
        }
        Draft draft = new Draft(this, name, place);
        drafts.put(name, draft);
        names.computeIfAbsent(tool, each -> new ArrayList<>()).add(name);
        tools.add(tool);
        if (!name.equals(written)) {
            left(place, "target " + name + " was called " + written + "; names here have " + TargetName.ALLOWED
                    + ", and each name once: call it " + name);
        }
        return draft;
    }

    void remove(Draft draft) {
        drafts.remove(draft.name());
    }

    void left(String place, String sentence) {
        Leftover leftover = new Leftover(place, sentence);
        if (said.add(leftover)) {
            leftovers.add(leftover);
        }
    }

    void left(Key key, String advice) {
        left(key.place(), key.shown() + " is not carried over: " + advice);
    }

    void file(SourceFile file) {
        files.add(file);
    }

    List<SourceFile> files() {
        return files;
    }

    List<Draft> drafts() {
        return List.copyOf(drafts.values());
    }

    Optional<Draft> draft(String name) {
        return Optional.ofNullable(drafts.get(name));
    }

    List<Leftover> leftovers() {
        return leftovers;
    }

    Set<Tool> tools() {
        return tools;
    }

    Tool toolOf(Draft draft) {
        return names.entrySet().stream().filter(entry -> entry.getValue().contains(draft.name())).findFirst()
                .orElseThrow().getKey();
    }
}
