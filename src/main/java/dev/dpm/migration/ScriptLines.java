package dev.dpm.migration;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the line of a key in a script, since the evaluated script shows no lines: the line is the occurrence nearest to
 * the app's name.
 */
final class ScriptLines {

    private ScriptLines() {
    }

    /** The line, counted from 1; 0: not found, since the script computes the key. */
    static int find(String text, String key, String app) {
        List<String> lines = text.lines().toList();
        Pattern name = Pattern.compile("name[\"']?\\s*:\\s*[\"'`]" + Pattern.quote(app) + "[\"'`]");
        int near = Math.max(0, first(lines, name));
        Pattern pair = Pattern.compile("(^|[\\s{,\"'])" + Pattern.quote(key) + "[\"']?\\s*:");
        int best = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (pair.matcher(lines.get(i)).find() && (best == 0 || Math.abs(i - near) < Math.abs(best - 1 - near))) {
                best = i + 1;
            }
        }
        return best;
    }

    private static int first(List<String> lines, Pattern pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }
}
