package dev.dpm.process.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

import dev.dpm.process.Cookie;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.NativeText;

/** The command, environment and folder of a launch as C strings, each of which ends with NUL. */
final class SpawnText implements AutoCloseable {

    private final Memory memory;
    private final long environmentAt;
    private final long folderAt;

    private SpawnText(List<byte[]> command, List<byte[]> environment, byte[] folder) {
        List<byte[]> all = new ArrayList<>(command);
        all.addAll(environment);
        all.add(folder);
        int lists = (all.size() + 2) * Long.BYTES;
        this.environmentAt = (command.size() + 1L) * Long.BYTES;
        this.folderAt = environmentAt + (environment.size() + 1L) * Long.BYTES;
        this.memory = new Memory(lists + all.stream().mapToInt(text -> text.length + 1).sum());
        ByteBuffer bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
        int at = lists;
        for (int i = 0; i < all.size(); i++) {
            if (i == command.size() || i == command.size() + environment.size()) {
                bytes.putLong(0);
            }
            bytes.putLong(Pointer.nativeValue(memory) + at);
            at += all.get(i).length + 1;
        }
        for (byte[] text : all) {
            bytes.put(text).put((byte) 0);
        }
    }

    static SpawnText of(LaunchOrder order, Cookie cookie) {
        List<byte[]> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : order.environment().entrySet()) {
            if (!variable.getKey().equals(LaunchOrder.COOKIE)) {
                environment.add(NativeText.encode(variable.getKey() + "=" + variable.getValue()));
            }
        }
        environment.add(NativeText.encode(LaunchOrder.COOKIE + "=" + cookie.text()));
        return new SpawnText(order.command().stream().map(NativeText::encode).toList(), environment,
                NativeText.encode(NativePaths.text(order.cwd())));
    }

    /**
     * Whether all texts of a launch order can be C strings: none contains NUL, and no name of a variable is empty or contains
     * an equals sign.
     */
    static boolean isPossible(LaunchOrder order) {
        return order.command().stream().allMatch(SpawnText::isPossible)
                && order.environment().entrySet().stream().allMatch(variable -> !variable.getKey().isEmpty()
                        && variable.getKey().indexOf('=') < 0 && isPossible(variable.getKey())
                        && isPossible(variable.getValue()));
    }

    private static boolean isPossible(String text) {
        return text.indexOf('\0') < 0;
    }

    Pointer program() {
        return memory.getPointer(0);
    }

    Pointer arguments() {
        return memory;
    }

    Pointer environment() {
        return memory.share(environmentAt);
    }

    Pointer folder() {
        return memory.getPointer(folderAt);
    }

    @Override
    public void close() {
        memory.close();
    }
}
