package dev.dpm.app;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.Optional;

import dev.dpm.process.OwnThread;

/** Watches a folder for new and changed files. The thread of the watch ends when the watch is closed. */
final class FolderWatch {

    @FunctionalInterface
    interface Loop {
        void run(WatchService changes) throws InterruptedException;
    }

    private FolderWatch() {
    }

    /**
     * Begins to watch an existing folder.
     * @param thread the name of the new thread
     * @param loop the work of that thread
     * @throws IOException if the system gives the runner no watch, or no thread
     */
    static WatchService begin(Path folder, String thread, Loop loop) throws IOException {
        WatchService service = folder.getFileSystem().newWatchService();
        folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
        Optional<String> noThread = OwnThread.begin(thread, OwnThread.SMALL_STACK, () -> runUntilClosed(loop, service));
        if (noThread.isPresent()) {
            service.close();
            throw new IOException(noThread.get());
        }
        return service;
    }

    private static void runUntilClosed(Loop loop, WatchService service) {
        try {
            loop.run(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException closed) {
            // the watch was closed: the caller that closed it does the last work of the loop itself
            return;
        }
    }
}
