package dev.dpm.packaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Replaces {@code equals}, {@code hashCode} and {@code toString} that javac generated for records by plain code. What
 * javac generates is a call of {@link java.lang.runtime.ObjectMethods}: the JVM composes the method from method handles
 * when it is first called, and generates several classes for it at run time. That takes milliseconds for each record.
 *
 * <p>
 * The plain methods return what the JDK's implementation returns, see {@link java.lang.Record#equals}.
 */
final class PlainRecords {

    private static final String BOOTSTRAP = Type.getInternalName(java.lang.runtime.ObjectMethods.class);
    private static final String RECORD = Type.getInternalName(Record.class);
    private static final String OBJECT = Type.getInternalName(Object.class);
    private static final String OBJECTS = Type.getInternalName(Objects.class);
    private static final String STRING = Type.getInternalName(String.class);
    private static final String BUILDER = Type.getInternalName(StringBuilder.class);
    /** The factor with which {@code ObjectMethods} computes the hash of a record. */
    private static final int FACTOR = 31;

    private PlainRecords() {
    }

    /** A field of a record. */
    private record Part(String name, Type type) {
    }

    /** Returns the class file with plain methods; empty if the class file has no generated method of a record. */
    static Optional<byte[]> rewritten(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (!RECORD.equals(reader.getSuperName())) {
            return Optional.empty();
        }
        ClassNode type = new ClassNode();
        reader.accept(type, 0);
        boolean isChanged = false;
        for (MethodNode method : type.methods) {
            Optional<List<Part>> parts = generatedFrom(method);
            if (parts.isPresent()) {
                replace(type, method, parts.get());
                isChanged = true;
            }
        }
        if (!isChanged) {
            return Optional.empty();
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return Optional.of(writer.toByteArray());
    }

    /** Returns the record's fields if the method is a generated one. */
    private static Optional<List<Part>> generatedFrom(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode call && call.bsm.getOwner().equals(BOOTSTRAP)) {
                // the arguments: the record's class, the names joined by semicolons, a getter of each field
                return Optional.of(Arrays.stream(call.bsmArgs).skip(2).map(Handle.class::cast)
                        .map(getter -> new Part(getter.getName(), Type.getType(getter.getDesc()))).toList());
            }
        }
        return Optional.empty();
    }

    private static void replace(ClassNode type, MethodNode method, List<Part> parts) {
        String owner = type.name;
        method.instructions.clear();
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visitCode();
        switch (method.name) {
            case "equals" -> equality(owner, method, parts);
            case "hashCode" -> hash(owner, method, parts);
            case "toString" -> text(owner, simpleName(type), method, parts);
            default -> throw new IllegalStateException(owner + " has the generated method " + method.name);
        }
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /** The name of the type as in the source, see {@link Class#getSimpleName}. */
    private static String simpleName(ClassNode type) {
        return type.innerClasses.stream().filter(inner -> inner.name.equals(type.name)).map(inner -> inner.innerName)
                .findFirst().orElse(type.name.substring(type.name.lastIndexOf('/') + 1));
    }

    private static void equality(String owner, MethodVisitor code, List<Part> parts) {
        Label other = new Label();
        Label sameType = new Label();
        Label different = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitJumpInsn(Opcodes.IF_ACMPNE, other);
        answer(code, true);
        code.visitLabel(other);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
        code.visitJumpInsn(Opcodes.IFNE, sameType);
        answer(code, false);
        code.visitLabel(sameType);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.CHECKCAST, owner);
        code.visitVarInsn(Opcodes.ASTORE, 2);
        for (Part part : parts) {
            get(code, owner, 0, part);
            get(code, owner, 2, part);
            jumpIfDifferent(code, part.type(), different);
        }
        answer(code, true);
        if (!parts.isEmpty()) {
            code.visitLabel(different);
            code.visitFrame(Opcodes.F_APPEND, 1, new Object[]{owner}, 0, null);
            answer(code, false);
        }
    }

    private static void jumpIfDifferent(MethodVisitor code, Type type, Label different) {
        switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> code.visitJumpInsn(Opcodes.IF_ICMPNE,
                    different);
            case Type.LONG -> {
                code.visitInsn(Opcodes.LCMP);
                code.visitJumpInsn(Opcodes.IFNE, different);
            }
            // compare() as in the JDK: NaN equals NaN, and 0.0 differs from -0.0
            case Type.FLOAT, Type.DOUBLE -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper(type), "compare",
                        Type.getMethodDescriptor(Type.INT_TYPE, type, type), false);
                code.visitJumpInsn(Opcodes.IFNE, different);
            }
            default -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "equals",
                        "(Ljava/lang/Object;Ljava/lang/Object;)Z", false);
                code.visitJumpInsn(Opcodes.IFEQ, different);
            }
        }
    }

    private static void hash(String owner, MethodVisitor code, List<Part> parts) {
        code.visitInsn(Opcodes.ICONST_0);
        for (Part part : parts) {
            code.visitIntInsn(Opcodes.BIPUSH, FACTOR);
            code.visitInsn(Opcodes.IMUL);
            get(code, owner, 0, part);
            if (isPrimitive(part.type())) {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper(part.type()), "hashCode",
                        Type.getMethodDescriptor(Type.INT_TYPE, part.type()), false);
            } else {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "hashCode", "(Ljava/lang/Object;)I", false);
            }
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(Opcodes.IRETURN);
    }

    private static void text(String owner, String simpleName, MethodVisitor code, List<Part> parts) {
        code.visitTypeInsn(Opcodes.NEW, BUILDER);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        String before = simpleName + "[";
        for (Part part : parts) {
            code.visitLdcInsn(before + part.name() + "=");
            append(code, Type.getObjectType(STRING));
            get(code, owner, 0, part);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, STRING, "valueOf",
                    "(" + printed(part.type()).getDescriptor() + ")Ljava/lang/String;", false);
            append(code, Type.getObjectType(STRING));
            before = ", ";
        }
        code.visitLdcInsn(parts.isEmpty() ? before + "]" : "]");
        append(code, Type.getObjectType(STRING));
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static void append(MethodVisitor code, Type type) {
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append",
                Type.getMethodDescriptor(Type.getObjectType(BUILDER), type), false);
    }

    /** The parameter type of the {@code String.valueOf} that prints a value of this type. */
    private static Type printed(Type type) {
        return switch (type.getSort()) {
            case Type.BYTE, Type.SHORT -> Type.INT_TYPE;
            case Type.ARRAY, Type.OBJECT -> Type.getObjectType(OBJECT);
            default -> type;
        };
    }

    private static void get(MethodVisitor code, String owner, int local, Part part) {
        code.visitVarInsn(Opcodes.ALOAD, local);
        code.visitFieldInsn(Opcodes.GETFIELD, owner, part.name(), part.type().getDescriptor());
    }

    private static void answer(MethodVisitor code, boolean answer) {
        code.visitInsn(answer ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        code.visitInsn(Opcodes.IRETURN);
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() != Type.OBJECT && type.getSort() != Type.ARRAY;
    }

    private static String wrapper(Type type) {
        return Type.getInternalName(switch (type.getSort()) {
            case Type.BOOLEAN -> Boolean.class;
            case Type.BYTE -> Byte.class;
            case Type.CHAR -> Character.class;
            case Type.SHORT -> Short.class;
            case Type.INT -> Integer.class;
            case Type.LONG -> Long.class;
            case Type.FLOAT -> Float.class;
            default -> Double.class;
        });
    }
}
