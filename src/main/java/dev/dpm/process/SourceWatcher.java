package dev.dpm.process;

import java.util.Map;

/** Port: watches files of targets. */
public interface SourceWatcher {

    /** The watcher that watches no files. */
    SourceWatcher NONE = (all, told) -> {
    };

    /** Receives the reports of a watcher. Any thread may call these methods. */
    interface Told {

        /**
         * Files of a target changed, and no file has changed since for the target's debounce time.
         *
         * @param words the changed files in a phrase such as {@code app.py changed}
         */
        void changed(TargetName target, String words);

        /**
         * The files of a target cannot be watched, for the given reason. An empty reason: the files can be watched
         * again.
         */
        void faulted(TargetName target, String reason);
    }

    /** Watches these files from now on, and no other files. The call returns at once. */
    void follow(Map<TargetName, SourceFiles> all, Told told);
}
