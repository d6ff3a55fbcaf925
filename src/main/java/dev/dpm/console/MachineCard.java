package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.dpm.config.Bytes;
import dev.dpm.view.Figures;
import dev.dpm.view.MachineView;

/**
 * The part of the overview about the machine's resources.
 * @param sentence names the scarce resource, or says that there is none
 */
public record MachineCard(String sentence, String mood, List<Fact> facts) {

    /** The load average per processor above which CPU counts as scarce. */
    private static final double BUSY = 2;
    private static final double LEAST_MEMORY = 0.05;
    private static final double MOST_SWAP = 0.8;
    private static final double LEAST_DISK = 0.05;
    private static final double HUNDRED = 100;

    public record Fact(String name, String value, String mood) {
        static Fact of(String name, String value, boolean isShort) {
            return new Fact(name, value, isShort ? "warn" : "plain");
        }
    }

    static MachineCard of(MachineView machine) {
        List<Fact> facts = new ArrayList<>();
        load(machine).ifPresent(facts::add);
        facts.add(Fact.of("Memory", Bytes.words(machine.memoryAvailableBytes()) + " free of "
                + Bytes.words(machine.memoryBytes()),
                machine.memoryAvailableBytes() < LEAST_MEMORY
                        * machine.memoryBytes()));
        facts.add(Fact.of("Swap", machine.swapBytes() == 0
                ? "none"
                : Bytes.words(machine.swapUsedBytes()) + " used of " + Bytes.words(machine.swapBytes()),
                machine.swapUsedBytes() > MOST_SWAP * machine.swapBytes()));
        disks(machine, facts);
        facts.add(Fact.of("Up for", Figures.roughly(machine.uptimeSeconds()), false));
        facts.add(Fact.of("Kernel", VisibleText.oneLine(machine.kernel()), false));
        List<String> shortages = facts.stream().filter(fact -> fact.mood().equals("warn")).map(Fact::name)
                .map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return new MachineCard(shortages.isEmpty()
                ? "Short of nothing."
                : "Short of: " + String.join(", ", shortages)
                        + ".",
                shortages.isEmpty() ? "plain" : "warn", facts);
    }

    private static Optional<Fact> load(MachineView machine) {
        return machine.load().isEmpty()
                ? Optional.empty()
                : Optional.of(Fact.of("Processors", "load " + machine.load().stream()
                        .map(one -> String.format(Locale.ROOT, "%.1f", one)).collect(Collectors.joining(" · "))
                        + " (1, 5, 15 min) on " + Say.count(machine.cpus(), "processor", "processors"),
                        machine.load().get(0) > BUSY * machine.cpus()));
    }

    private static void disks(MachineView machine, List<Fact> facts) {
        boolean isOne = machine.home().map(home -> machine.logs().filter(logs -> logs.bytes() == home.bytes()
                && logs.freeBytes() == home.freeBytes()).isPresent()).orElse(false);
        machine.home().ifPresent(home -> facts.add(disk(isOne ? "Disk of home and logs" : "Disk of the home", home)));
        if (!isOne) {
            machine.logs().ifPresent(logs -> facts.add(disk("Disk of the logs", logs)));
        }
    }

    private static Fact disk(String name, MachineView.FileSystem disk) {
        return Fact.of(name, Bytes.words(disk.freeBytes()) + " free of " + Bytes.words(disk.bytes()) + ", "
                + Math.round(HUNDRED * (disk.bytes() - disk.freeBytes()) / disk.bytes()) + " % used",
                disk.freeBytes() < LEAST_DISK * disk.bytes());
    }
}
