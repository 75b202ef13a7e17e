package io.streetward.rules;

/**
 * The product's own id of an event, such as {@code illegal_parking}. Catalogue codes of a city or a standard hang on this
 * id as data; it is not an enum because a city may add its own.
 */
public record EventKind(String id) {
    public static final EventKind ILLEGAL_PARKING = new EventKind("illegal_parking");
    public static final EventKind STREET_VENDING = new EventKind("street_vending");
    public static final EventKind SHOP_OVERFLOW = new EventKind("shop_overflow");
    public static final EventKind ROAD_SPILLAGE = new EventKind("road_spillage");
    public static final EventKind MUD_TRACKING = new EventKind("mud_tracking");

    @Override
    public String toString() {
        return id;
    }
}
