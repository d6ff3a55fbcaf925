package dev.dpm.incident.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.incident.Evidence;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.ResponseStep;

/** An incident whose record is being composed. One thread at a time may use it. */
final class Draft {

    final String id;
    final Instant at;
    final long sequence;
    final IncidentTrigger opening;
    final List<ResponseStep> deeds = new ArrayList<>();
    final Map<String, byte[]> attachments = new HashMap<>();
    volatile Evidence evidence;
    volatile List<String> output = List.of();
    boolean written;
    /** Whether the facts come from the journal, because the runner died before it wrote the incident. */
    boolean isRetold;
    String series;
    int number = 1;
    int looksLeftOut;

    Draft(String id, Instant at, long sequence, IncidentTrigger opening) {
        this.id = id;
        this.at = at;
        this.sequence = sequence;
        this.opening = opening;
        this.series = id;
        this.evidence = Evidence.none(0, "nobody has looked yet");
    }
}
