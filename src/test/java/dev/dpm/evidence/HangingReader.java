package dev.dpm.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Reads {@code /proc}. Reads of paths that contain a given text hang until {@code letGo} is counted down. */
final class HangingReader implements Reader {
    final CountDownLatch letGo = new CountDownLatch(1);
    private final LocalReader real = new LocalReader();
    private final String part;

    HangingReader(String part) {
        this.part = part;
    }

    private void hang(String path) throws IOException {
        if (path.contains(part)) {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public String text(String path) throws IOException {
        hang(path);
        return real.text(path);
    }

    @Override
    public List<String> names(String folder) throws IOException {
        hang(folder);
        return real.names(folder);
    }

    @Override
    public String link(String path) throws IOException {
        hang(path);
        return real.link(path);
    }

    @Override
    public Optional<FileFacts> facts(String path) throws IOException {
        hang(path);
        return real.facts(path);
    }

    @Override
    public boolean isFolder(String path) throws IOException {
        hang(path);
        return real.isFolder(path);
    }

    @Override
    public Room room(String path) throws IOException {
        hang(path);
        return real.room(path);
    }
}
