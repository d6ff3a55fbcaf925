package dev.dpm.process.local;

import java.util.function.Consumer;

import dev.dpm.process.ExitStatus;

/** A child process that the runner launched, either through Java or by its own system call. */
interface Child {

    long pid();

    /**
     * Whether the child counts as alive, which is so until the runner has read the child's exit status from the kernel.
     * No other code may read that status first.
     */
    boolean isAlive();

    /**
     * Calls the callback once, on any thread, with the child's exit status, or at once if the child has already ended.
     */
    void onExit(Consumer<ExitStatus> callback);

    /**
     * Reaps the child if the child has ended and Java does not reap it.
     *
     * @return whether the child was reaped
     */
    default boolean reapIfEnded() {
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
