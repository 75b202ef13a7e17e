package io.streetward.catalogue;

/**
 * A place on the map, in CGCS2000 (EPSG:4490), which WGS 84 agrees with to centimetres; not the shifted coordinates
 * (GCJ-02, BD-09) of the map sites.
 *
 * @param longitude degrees east, −180..180
 * @param latitude degrees north, −90..90
 */
public record Coordinates(double longitude, double latitude) {
    public Coordinates {
        if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("coordinates [" + longitude + ", " + latitude
                    + "]: expected longitude first, then latitude, in degrees");
        }
    }
}
