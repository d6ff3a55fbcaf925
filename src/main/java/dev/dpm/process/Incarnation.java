package dev.dpm.process;

/**
 * One launch of a target with all its processes.
 *
 * @param target the target
 * @param number the number of this launch among all launches of the target, from 1; a restart of the runner does not
 *     reset it
 */
public record Incarnation(TargetName target, long number) {

    public Incarnation {
        if (number < 1) {
            throw new IllegalArgumentException("an incarnation counts from 1, not from " + number);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Incarnation life && number == life.number && target.equals(life.target);
    }

    @Override
    public int hashCode() {
        return 31 * target.hashCode() + Long.hashCode(number);
    }

    @Override
    public String toString() {
        return target + "#" + number;
    }
}
