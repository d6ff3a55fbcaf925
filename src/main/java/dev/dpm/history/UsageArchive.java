package dev.dpm.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.Archive;
import org.rrd4j.core.RrdBackend;
import org.rrd4j.core.RrdBackendAnnotation;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdMemoryBackend;
import org.rrd4j.core.RrdMemoryBackendFactory;
import org.rrd4j.core.Sample;

/**
 * The archives with a target's CPU and memory (library rrd4j), with one value for each second of an hour, each minute of a day,
 * and each quarter of an hour of 30 days. They take about 200 kB.
 */
final class UsageArchive implements AutoCloseable {

    /** The length of a step in seconds, for each archive. */
    static final List<Integer> STEPS = List.of(1, 60, 900);

    private static final List<Integer> ROWS = List.of(3600, 1440, 2880);
    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";
    /**
     * The heartbeat of rrd4j in seconds. If two samples are further apart, rrd4j assumes a gap. The value is a hundred years,
     * so this never happens: this class stores gaps itself, as NaN.
     */
    private static final long ANY_DISTANCE = 100L * 365 * 86_400;
    /** A step of an archive gets a value if at most this share of its seconds has no sample. */
    private static final double ALMOST_ALL_UNKNOWN = 0.9995;
    private static final String PATH = "usage";

    @RrdBackendAnnotation(name = "ONE", shouldValidateHeader = false)
    private static final class Memory extends RrdMemoryBackendFactory {
        private final AtomicReference<ByteBuffer> content = new AtomicReference<>();

        void fill(byte[] bytes) {
            content.set(ByteBuffer.wrap(bytes));
        }

        byte[] bytes() {
            ByteBuffer all = content.get().duplicate().clear();
            byte[] bytes = new byte[all.capacity()];
            all.get(bytes);
            return bytes;
        }

        @Override
        protected RrdBackend open(String path, boolean readOnly) {
            return new RrdMemoryBackend(path, content) {
            };
        }

        @Override
        protected boolean exists(String path) {
            return content.get() != null;
        }
    }

    /**
     * CPU in percent of one core and memory in bytes, in one step of time. NaN: not measured.
     * @param second the end of the step, in seconds since 1970
     */
    record Slice(long second, double cpuAverage, double cpuMaximum, double memoryAverage, double memoryMaximum) {
    }

    private final Memory memory;
    private final RrdDb db;

    private UsageArchive(Memory memory, RrdDb db) {
        this.memory = memory;
        this.db = db;
    }

    /** Opens archives from the bytes that {@link #bytes} returned. */
    static UsageArchive of(byte[] bytes) throws IOException {
        Memory memory = new Memory();
        memory.fill(bytes);
        try {
            return new UsageArchive(memory, RrdDb.getBuilder().setPath(PATH).setBackendFactory(memory).build());
        } catch (RuntimeException damaged) {
            throw new IOException("they are no round-robin archive: " + damaged, damaged);
        }
    }

    /**
     * Creates a usage archive without samples.
     * @param second the beginning of the archive, in seconds since 1970; all its samples must be later
     */
    static UsageArchive beginning(long second) throws IOException {
        RrdDef def = new RrdDef(PATH, second, 1);
        def.setVersion(2);
        def.addDatasource(CPU, DsType.GAUGE, ANY_DISTANCE, Double.NaN, Double.NaN);
        def.addDatasource(MEMORY, DsType.GAUGE, ANY_DISTANCE, Double.NaN, Double.NaN);
        for (int i = 0; i < STEPS.size(); i++) {
            def.addArchive(ConsolFun.AVERAGE, ALMOST_ALL_UNKNOWN, STEPS.get(i), ROWS.get(i));
            if (STEPS.get(i) > 1) {
                def.addArchive(ConsolFun.MAX, ALMOST_ALL_UNKNOWN, STEPS.get(i), ROWS.get(i));
            }
        }
        Memory memory = new Memory();
        return new UsageArchive(memory,
                RrdDb.getBuilder().setRrdDef(def).setBackendFactory(memory).build());
    }

