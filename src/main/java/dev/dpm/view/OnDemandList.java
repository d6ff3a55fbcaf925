package dev.dpm.view;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An immutable list that computes its elements at each access and does not store them. The settings of one target take
 * about 5 KB, and few of the settings are ever read. A view of thousands of targets with all settings would not fit
 * into the heap.
 */
final class OnDemandList<T> extends AbstractList<T> {

    private final Supplier<List<T>> elements;

    private OnDemandList(Supplier<List<T>> elements) {
        this.elements = elements;
    }

    /**
     * Creates a list whose elements are computed at each access.
     *
     * @param elements computes the elements; must return equal lists at each call
     */
    static <T> List<T> of(Supplier<List<T>> elements) {
        return new OnDemandList<>(elements);
    }

    /** An immutable copy of a list; a list that computes its elements is returned unchanged. */
    static <T> List<T> copyOf(List<T> list) {
        return list instanceof OnDemandList ? list : List.copyOf(list);
    }

    /** A list that applies a function to each element of another list, at each access. */
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
