package dev.dpm.notice.send;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Receiver;

/** One test of receivers, and what came back until now. */
public final class ReceiverTest {

    private final int asked;
    private final List<Tried> back = new ArrayList<>();

    ReceiverTest(List<Receiver> receivers) {
        this.asked = receivers.size();
    }

    synchronized void came(Tried tried) {
        back.add(tried);
    }

    /** Whether all of them have answered, or were waited for long enough. */
    public synchronized boolean isDone() {
        return back.size() >= asked;
    }

    /** In the order in which they came back. */
    public synchronized List<Tried> back() {
        return List.copyOf(back);
    }
}
