package dev.dpm.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random values for one try of a test that must hold for any value. Values at an edge (the smallest, the largest, none at all)
 * come more often than by chance alone. The first tries get short values, so that a failure is easy to read. The values are
 * recorded for the message of a failure.
 */
public final class Any {

    /** Characters with a special meaning to some parser, and invalid characters. */
    private static final String ODD = "\0\t\n\r \"#$%&'()*,-./:;<=>[\\]{|}~\u007f\u0085\u00a0äß€\u2028\u202e\uD800\uDC80\uDCFF\ufeff\uffff";
    private static final List<Long> EDGES = List.of(0L, 1L, -1L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE,
            Long.MAX_VALUE, Long.MIN_VALUE);

    private final Random random;
    private final int longest;
    private final List<String> given = new ArrayList<>();

    /**
     * Makes a source of random values.
     * @param longest the largest length of texts and lists, even if a test asks for longer ones
     */
    Any(long seed, int longest) {
        this.random = new Random(seed);
        this.longest = longest;
    }

    /** The random generator itself, for values that the message of a failure does not show. */
    public Random random() {
        return random;
    }

    public boolean truth() {
        return given(random.nextBoolean());
    }

    /** A random number between two bounds, both inclusive. */
    public int between(int least, int most) {
        int edge = random.nextInt(8);
        return given(edge == 0 ? least : edge == 1 ? most : least + random.nextInt(most - least + 1));
    }

    public long number() {
        return given(random.nextInt(4) == 0 ? EDGES.get(random.nextInt(EDGES.size())) : random.nextLong());
    }

    @SafeVarargs
    public final <T> T of(T... choices) {
        return of(Arrays.asList(choices));
    }

    public <T> T of(List<T> choices) {
        return given(choices.get(random.nextInt(choices.size())));
    }

    public byte[] bytes(int most) {
        byte[] bytes = new byte[size(most)];
        random.nextBytes(bytes);
        given.add(Arrays.toString(bytes));
        return bytes;
    }

    /** A random text of any characters, many of them unusual. It may contain half of a surrogate pair. */
    public String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int left = size(most); left > 0; left--) {
            text.append(character());
        }
        return given(text.toString());
    }

    /**
     * A text that is similar to a valid one: some pieces of it are repeated, left out, exchanged, or replaced by other pieces.
     * Parsers of libraries fail more often on such texts than on completely random ones.
     * @param sound the valid text
     * @param pieces words with a meaning in the text's grammar, and numbers at an edge
     */
    public String near(String sound, List<String> pieces) {
        StringBuilder text = new StringBuilder(sound);
        for (int left = 1 + random.nextInt(Math.min(6, 1 + longest / 20)); left > 0; left--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            String piece = pieces.get(random.nextInt(pieces.size()));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                case 2 -> text.insert(from, piece);
                case 3 -> text.insert(from, character());
                default -> text.replace(from, to, piece);
            }
        }
        return given(text.toString());
    }

    private char character() {
        return switch (random.nextInt(3)) {
            case 0 -> ODD.charAt(random.nextInt(ODD.length()));
            case 1 -> (char) (' ' + random.nextInt('~' - ' ' + 1));
            default -> (char) random.nextInt(Character.MAX_VALUE + 1);
        };
    }

    public <T> List<T> list(int most, Supplier<T> item) {
        List<T> list = new ArrayList<>();
        for (int left = size(most); left > 0; left--) {
            list.add(item.get());
        }
        return list;
    }

    public <K, V> Map<K, V> map(int most, Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int left = size(most); left > 0; left--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    private int size(int most) {
        int allowed = Math.min(most, longest);
        return random.nextInt(8) == 0 ? 0 : random.nextInt(allowed + 1);
    }

    private <T> T given(T value) {
        given.add(value instanceof String text ? quoted(text) : String.valueOf(value));
        return value;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(c >= ' ' && c <= '~' ? (char) c : String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return String.join(", ", given);
    }
}
