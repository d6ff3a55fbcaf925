package dev.dpm.packaging;

import java.util.Optional;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Rewrites class files that are older than version 50 (Java 6). HotSpot leaves those out of every class archive,
 * and verifies them by type inference. Version 50 is the first that carries stack maps (JVMS 4.10.1), which are computed
 * here; code and names stay as they are.
 */
final class OldClasses {

    /** The oldest class file version that class archives accept. */
    static final int OLDEST = Opcodes.V1_6;

    private static final int MAJOR_HIGH = 6;
    private static final int MAJOR_LOW = 7;

    private OldClasses() {
    }

    /**
     * Returns the class file with version 50; empty if it is not too old.
     *
     * @param types the class loader that finds the types named in the class
     */
    static Optional<byte[]> rewritten(byte[] classFile, ClassLoader types) {
        return version(classFile) < OLDEST ? Optional.of(rewrite(classFile, types)) : Optional.empty();
    }

    static int version(byte[] classFile) {
        return (classFile[MAJOR_HIGH] & 0xff) << 8 | classFile[MAJOR_LOW] & 0xff;
    }

    private static byte[] rewrite(byte[] classFile, ClassLoader types) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return types;
            }
        };
        new ClassReader(classFile).accept(new Newer(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private static final class Newer extends ClassVisitor {

        Newer(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName,
                String[] interfaces) {
            super.visit(OLDEST, access, name, signature, superName, interfaces);
        }

        /**
         * Copies the method with its subroutines (old try-finally blocks) inlined, since a class with stack maps must
         * have none.
         */
        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                String[] exceptions) {
            return new JSRInlinerAdapter(super.visitMethod(access, name, descriptor, signature, exceptions), access,
                    name, descriptor, signature, exceptions);
        }
    }
}
