package io.streetward.catalogue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * A straight line of milliseconds on which a kind of clock counts. Positions never go back as time goes on.
 *
 * <p>Hours are counted in time that passes. Days are counted by what the clocks in the street show, so that one day from
 * ten o'clock is ten o'clock even where clocks were set in between: an hour that is skipped is skipped here too, and an
 * hour that is shown twice counts the first time only.
 */
enum TimeAxis {
    PASSING {
        @Override
        long at(Instant moment, ZoneId zone) {
            return moment.toEpochMilli();
        }

        @Override
        long at(LocalDateTime shown, ZoneId zone) {
            return firstShown(shown, zone).toEpochMilli();
        }

        @Override
        Instant instant(long position, ZoneId zone) {
            return Instant.ofEpochMilli(position);
        }
    },
    SHOWN {
        @Override
        long at(Instant moment, ZoneId zone) {
            ZonedDateTime there = moment.atZone(zone);
            LocalDateTime shown = there.toLocalDateTime();
            ZoneOffsetTransition set = zone.getRules().getTransition(shown);
            boolean secondTime =
                    set != null && set.isOverlap() && there.getOffset().equals(set.getOffsetAfter());
            return at(secondTime ? set.getDateTimeBefore() : shown, zone);
        }

        @Override
        long at(LocalDateTime shown, ZoneId zone) {
            return shown.toInstant(ZoneOffset.UTC).toEpochMilli();
        }

        @Override
        Instant instant(long position, ZoneId zone) {
            return firstShown(LocalDateTime.ofInstant(Instant.ofEpochMilli(position), ZoneOffset.UTC), zone);
        }
    };

    /** Where a moment lies. */
    abstract long at(Instant moment, ZoneId zone);

    /** Where a time lies that the clocks in the street show. */
    abstract long at(LocalDateTime shown, ZoneId zone);

    /** The first moment at a position or beyond it. */
    abstract Instant instant(long position, ZoneId zone);

    /** When clocks first show a time; if they skip it, when they do. */
    private static Instant firstShown(LocalDateTime shown, ZoneId zone) {
        ZoneOffsetTransition set = zone.getRules().getTransition(shown);
        return set != null && set.isGap()
                ? set.getInstant()
                : shown.atZone(zone).toInstant();
    }
}
