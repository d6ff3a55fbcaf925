package dev.dpm.notice.send;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.log.DiskTrouble;
import dev.dpm.notice.Notice;

/**
 * The queue of notices for one receiver, with a file for each notice. A notice that the disk refuses stays in memory. Not
 * thread-safe.
 */
final class NoticeQueue {

    /** The largest number of notices in the queue. If there are more, the oldest are dropped. */
    static final int MOST = 200;
    static final long MOST_BYTES = 1 << 20;

    /** Receives reports about dropped notices and about failing writes. */
    interface Watcher {
        void dropped(String notice, String reason);

        /**
         * Reports that the disk refuses notices, or accepts them again.
         * @param reason a sentence; empty: the disk accepts them
         */
        void disk(String reason);
    }

    private record Waiting(String id, long size, Optional<Notice> inMemory) {
    }

    private final NoticeFiles files;
    private final Watcher watcher;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    NoticeQueue(NoticeFiles files, Watcher watcher) {
        this.files = files;
        this.watcher = watcher;
    }

    /** Adds the notices that an earlier runner left. Only the names of their files are read. */
    void load(List<String> names) throws IOException {
        for (String name : names) {
            waiting.put(name, new Waiting(name, files.size(name), Optional.empty()));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<String> names() {
        return List.copyOf(waiting.keySet());
    }

    /** The name of the notice's file. Names sort by the time of the notice's creation. */
    static String name(Notice notice) {
        return String.format(Locale.ROOT, "%015d-%s%s", notice.at().toEpochMilli(), notice.id(), NoticeFiles.ENDING);
    }

    static String id(String name) {
        return name.replaceFirst("^[0-9]{15}-", "").replaceFirst("[.]json$", "");
    }

    void add(Notice notice) {
        if (waiting.keySet().stream().anyMatch(name -> name.endsWith("-" + notice.id() + NoticeFiles.ENDING)
                && name.length() == name(notice).length())) {
            // the notice is in the queue already: an earlier runner queued it and died before it recorded that
            return;
        }
        String name = name(notice);
        byte[] json = NoticeJson.write(notice);
        while (!waiting.isEmpty() && (waiting.size() >= MOST || bytes() + json.length > MOST_BYTES)) {
            String oldest = waiting.keySet().iterator().next();
            remove(oldest);
            watcher.dropped(id(oldest), "more notices wait for this receiver than are kept (" + MOST + ", 1 MiB)");
        }
        waiting.put(name,
                new Waiting(name, json.length, isWritten(name, json) ? Optional.empty() : Optional.of(notice)));
    }

    private long bytes() {
        return waiting.values().stream().mapToLong(Waiting::size).sum();
    }

    private boolean isWritten(String name, byte[] json) {
        if (!files.isSomewhere()) {
            return false;
        }
        try {
            files.write(name, json);
            watcher.disk("");
            return true;
        } catch (IOException e) {
            watcher.disk("notices cannot be written (" + DiskTrouble.words(e)
                    + "); they are delivered from memory, and lost with the runner");
            return false;
        }
    }

    void again() {
        for (Waiting one : new ArrayList<>(waiting.values())) {
            if (one.inMemory().isPresent() && isWritten(one.id(), NoticeJson.write(one.inMemory().get()))) {
                waiting.put(one.id(), new Waiting(one.id(), one.size(), Optional.empty()));
            }
        }
    }

    boolean isOwed() {
        return files.isSomewhere() && waiting.values().stream().anyMatch(one -> one.inMemory().isPresent());
    }

    /** Reads a notice of the queue. Empty: its file is missing or damaged, and the notice was removed from the queue. */
    Optional<Notice> read(String name) {
        Waiting one = waiting.get(name);
        if (one == null || one.inMemory().isPresent()) {
            return Optional.ofNullable(one).flatMap(Waiting::inMemory);
        }
        try {
            return Optional.of(NoticeJson.read(files.read(name), Notice.class));
        } catch (IOException e) {
            waiting.remove(name);
            setAside(name);
            watcher.dropped(id(name),
                    "its file cannot be used (" + DiskTrouble.words(e).lines().findFirst().orElse("") + ")");
            return Optional.empty();
        }
    }

    private void setAside(String name) {
        try {
            files.setAside(name);
        } catch (IOException e) {
            // not reported as a failure: if the notice's file cannot be deleted, the next runner sends the notice again
            return;
        }
    }

    void remove(String name) {
        Waiting one = waiting.remove(name);
        if (one == null || !files.isSomewhere() || one.inMemory().isPresent()) {
            return;
        }
        try {
            files.delete(name);
        } catch (IOException e) {
            watcher.disk("a notice that is delivered cannot be deleted (" + DiskTrouble.words(e)
                    + "): a later runner delivers it again");
        }
    }
}
