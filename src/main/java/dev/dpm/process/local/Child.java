package dev.dpm.process.local;

import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

/** A process that this JVM started and waits for, however it was started. */
interface Child {

    long pid();

    /** False once its end is known, which nobody else may learn from the kernel before. */
    boolean isAlive();

    /** Calls back once, on any thread, with how it ended; at once where that is known already. */
    void onExit(Consumer<ExitStatus> callback);

    /** Buries it, where that is not Java's business and it has ended. */
    default boolean bury() {
        return false;
    }

    /** One that Java started, and waits for. */
    static Child of(Process process, ChildWatch watch) {
        return new Child() {
            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public boolean isAlive() {
                return process.isAlive();
            }

            @Override
            public void onExit(Consumer<ExitStatus> callback) {
                watch.onExit(process, value -> callback.accept(ExitStatus.ofJavaExitValue(value)));
            }
        };
    }
}
