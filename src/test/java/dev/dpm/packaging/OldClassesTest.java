package dev.dpm.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import picocli.CommandLine;

/** Tests that old class files become new enough for a class archive and keep their behaviour. */
class OldClassesTest {

    @TempDir
    Path folder;

    private Path picocli() throws Exception {
        Path original = Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.copy(original, folder.resolve("picocli.jar"));
    }

    private static Map<String, byte[]> content(Path jar) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    content.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return content;
    }

    @Test
    void no_class_file_of_picocli_stays_too_old_for_an_archive_and_all_else_stays_as_it_is() throws Exception {
        Path jar = picocli();
        Map<String, byte[]> before = content(jar);

        int rewritten = ClassFiles.rewrite(jar);

        Map<String, byte[]> after = content(jar);
        assertThat(rewritten).isPositive();
        assertThat(after.keySet()).containsExactlyInAnyOrderElementsOf(before.keySet());
        after.forEach((name, bytes) -> {
            boolean wasOld = name.endsWith(".class") && OldClasses.version(before.get(name)) < OldClasses.OLDEST;
            if (wasOld) {
                assertThat(OldClasses.version(bytes)).as(name).isEqualTo(OldClasses.OLDEST);
            } else {
                assertThat(bytes).as(name).isEqualTo(before.get(name));
            }
        });
        assertThat(ClassFiles.rewrite(jar)).as("a second time").isZero();
    }

    @Test
    void every_rewritten_class_passes_the_verifier() throws Exception {
        Path jar = picocli();
        ClassFiles.rewrite(jar);

        try (URLClassLoader loader = new URLClassLoader(new URL[]{jar.toUri().toURL()},
                ClassLoader.getPlatformClassLoader())) {
            for (String name : content(jar).keySet()) {
                // left out: a class that needs Groovy, and the module descriptor, which is no class
                if (name.startsWith("picocli/CommandLine") && name.endsWith(".class")) {
                    Class<?> loaded = Class.forName(name.replace('/', '.').replaceFirst("\\.class$", ""), true,
                            loader);
                    assertThat(loaded.getClassLoader()).as(name).isSameAs(loader);
                }
            }
        }
    }

    @Test
    void a_subroutine_of_the_oldest_compilers_is_written_out_in_place() throws Exception {
        byte[] old = withSubroutine();

        byte[] rewritten = OldClasses.rewritten(old, getClass().getClassLoader()).orElseThrow();

        assertThat(OldClasses.version(rewritten)).isEqualTo(OldClasses.OLDEST);
        Class<?> loaded = new ClassLoader(null) {
            Class<?> define() {
                return defineClass("Sub", rewritten, 0, rewritten.length);
            }
        }.define();
        assertThat(loaded.getMethod("answer").invoke(null)).isEqualTo(42);
        assertThat(new String(rewritten, StandardCharsets.ISO_8859_1)).contains("StackMapTable");
    }

    /**
     * The class file of {@code int answer() { x = 0; jsr add; jsr add; return x; add: x += 21; ret }}, as in Java 1.1.
     */
    private static byte[] withSubroutine() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V1_1, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "Sub", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "answer", "()I", null,
                null);
        Label add = new Label();
        Label again = new Label();
        method.visitCode();
        method.visitInsn(Opcodes.ICONST_0);
        method.visitVarInsn(Opcodes.ISTORE, 0);
        method.visitJumpInsn(Opcodes.JSR, add);
        method.visitJumpInsn(Opcodes.JSR, add);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitJumpInsn(Opcodes.IFEQ, again);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
        method.visitLabel(again);
        method.visitInsn(Opcodes.ICONST_M1);
        method.visitInsn(Opcodes.IRETURN);
        method.visitLabel(add);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitIincInsn(0, 21);
        method.visitVarInsn(Opcodes.RET, 1);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
