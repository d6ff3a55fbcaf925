package dev.dpm.process.local;

import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

interface Child {

    long pid();

    /**
     * Whether the child has not been reaped yet. Only this object reaps the child, so the child's pid is not reused
     * before.
     */
    boolean isAlive();

    /** Calls the callback once, on any thread, when the child has ended. */
    void onExit(Consumer<ExitStatus> callback);

    /**
     * Reaps the child, if it has ended and Java does not reap it.
     *
     * @return whether the child was reaped
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
