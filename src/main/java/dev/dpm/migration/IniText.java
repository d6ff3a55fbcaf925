package dev.dpm.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses supervisord.conf, whose format is a dialect of Python's configparser. {@code ;} and {@code #} begin comments, indented
 * lines continue a value, and the last value of a key applies.
 */
final class IniText {

    private static final Pattern HEADER = Pattern.compile("\\[(.+)\\]");
    private static final Pattern PAIR = Pattern.compile("(.*?)\\s*[=:]\\s*(.*)");

    private final SourceFile file;
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private Section section;
    private Value value;
    private int indent;

    private IniText(SourceFile file) {
        this.file = file;
    }

    /**
     * A section of the file.
     * @param line the line of its header, from 1
     */
    record Section(String name, int line, Map<String, Value> values) {
    }

    /**
     * The value of a key.
     * @param line the line in which it begins, from 1
     */
    record Value(int line, List<String> lines) {

        String text() {
            return String.join("\n", lines).stripTrailing();
        }
    }

    /**
     * Parses the file.
     * @throws BadSource if a line is not valid; the message names the line
     */
    static Map<String, Section> parse(SourceFile file) throws BadSource {
        IniText text = new IniText(file);
        int number = 0;
        for (String line : file.text().split("\r\n|\r|\n", -1)) {
            number++;
            text.line(line, number);
        }
        return text.sections;
    }

    private void line(String written, int number) throws BadSource {
        int end = comment(written);
        String line = written.substring(0, end);
        String plain = line.strip();
        if (plain.isEmpty()) {
            // an empty line may be part of a value, but a line with only a comment is not
            if (end == written.length() && value != null) {
                value.lines().add("");
            }
            return;
        }
        int depth = line.length() - line.stripLeading().length();
        if (value != null && depth > indent) {
            value.lines().add(plain);
            return;
        }
        indent = depth;
        Matcher header = HEADER.matcher(plain);
        if (header.lookingAt()) {
            value = null;
            section = sections.computeIfAbsent(header.group(1),
                    name -> new Section(name, number, new LinkedHashMap<>()));
            return;
        }
        pair(plain, number);
    }

    private void pair(String plain, int number) throws BadSource {
        Matcher pair = PAIR.matcher(plain);
        if (section == null || !pair.matches() || pair.group(1).isBlank()) {
            throw new BadSource(file.place(number) + ": is no line of a supervisord.conf"
                    + (section == null ? ": there is no [section] before it" : "")
                    + "; allowed: [section], key = value, a comment behind ;, and lines further in that go on with a value");
        }
        value = new Value(number, new ArrayList<>(List.of(pair.group(2))));
        section.values().put(pair.group(1).toLowerCase(Locale.ROOT), value);
    }

    /** The index at which a comment begins; without a comment, the line's length. */
    private static int comment(String line) {
        String plain = line.stripLeading();
        if (plain.startsWith(";") || plain.startsWith("#")) {
            return line.length() - plain.length();
        }
        for (int i = 1; i < line.length(); i++) {
            if ((line.charAt(i) == ';' || line.charAt(i) == '#') && Character.isWhitespace(line.charAt(i - 1))) {
                return i;
            }
        }
        return line.length();
    }
}
