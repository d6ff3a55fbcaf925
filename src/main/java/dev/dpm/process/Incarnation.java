package dev.dpm.process;

/**
 * One life of a target, from launch to exit: which target, and the how-manieth life.
 *
 * @param target whose life
 * @param number counts up from 1 for as long as the target is known, across the runner's own lives
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
