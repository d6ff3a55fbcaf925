package dev.dpm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

final class UnitText {

    private UnitText() {
    }

    /**
     * A line of a unit file that assigns a value.
     * @param place the place for messages, such as {@code web.service line 12}
     */
    record Line(String section, String name, String value, String place) {
    }

    /**
     * Parses a unit file.
     * @param ignored receives the place of each line that is no assignment
     * @throws BadSource if an assignment precedes the first section
     */
    static List<Line> parse(SourceFile file, Consumer<String> ignored) throws BadSource {
        List<Line> lines = new ArrayList<>();
        String section = "";
        StringBuilder open = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String written : file.text().split("\r\n|\n", -1)) {
            number++;
            String plain = written.strip();
            boolean isComment = plain.startsWith("#") || plain.startsWith(";");
            if (isComment || plain.isEmpty() && open.isEmpty()) {
                continue;
            }
            first = open.isEmpty() ? number : first;
            if (plain.endsWith("\\")) {
                open.append(plain, 0, plain.length() - 1).append(' ');
                continue;
            }
            String line = open.append(plain).toString().strip();
            open.setLength(0);
            if (line.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isEmpty() && !section.isEmpty() && line.indexOf('=') < 1) {
                ignored.accept(file.place(first));
            } else if (!line.isEmpty()) {
                lines.add(assignment(file, section, line, first));
            }
        }
        return lines;
    }

    private static Line assignment(SourceFile file, String section, String line, int number) throws BadSource {
        int equals = line.indexOf('=');
        if (section.isEmpty()) {
            throw new BadSource(
                    file.place(number) + ": is no line of a unit: there is no [Section] before it; allowed: "
                            + "[Section], Key=value, a comment behind #");
        }
        return new Line(section, line.substring(0, equals).strip(), line.substring(equals + 1).strip(),
                file.place(number));
    }
}
