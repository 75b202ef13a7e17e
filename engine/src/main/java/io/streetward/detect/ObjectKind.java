package io.streetward.detect;

import java.util.EnumSet;
import java.util.Set;

/** What the rules reason about. A bundle's {@code model.yaml} maps its own labels onto these. */
public enum ObjectKind {
    /** A motor vehicle of which the model does not say what kind. */
    VEHICLE,
    /** A passenger car or van. */
    CAR,
    /** Any large goods vehicle; detectors give this label to about half of them, so no rule may depend on it alone. */
    TRUCK,
    /** A muck truck, from a site's own model. */
    MUCK_TRUCK,
    BUS,
    /** Bicycle, motorcycle, e-scooter. */
    TWO_WHEELER,
    PERSON,
    STALL,
    UMBRELLA,
    /** Tables, chairs, crates, bags, food: what a vendor sets out. */
    GOODS,
    /** Material that lies on the road. */
    DEBRIS,
    /** A label that no rule uses. */
    OTHER;

    private static final Set<ObjectKind> VEHICLES = EnumSet.of(VEHICLE, CAR, TRUCK, MUCK_TRUCK, BUS);

    /** Whether it is a motor vehicle. */
    public boolean isVehicle() {
        return VEHICLES.contains(this);
    }
}
