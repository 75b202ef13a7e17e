package io.streetward.tools.camera;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults in force, one of a kind; for any thread. Asking costs one volatile read. */
final class ActiveFaults {
    private volatile Map<Class<? extends Fault>, Fault> active = Map.of();

    /** Returns the fault of a kind, or null when none is in force. */
    <T extends Fault> @Nullable T find(Class<T> kind) {
        return kind.cast(active.get(kind));
    }

    boolean has(Class<? extends Fault> kind) {
        return active.containsKey(kind);
    }

    boolean garbles(Fault.Place place) {
        Fault.Garbage garbage = find(Fault.Garbage.class);
        return garbage != null && garbage.place() == place;
    }

    boolean silentAt(Fault.Moment moment) {
        Fault.Silent silent = find(Fault.Silent.class);
        return silent != null && silent.from() == moment;
    }

    Map<Class<? extends Fault>, Fault> all() {
        return active;
    }

    synchronized void put(Fault fault) {
        Map<Class<? extends Fault>, Fault> more = new HashMap<>(active);
        more.put(fault.getClass(), fault);
        active = Map.copyOf(more);
    }

    synchronized void remove(Fault fault) {
        Map<Class<? extends Fault>, Fault> fewer = new HashMap<>(active);
        fewer.remove(fault.getClass(), fault);
        active = Map.copyOf(fewer);
    }
}
