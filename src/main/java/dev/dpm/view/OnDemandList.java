package dev.dpm.view;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An immutable list whose elements are computed whenever somebody reads the list, and are not kept. The settings of a
 * target take about 5 KB. A view of thousands of targets with all their settings would not fit into the heap, and few
 * of these settings are ever read.
 */
final class OnDemandList<T> extends AbstractList<T> {

    private final Supplier<List<T>> elements;

    private OnDemandList(Supplier<List<T>> elements) {
        this.elements = elements;
    }

    /**
     * Makes a list.
     *
     * @param elements computes the elements; gives equal lists at each call
     */
    static <T> List<T> of(Supplier<List<T>> elements) {
        return new OnDemandList<>(elements);
    }

    /** An immutable copy of a list; a list whose elements are computed on demand stays as it is. */
    static <T> List<T> copyOf(List<T> list) {
        return list instanceof OnDemandList ? list : List.copyOf(list);
    }

    /** A list with each element changed, computed on demand. */
    static <T> List<T> mapped(List<T> list, UnaryOperator<T> change) {
        return of(() -> list.stream().map(change).toList());
    }

    @Override
    public T get(int index) {
        return elements.get().get(index);
    }

    @Override
    public int size() {
        return elements.get().size();
    }

    @Override
    public Iterator<T> iterator() {
        return elements.get().iterator();
    }

    @Override
    public Spliterator<T> spliterator() {
        return elements.get().spliterator();
    }
}
