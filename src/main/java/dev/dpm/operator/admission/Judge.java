package dev.dpm.operator.admission;

/** Decides about one kind of object. */
interface Judge {

    Verdict judge(Review review);
}
