package dev.dpm.process.local;

import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

/** A process that this JVM started and waits for, by Java or by a system call. */
interface Child {

    long pid();

    /** False once the runner knows how the child ended, which nobody else can learn from the kernel before. */
    boolean isAlive();

    /** Calls back once, on any thread, with the exit status; at once where it is known already. */
    void onExit(Consumer<ExitStatus> callback);

    /** Reaps the child if it has ended and Java does not do that. */
    default boolean bury() {
        return false;
    }

    /** A child that Java started and waits for. */
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
