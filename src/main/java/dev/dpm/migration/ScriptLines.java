package dev.dpm.migration;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the line of a key in JavaScript. The key belongs to an app, so it is searched between the app's name and the name of
 * the next app.
 */
final class ScriptLines {

    private static final Pattern NAME = Pattern.compile("(^|[\\s{,\"'])name[\"']?\\s*:");

    private ScriptLines() {
    }

    /** The line of a key of this app, from 1; 0: the file does not contain the key, since the script computes it. */
    static int find(String text, String key, String app) {
        List<String> lines = text.lines().toList();
        Pattern name = Pattern.compile("name[\"']?\\s*:\\s*[\"'`]" + Pattern.quote(app) + "[\"'`]");
        int named = first(lines, name, 0);
        int near = Math.max(0, named);
        Pattern pair = Pattern.compile("(^|[\\s{,\"'])" + Pattern.quote(key) + "[\"']?\\s*:");
        int behind = first(lines, pair, near);
        if (named >= 0 && behind >= 0 && behind < end(lines, named)) {
            return behind + 1;
        }
        int best = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (pair.matcher(lines.get(i)).find() && (best == 0 || Math.abs(i - near) < Math.abs(best - 1 - near))) {
                best = i + 1;
            }
        }
        return best;
    }

    private static int end(List<String> lines, int named) {
        int next = first(lines, NAME, named + 1);
        return next < 0 ? lines.size() : next;
    }

    private static int first(List<String> lines, Pattern pattern, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        return -1;
    }
}
