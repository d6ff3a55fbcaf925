package dev.dpm.process;

import java.util.Map;

/** Port: watches files and reports changes, for all targets. */
public interface SourceWatcher {

    /** A watcher that watches no file and reports nothing. */
    SourceWatcher NONE = (all, told) -> {
    };

    interface Listener {

        /**
         * Files changed, and none since for the debounce time.
         *
         * @param words such as {@code app.py changed}
         */
        void changed(TargetName target, String words);

        /** Files cannot be watched. Empty reason: they can again. */
        void faulted(TargetName target, String reason);
    }

    /** Watches exactly these files from now on. Returns at once. */
    void follow(Map<TargetName, SourceFiles> all, Listener listener);
}
