package dev.dpm.notice.send;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Receiver;

/** One test of the receivers of notices, with the results that have arrived so far. */
public final class ReceiverTest {

    private final int asked;
    private final List<Tried> back = new ArrayList<>();

    ReceiverTest(List<Receiver> receivers) {
        this.asked = receivers.size();
    }

    synchronized void came(Tried tried) {
        back.add(tried);
    }

    /** Whether every receiver of the test has answered or timed out. */
    public synchronized boolean isDone() {
        return back.size() >= asked;
    }

    /** The results of the test so far, in the order in which they arrived. */
    public synchronized List<Tried> back() {
        return List.copyOf(back);
    }
}
