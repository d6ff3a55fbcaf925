package dev.dpm.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.dpm.view.Style.Ink;

/** A table with aligned columns. If the terminal is too narrow, texts are cut and end with {@code …}. */
public final class TextTable {

    /** The side of a column to which its texts are aligned. */
    public enum Align {
        LEFT, RIGHT
    }

    /**
     * A column of a table.
     * @param shrinksTo the column's smallest width; 0: its texts are never cut
     * @param comfort the width that is easy to read
     * @param inside whether texts are cut in the middle
     */
    public record Column(String title, Align align, int shrinksTo, int comfort, boolean inside) {

        public static Column left(String title) {
            return new Column(title, Align.LEFT, 0, 0, false);
        }

        public static Column right(String title) {
            return new Column(title, Align.RIGHT, 0, 0, false);
        }

        /** A copy of this column. In a table that is too wide, the ends of its texts are cut, down to this width. */
        public Column shrinkingTo(int width) {
            return new Column(title, align, width, Integer.MAX_VALUE, false);
        }

        /**
         * A copy of this column. In a table that is too wide, the middle of its texts is cut, down to this width.
         * @param ease the width that is easy to read
         */
        public Column shrinkingInsideTo(int width, int ease) {
            return new Column(title, align, width, ease, true);
        }
    }

    record Cell(String text, Ink ink) {

        Cell {
            text = Printable.of(text);
        }

        static Cell of(String text) {
            return new Cell(text, Ink.NONE);
        }

        private int width() {
            return DisplayWidth.of(text);
        }

        private Cell cutTo(int width, boolean inside) {
            if (width() <= width) {
                return this;
            }
            int end = inside ? (width - 1) / 2 : 0;
            return new Cell(DisplayWidth.head(text, width - 1 - end) + "…" + DisplayWidth.tail(text, end), ink);
        }
    }

    private final Style style;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public TextTable(Style style, List<Column> columns) {
        this.style = style;
        this.columns = List.copyOf(columns);
        rows.add(this.columns.stream().map(column -> new Cell(column.title(), Ink.BOLD)).toList());
    }

    public TextTable row(String... texts) {
        return row(Arrays.stream(texts).map(Cell::of).toList());
    }

    TextTable row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells do not fit " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    public String render() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        rule(text, widths, '┌', '┬', '┐');
        for (int row = 0; row < rows.size(); row++) {
            line(text, rows.get(row), widths);
            if (row == 0) {
                rule(text, widths, '├', '┼', '┤');
            }
        }
        rule(text, widths, '└', '┴', '┘');
        return text.toString();
    }

    /**
     * Whether the table fits on the terminal.
     * @param withEase true: with columns so wide that they are easy to read
     */
    boolean fits(boolean withEase) {
        int[] widths = natural();
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            int enough = withEase ? column.comfort() : column.shrinksTo();
            widths[i] = column.shrinksTo() > 0 ? Math.min(widths[i], enough) : widths[i];
        }
        return style.width() == 0 || Arrays.stream(widths).sum() + between() <= style.width();
    }

    private int[] natural() {
        int[] widths = new int[columns.size()];
        for (List<Cell> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return widths;
    }

    private int between() {
        return style.boxes() ? 3 * columns.size() + 1 : 2 * (columns.size() - 1);
    }

    private int[] widths() {
        int[] widths = natural();
        int tooMuch = style.width() == 0 ? 0 : Arrays.stream(widths).sum() + between() - style.width();
        for (int left = tooMuch; left > 0; left--) {
            int widest = widestThatShrinks(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int widestThatShrinks(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            int least = columns.get(i).shrinksTo();
            if (least > 0 && widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private void line(StringBuilder text, List<Cell> cells, int[] widths) {
        StringBuilder line = new StringBuilder(style.boxes() ? "│ " : "");
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : style.boxes() ? " │ " : "  ");
            Cell cell = cells.get(i).cutTo(widths[i], columns.get(i).inside());
            String gap = " ".repeat(Math.max(0, widths[i] - cell.width()));
            String painted = style.paint(cell.text(), cell.ink());
            line.append(columns.get(i).align() == Align.LEFT ? painted + gap : gap + painted);
        }
        text.append(style.boxes() ? line + " │" : line.toString().stripTrailing()).append('\n');
    }

    private void rule(StringBuilder text, int[] widths, char left, char middle, char right) {
        if (!style.boxes()) {
            return;
        }
        text.append(left);
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : String.valueOf(middle)).append("─".repeat(widths[i] + 2));
        }
        text.append(right).append('\n');
    }
}
