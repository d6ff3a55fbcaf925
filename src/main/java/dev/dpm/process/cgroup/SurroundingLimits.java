package dev.dpm.process.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import dev.dpm.process.CgroupLimits;
import dev.dpm.process.CgroupLimits.Kind;

/** Reads the limits of this process's own cgroup, in which its children start. */
public final class SurroundingLimits {

    private SurroundingLimits() {
    }

    /**
     * The lowest limit of this kind on the cgroup of this process and on those cgroups above it that are mounted; empty
     * if there is none, or it is unknown.
     */
    public static OptionalLong limit(Kind kind) {
        return limit(kind, "/proc");
    }

    /**
     * Like {@link #limit(Kind)}, with another folder in place of {@code /proc}.
     *
     * @param proc {@code /proc}, or a folder with the same files
     */
    static OptionalLong limit(Kind kind, String proc) {
        return Stream.iterate(CgroupPlace.of(proc, kind.controller()), Optional::isPresent,
                place -> place.flatMap(CgroupPlace::parent)).map(Optional::get)
                .mapToLong(place -> limit(kind, place)).filter(limit -> limit != CgroupLimits.NO_LIMIT).min();
    }

    private static long limit(Kind kind, CgroupPlace place) {
        String text = String.join(" ", LimitFiles.limitFiles(kind, place.unified()).stream()
                .map(file -> String.join("", CgroupPlace.lines(place.folder().resolve(file).toString()))).toList());
        return LimitFiles.limit(kind, text);
    }
}
