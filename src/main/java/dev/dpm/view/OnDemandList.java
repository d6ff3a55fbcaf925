package dev.dpm.view;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A list that stores no elements, and computes them anew at each access. Otherwise the settings of thousands of targets would
 * have to fit into the heap.
 */
final class OnDemandList<T> extends AbstractList<T> {

    private final Supplier<List<T>> elements;

    private OnDemandList(Supplier<List<T>> elements) {
        this.elements = elements;
    }

    static <T> List<T> of(Supplier<List<T>> elements) {
        return new OnDemandList<>(elements);
    }

    static <T> List<T> copyOf(List<T> list) {
        return list instanceof OnDemandList ? list : List.copyOf(list);
    }

    /** The results of a function for the elements of a list. The function is applied anew at each access. */
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