    /** The time of the newest sample in seconds since 1970. */
    long end() throws IOException {
        return db.getLastUpdateTime();
    }

    void add(Collection<UsageSample> samples) throws IOException {
        long end = end();
        for (UsageSample sample : samples) {
            if (sample.second() <= end) {
                continue;
            }
            if (sample.begin() > end) {
                update(sample.begin(), Double.NaN, Double.NaN);
            }
            update(sample.second(), sample.cpu(), sample.memory());
            end = sample.second();
        }
    }

    private void update(long second, double cpu, double memoryBytes) throws IOException {
        Sample sample = db.createSample(second);
        sample.setValue(CPU, cpu);
        sample.setValue(MEMORY, memoryBytes);
        sample.update();
    }

    /**
     * The usage in steps of equal length.
     * @param from the beginning in seconds since 1970, exclusive
     * @param to the end in seconds since 1970, inclusive
     * @param step the length of a step in seconds, one of {@link #STEPS}
     */
    List<Slice> slices(long from, long to, int step) throws IOException {
        Column average = new Column(ConsolFun.AVERAGE, step);
        Column maximum = step == 1 ? average : new Column(ConsolFun.MAX, step);
        Column seconds = step == 1 ? average : new Column(ConsolFun.AVERAGE, 1);
        List<Slice> slices = new ArrayList<>();
        for (long at = Math.floorDiv(from, step) * step + step; at <= Math.floorDiv(to, step) * step; at += step) {
            slices.add(at <= average.end
                    ? new Slice(at, average.cpu(at), maximum.cpu(at), average.memory(at), maximum.memory(at))
                    : seconds.whole(at - step, at));
        }
        if (step > 1 && to % step != 0) {
            slices.add(seconds.whole(Math.floorDiv(to, step) * step, to));
        }
        return slices;
    }

    /** CPU and memory in all steps of one archive, either the averages or the maxima. */
    private final class Column {
        private final double[] cpu;
        private final double[] memoryBytes;
        private final long begin;
        private final long end;
        private final int step;

        Column(ConsolFun function, int step) throws IOException {
            Archive archive = db.getArchive(function, step);
            this.cpu = archive.getRobin(db.getDsIndex(CPU)).getValues();
            this.memoryBytes = archive.getRobin(db.getDsIndex(MEMORY)).getValues();
            this.begin = archive.getStartTime();
            this.end = archive.getEndTime();
            this.step = step;
        }

        double cpu(long at) {
            return figure(cpu, at);
        }

        double memory(long at) {
            return figure(memoryBytes, at);
        }

        private double figure(double[] figures, long at) {
            return at < begin || at > end ? Double.NaN : figures[(int) ((at - begin) / step)];
        }

        Slice whole(long from, long to) {
            Mean cpuMean = new Mean();
            Mean memoryMean = new Mean();
            for (long at = from + 1; at <= to; at++) {
                cpuMean.add(cpu(at));
                memoryMean.add(memory(at));
            }
            return new Slice(to, cpuMean.average(), cpuMean.highest, memoryMean.average(), memoryMean.highest);
        }
    }

    private static final class Mean {
        private double sum;
        private int known;
        private double highest = Double.NaN;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
                highest = Double.isNaN(highest) ? value : Math.max(highest, value);
            }
        }

        double average() {
            return known == 0 ? Double.NaN : sum / known;
        }
    }

    /** The archives as bytes, which the caller writes to a file. */
    byte[] bytes() {
        return memory.bytes();
    }

    /**
     * Opens the archives in these bytes and adds newer samples. Without bytes, new archives are made. Empty: there are neither
     * bytes nor samples.
     */
    static Optional<UsageArchive> with(Optional<byte[]> bytes, List<UsageSample> samples) throws IOException {
        if (bytes.isEmpty() && samples.isEmpty()) {
            return Optional.empty();
        }
        UsageArchive archive = bytes.isPresent() ? of(bytes.get()) : beginning(samples.get(0).begin());
        archive.add(samples);
        return Optional.of(archive);
    }

    @Override
    public void close() throws IOException {
        db.close();
    }
}
