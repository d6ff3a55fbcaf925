package dev.dpm.process;

import java.util.Map;

/** Watches files and reports changes, for all targets. */
public interface SourceWatcher {

    /** A watcher that watches no file and reports nothing. */
    SourceWatcher NONE = (all, told) -> {
    };

    interface Listener {

        /**
         * The watcher calls this method when files of a target have changed, and no further file has changed for the
         * debounce time.
         *
         * @param words which files changed, such as {@code app.py changed}
         */
        void changed(TargetName target, String words);

        /**
         * The watcher calls this method with the reason when it cannot watch the files of a target. An empty reason
         * means that it watches the files again.
         */
        void faulted(TargetName target, String reason);
    }

    /** Watches exactly these files from now on. This method returns at once, before the files are watched. */
    void follow(Map<TargetName, SourceFiles> all, Listener listener);
}
