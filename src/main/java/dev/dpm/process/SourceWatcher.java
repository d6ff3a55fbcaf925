package dev.dpm.process;

import java.util.Map;

/** Port: watches files of targets. */
public interface SourceWatcher {

    /** A watcher for targets whose files nobody wants to be watched. */
    SourceWatcher NONE = (all, told) -> {
    };

    /** Receives what happens; called from any thread. */
    interface Told {

        /**
         * Files of a target changed, and have been quiet for its debounce time since.
         *
         * @param words which, as a phrase such as {@code app.py changed}
         */
        void changed(TargetName target, String words);

        /** A target's files cannot be watched; with an empty reason, they are. */
        void faulted(TargetName target, String reason);
    }

    /** Watches these files from now on, and no others. Returns at once. */
    void follow(Map<TargetName, SourceFiles> all, Told told);
}
