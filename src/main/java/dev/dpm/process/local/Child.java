package dev.dpm.process.local;

import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

interface Child {

    long pid();

    /** Whether the child was not reaped yet. Only this object reaps it. */
    boolean isAlive();

    /** Calls the callback once, on any thread, at the child's end. */
    void onExit(Consumer<ExitStatus> callback);

    /**
     * Reaps an ended child that Java does not reap.
     *
     * @return whether it did
     */
    default boolean reapIfEnded() {
        return false;
    }

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
