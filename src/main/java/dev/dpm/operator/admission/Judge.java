package dev.dpm.operator.admission;

/** Decides whether objects of one kind are allowed, and how they are changed. */
interface Judge {

    Verdict judge(Review review);
}
