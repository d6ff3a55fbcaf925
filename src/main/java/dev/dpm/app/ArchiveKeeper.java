package dev.dpm.app;

import java.io.IOException;
import java.time.Duration;

import dev.dpm.daemon.ArchiveTraining;

/** Sees to it that the next daemon finds its classes laid out, once this one has been at work for a while. */
final class ArchiveKeeper implements AutoCloseable {

    /** Who starts a daemon does something with it first; and one that ends at once needs no successor. */
    private static final Duration AFTER = Duration.ofSeconds(30);

    private final ArchiveTraining training;
    private final Thread thread = new Thread(this::keep, "dpm-archive");

    ArchiveKeeper(ArchiveTraining training) {
        this.training = training;
    }

    void begin() {
        if (!training.isDone()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void keep() {
        try {
            Thread.sleep(AFTER.toMillis());
            training.perform();
        } catch (IOException e) {
            System.getLogger(ArchiveKeeper.class.getName()).log(System.Logger.Level.DEBUG,
                    "no archive of classes for the next start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves nothing of it behind. */
    @Override
    public void close() throws InterruptedException {
        training.close();
        thread.interrupt();
        thread.join(1000);
    }
}
