package dev.dpm.operator.remote;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.dpm.incident.Incident;
import dev.dpm.operator.act.OrderSender.Reply;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.OutputPage;
import dev.dpm.view.OutputQuery;
import dev.dpm.view.UsageRange;
import dev.dpm.view.UsageSeries;

/** Requests from a dpm-runner what the pages about its target show. The requests for one page are sent in parallel. */
public final class TargetRequests {

    /**
     * The number of lines that a page with a target's output shows. More lines, if they are long, would exceed the
     * limit on the bytes of an answer.
     */
    public static final int OUTPUT_LINES = 100;

    private static final System.Logger LOG = System.getLogger(TargetRequests.class.getName());
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final int MOST = 1 << 20;
    /** The longest wait for the responses of a dpm-runner, in seconds: longer than any single request may take. */
    private static final long PATIENCE_SECONDS = 6;

    private final Sidecars sidecars;
    private final SidecarAccess access;

    public TargetRequests(Sidecars sidecars, SidecarAccess access) {
        this.sidecars = sidecars;
        this.access = access;
    }

    private interface Reading<T> {
        T read(byte[] json) throws IOException;
    }

    /**
     * Requests all data that the page of a pod shows about its target. A part without an answer is empty.
     *
     * @param target the target's name, as the dpm-runner reported it; untrusted, since it comes from the pod
     * @param range the time range of the CPU and memory usage
     * @return empty if the dpm-runner gave no usable answer
     */
    public Optional<RemoteTarget> ask(Address address, String namespace, String target, UsageRange range) {
        Optional<String> token = access.token(namespace);
        if (token.isEmpty() || !target.matches(NAME)) {
            return Optional.empty();
        }
        return new Asked(address, token.get(), target, range).target();
    }

    /** Requests events of a target, oldest first; empty if the dpm-runner gave no usable answer. */
    public Optional<List<EventView>> events(Address address, String namespace, String target, EventQuery query) {
        return asked(address, namespace, target, "/api/v1/events?target=" + target + "&limit=" + query.limit()
                + (query.before() == Long.MAX_VALUE ? "" : "&before=" + query.before())
                + query.type().map(type -> "&type=" + encoded(type)).orElse("")
                + query.severity().map(severity -> "&severity=" + severity).orElse(""), ViewReader::events);
    }

