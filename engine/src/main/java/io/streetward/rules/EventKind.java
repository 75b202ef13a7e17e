package io.streetward.rules;

/**
 * The product's own id of an event, such as {@code illegal_parking}. Catalogue codes of a city or a standard hang on this
 * id as data; it is not an enum because a city may add its own.
 */
public record EventKind(String id) {
    public static final EventKind ILLEGAL_PARKING = new EventKind("illegal_parking");

    @Override
    public String toString() {
        return id;
    }
}
