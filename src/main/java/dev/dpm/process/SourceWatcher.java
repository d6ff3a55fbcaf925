package dev.dpm.process;

import java.util.Map;

/** Port: watches files and reports changes, for all targets. */
public interface SourceWatcher {

    /** A watcher that watches no file and reports nothing. */
    SourceWatcher NONE = (all, told) -> {
    };

    /** Receives the reports of a file watcher. The watcher may call these methods on any thread. */
    interface Listener {

        /**
         * Files of a target changed, and no further file changed during the target's debounce time.
         *
         * @param words the changed files in a phrase such as {@code app.py changed}
         */
        void changed(TargetName target, String words);

        /**
         * The files of a target cannot be watched, for the given reason. If the reason is empty, they can be watched
         * again.
         */
        void faulted(TargetName target, String reason);
    }

    /** Watches exactly the given files from now on. The method returns at once. */
    void follow(Map<TargetName, SourceFiles> all, Listener listener);
}