    /** Requests lines of a target's output; empty if the dpm-runner gave no usable answer. */
    public Optional<OutputPage> output(Address address, String namespace, String target, OutputQuery query) {
        return asked(address, namespace, target, "/api/v1/targets/" + target + "/output?lines=" + query.lines()
                + switch (query.direction()) {
                    case FROM -> "&from=" + query.place();
                    case BEFORE -> "&before=" + query.place();
                    case LAST -> "";
                } + query.text().map(text -> "&search=" + encoded(text)).orElse(""), ViewReader::output);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Requests the newest incidents of a target, at most 100; empty if the dpm-runner did not answer, or if this
     * version cannot parse its response.
     */
    public Optional<List<Incident.Summary>> incidents(Address address, String namespace, String target) {
        return asked(address, namespace, target, "/api/v1/incidents?limit=100&target=" + target,
                ViewReader::incidents);
    }

    /**
     * Requests one incident with its evidence.
     *
     * @param target the target's name, as the dpm-runner reported it; untrusted, since it comes from the pod
     * @param id the incident's id: letters, digits, dots, hyphens and underscores
     */
    public Optional<Incident> incident(Address address, String namespace, String target, String id) {
        return asked(address, namespace, target, "/api/v1/incidents/" + id, ViewReader::incident);
    }

    private <T> Optional<T> asked(Address address, String namespace, String target, String path, Reading<T> reading) {
        Optional<String> token = access.token(namespace).filter(known -> target.matches(NAME));
        return token.flatMap(known -> read(sidecars.ask(Question.get(address, known, path).upTo(MOST)), reading));
    }

    /**
     * Sends a dpm-runner the request that records that a person has acknowledged the FATAL state of its target.
     *
     * @return the result as a sentence
     */
    public String acknowledge(Address address, String namespace, String target) {
        Optional<String> token = access.token(namespace);
        if (token.isEmpty() || !target.matches(NAME)) {
            return "The dpm-runner of this pod cannot be asked.";
        }
        try {
            Answer answer = sidecars.ask(Question.post(address, token.get(), "/api/v1/targets/" + target
                    + "/acknowledge")).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.isGood()
                    ? "Acknowledged: " + target + " is no longer in trouble until it is started again."
                    : "Not acknowledged: " + ViewReader.sentence(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "It is unknown whether it was acknowledged: the operator ends.";
        } catch (ExecutionException | TimeoutException e) {
            return "It is unknown whether it was acknowledged: the dpm-runner "
                    + (e.getCause() instanceof RequestFault fault
                            ? fault.getMessage()
                            : "did not answer in time")
                    + ".";
        }
    }

    /**
     * Sends a dpm-runner the order to end or signal the process of its target.
     *
     * @param what the last part of the request's path, such as {@code terminate}
     */
    Reply order(Address address, String namespace, String target, String what) {
        Optional<String> token = access.token(namespace);
        if (token.isEmpty() || !target.matches(NAME)) {
            return new Reply(true, "the dpm-runner of this pod cannot be asked");
        }
        try {
            Answer answer = sidecars.ask(Question.post(address, token.get(), "/api/v1/targets/" + target + "/" + what))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.isGood()
                    ? new Reply(false, ViewReader.said(answer))
                    : new Reply(true, ViewReader.sentence(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(false, "it is unknown whether it was done: the operator ends");
        } catch (ExecutionException | TimeoutException e) {
            return new Reply(false, "it is unknown whether it was done: the dpm-runner "
                    + (e.getCause() instanceof RequestFault fault ? fault.getMessage() : "did not answer in time"));
        }
    }

    private final class Asked {

        private final Address address;
        private final String token;
        private final CompletableFuture<Answer> target;
        private final CompletableFuture<Answer> events;
        private final CompletableFuture<Answer> recent;
        private final CompletableFuture<Answer> usage;
        private final CompletableFuture<Answer> processes;
        private final CompletableFuture<Answer> output;

        Asked(Address address, String token, String name, UsageRange range) {
            this.address = address;
            this.token = token;
            String path = "/api/v1/targets/" + name;
            this.target = ask(path);
            this.events = ask("/api/v1/events?limit=40&target=" + name);
            this.recent = ask(path + "/usage/recent");
            this.usage = ask(path + "/usage?range=" + range.word() + "&points=300");
            this.processes = ask(path + "/processes");
            this.output = ask(path + "/output?lines=" + OUTPUT_LINES);
        }

        private CompletableFuture<Answer> ask(String path) {
            return sidecars.ask(Question.get(address, token, path).upTo(MOST));
        }

        Optional<RemoteTarget> target() {
            return read(target, ViewReader::target).map(view -> new RemoteTarget(view,
                    read(events, ViewReader::events).orElse(List.of()),
                    read(recent, ViewReader::usage).orElseGet(Asked::nothing), read(usage, ViewReader::usage),
                    read(processes, ViewReader::processes).orElse(List.of()),
                    read(output, ViewReader::output).orElseGet(OutputPage::none)));
        }

        private static UsageSeries nothing() {
            return new UsageSeries(Instant.EPOCH, Instant.EPOCH, Duration.ofSeconds(1), List.of(), List.of());
        }
    }

    private static <T> Optional<T> read(CompletableFuture<Answer> coming, Reading<T> reading) {
        try {
            Answer answer = coming.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.isGood() ? Optional.of(reading.read(answer.body())) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | IOException | RuntimeException e) {
            // the RuntimeException of a constructor means that the answer contains an invalid value, which no
            // dpm-runner sends
            LOG.log(System.Logger.Level.DEBUG, "An answer of a dpm-runner cannot be used", e);
            return Optional.empty();
        }
    }
}
