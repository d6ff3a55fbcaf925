package dev.dpm.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the plain methods of a record answer like the methods that the JDK composes for it. */
class PlainRecordsTest {

    /** A record with a field of each kind. */
    public record Kinds(boolean z, byte b, char c, short s, int i, long j, float f, double d, String text,
            int[] numbers,
            List<String> names) {
    }

    /** A record without a field. */
    public record Nothing() {
    }

    /** A record with methods of its own, which stay. */
    public record Own(int number, String name) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Own own && own.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    private static final int[] NUMBERS = {1, 2};
    private static final Object[] BASE = {true, (byte) -1, 'x', (short) -300, 7, 1L << 40, 1.5f, -2.5, "text", NUMBERS,
            List.of("a", "b")};

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("the same", BASE),
                Arguments.of("boolean", with(0, false)),
                Arguments.of("byte", with(1, (byte) 127)),
                Arguments.of("char", with(2, '\u20ac')),
                Arguments.of("short", with(3, (short) 300)),
                Arguments.of("int", with(4, Integer.MIN_VALUE)),
                Arguments.of("long", with(5, (1L << 40) + 1)),
                Arguments.of("not a number", with(6, Float.NaN)),
                Arguments.of("minus zero", with(7, -0.0)),
                Arguments.of("zero", with(7, 0.0)),
                Arguments.of("no text", with(8, null)),
                Arguments.of("equal text", with(8, new String("text".getBytes(StandardCharsets.US_ASCII),
                        StandardCharsets.US_ASCII))),
                Arguments.of("another array", with(9, new int[]{1, 2})),
                Arguments.of("no list", with(10, null)));
    }

    private static Object[] with(int at, Object value) {
        Object[] changed = BASE.clone();
        changed[at] = value;
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void a_rewritten_record_answers_like_the_original(String what, Object[] parts) throws Exception {
        Constructor<?> originals = Kinds.class.getDeclaredConstructors()[0];
        Constructor<?> plains = rewritten(Kinds.class).getDeclaredConstructors()[0];

        Object original = originals.newInstance(parts);
        Object plain = plains.newInstance(parts);

        assertThat(plain).as(what).hasToString(original.toString()).hasSameHashCodeAs(original);
        for (Object[] others : values().map(row -> (Object[]) row.get()[1]).toList()) {
            assertThat(plain.equals(plains.newInstance(others))).as(what)
                    .isEqualTo(original.equals(originals.newInstance(others)));
        }
        assertThat(plain.equals(plain)).isTrue();
        assertThat(plain.equals(null)).isFalse();
        assertThat(plain.equals(original)).as("of another type").isFalse();
    }

    @Test
    void a_record_without_a_field_equals_each_of_its_type() throws Exception {
        Constructor<?> plains = rewritten(Nothing.class).getDeclaredConstructors()[0];

        Object plain = plains.newInstance();

        assertThat(plain).isEqualTo(plains.newInstance()).hasToString("Nothing[]")
                .hasSameHashCodeAs(new Nothing()).isNotEqualTo("Nothing[]");
    }

    @Test
    void methods_that_a_record_declares_itself_stay() throws Exception {
        Constructor<?> plains = rewritten(Own.class).getDeclaredConstructors()[0];

        Object plain = plains.newInstance(5, "a");

        assertThat(plain).isEqualTo(plains.newInstance(5, "b")).hasSameHashCodeAs(5)
                .hasToString("Own[number=5, name=a]");
    }

    @Test
    void a_rewritten_record_no_longer_asks_the_jvm_to_compose_a_method_and_a_second_run_changes_nothing()
            throws Exception {
        byte[] plain = PlainRecords.rewritten(bytes(Kinds.class)).orElseThrow();

        assertThat(new String(bytes(Kinds.class), StandardCharsets.ISO_8859_1)).contains("ObjectMethods");
        assertThat(new String(plain, StandardCharsets.ISO_8859_1)).doesNotContain("ObjectMethods");
        assertThat(PlainRecords.rewritten(plain)).isEmpty();
        assertThat(PlainRecords.rewritten(bytes(PlainRecordsTest.class))).as("no record").isEmpty();
    }

    private static Class<?> rewritten(Class<?> original) throws IOException {
        Optional<byte[]> plain = PlainRecords.rewritten(bytes(original));
        assertThat(plain).isPresent();
        return new ClassLoader(PlainRecordsTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(original.getName(), plain.get(), 0, plain.get().length);
            }
        }.define();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }
}
