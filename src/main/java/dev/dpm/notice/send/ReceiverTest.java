package dev.dpm.notice.send;

import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.Receiver;

/** A test of receivers with the results so far. */
public final class ReceiverTest {

    private final int asked;
    private final List<Tried> back = new ArrayList<>();

    ReceiverTest(List<Receiver> receivers) {
        this.asked = receivers.size();
    }

    synchronized void came(Tried tried) {
        back.add(tried);
    }

    /** Whether each receiver has answered, or has not answered in time. */
    public synchronized boolean isDone() {
        return back.size() >= asked;
    }

    /** The results of the test in the order of their arrival. */
    public synchronized List<Tried> back() {
        return List.copyOf(back);
    }
}
