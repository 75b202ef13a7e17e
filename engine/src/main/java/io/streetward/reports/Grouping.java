package io.streetward.reports;

import java.util.Locale;

/** What a report's cases are put together by. */
public enum Grouping {
    /** The site's day on which they were reported. */
    DAY,
    /** The unit grid cell. */
    GRID,
    /** Whose they are to handle. */
    DEPARTMENT,
    /** The camera that saw them. */
    CAMERA,
    /** The kind of event. */
    EVENT;

    /** The word on the command line, in CSV and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String of(CaseView view, Period period) {
        return switch (this) {
            case DAY -> period.dayOf(view.reportedAt()).toString();
            case GRID -> view.known().grid();
            case DEPARTMENT -> view.known().department();
            case CAMERA -> view.camera().value();
            case EVENT -> view.kind().id();
        };
    }

    /** What people call the group of a case; its key when they have no name for it. */
    String label(CaseView view, Period period) {
        String key = of(view, period);
        if (key.isEmpty()) {
            return this == GRID ? "no grid known" : "no department known";
        }
        return this == CAMERA && !view.cameraName().isBlank() ? view.cameraName() + " (" + key + ")" : key;
    }
}
