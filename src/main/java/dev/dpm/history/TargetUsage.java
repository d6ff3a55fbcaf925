package dev.dpm.history;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.dpm.history.UsageArchive.Slice;

/** CPU and memory of a target: the newest samples are in memory, older ones in files. */
final class TargetUsage {

    /**
     * The number of appended samples after which the archive file is written: those of half an hour, if there is one each
     * second.
     */
    static final int WORTH_ARCHIVING = 1800;

    private static final long OFTEN_ENOUGH_SECONDS = 1800;

    private volatile UsageMemory memory = new UsageMemory();
    /** Whether the target was removed. Its files are deleted at the next write. */
    private volatile boolean forgotten;
    private final Optional<UsageFiles> files;
    private final Clock clock;
    private boolean looked;
    private int appended;
    private long appendedSince;

    /** @param files the target's files; empty: all samples stay in memory */
    TargetUsage(Optional<UsageFiles> files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    UsageMemory memory() {
        return memory;
    }

    void forget() {
        forgotten = true;
        memory = new UsageMemory();
    }

    private void deleteForgotten() throws IOException {
        if (forgotten && files.isPresent()) {
            files.get().delete();
            looked = true;
            appended = 0;
        }
        forgotten = false;
    }

    /** The newest samples of the target. The first call also reads those of an earlier runner. */
    List<UsageSample> recent() throws IOException {
        look();
        return memory.recent();
    }

    private synchronized void look() throws IOException {
        deleteForgotten();
        if (!looked && files.isPresent()) {
            List<UsageSample> earlier = files.get().appended();
            appended = earlier.size();
            appendedSince = earlier.isEmpty() ? 0 : earlier.get(0).second();
            memory.remember(earlier);
        }
        looked = true;
    }

    /** Writes new samples to the disk. Samples that the disk refuses are written later. */
    synchronized void flush() throws IOException {
        deleteForgotten();
        UsageMemory known = memory;
        List<UsageSample> waiting = known.waiting();
        if (files.isEmpty() || waiting.isEmpty()) {
            return;
        }
        look();
        if (known.takeSetBack()) {
            files.get().setArchivesAside("reaches into the future: the clock was set back");
            files.get().forgetAppended();
            appended = 0;
        }
        files.get().append(waiting);
        known.written(waiting);
        appendedSince = appended == 0 ? waiting.get(0).second() : appendedSince;
        appended += waiting.size();
        long now = waiting.get(waiting.size() - 1).second();
        if (appended >= WORTH_ARCHIVING || now - appendedSince >= OFTEN_ENOUGH_SECONDS) {
            archive();
        }
    }

    private void archive() throws IOException {
        try (UsageArchive archive = open(files.get().appended()).orElseThrow()) {
            files.get().archive(archive.bytes());
            appended = 0;
        }
    }

    /** CPU and memory of the target between two times in seconds since 1970, in steps of {@code step} seconds. */
    synchronized List<Slice> slices(long from, long to, int step) throws IOException {
        deleteForgotten();
        List<UsageSample> since = new ArrayList<>();
        if (files.isPresent()) {
            since.addAll(files.get().appended());
        }
        since.addAll(memory.waiting());
        Optional<UsageArchive> archive = open(since);
        if (archive.isEmpty()) {
            return List.of();
        }
        try (UsageArchive all = archive.get()) {
            return all.slices(from, to, step);
        }
    }

    private Optional<UsageArchive> open(List<UsageSample> since) throws IOException {
        Optional<byte[]> bytes = files.isPresent() ? files.get().archived() : Optional.empty();
        try {
            Optional<UsageArchive> archive = UsageArchive.with(bytes, since);
            boolean ofTheFuture = archive.isPresent()
                    && archive.get().end() > clock.millis() / 1000 + UsageMemory.SET_BACK.toSeconds();
            if (!ofTheFuture) {
                return archive;
            }
            archive.get().close();
        } catch (IOException damaged) {
            files.orElseThrow(() -> damaged).setArchivesAside("is damaged: " + damaged.getMessage());
            return UsageArchive.with(Optional.empty(), since);
        }
        files.ifPresent(some -> some.setArchivesAside("reaches into the future: the clock was set back"));
        return UsageArchive.with(Optional.empty(),
                since.stream().filter(sample -> sample.second() <= clock.millis() / 1000).toList());
    }
}
