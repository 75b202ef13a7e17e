package io.streetward.tools.detect;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places for boxes' tags in a picture, so that no tag hides another. All in pixels. */
final class TagPlaces {
    private final Rectangle picture;
    private final List<Rectangle> taken = new ArrayList<>();

    TagPlaces(int widthPx, int heightPx) {
        this.picture = new Rectangle(widthPx, heightPx);
    }

    /**
     * Takes the first free place at a box: above it, under it, inside its top or bottom edge, at its left edge first, then
     * at its right one, then beside it.
     *
     * @return empty when all are taken or outside the picture: a tag elsewhere would seem to be another box's
     */
    Optional<Rectangle> take(Rectangle box, int widthPx, int heightPx) {
        int left = Math.max(0, Math.min(box.x, picture.width - widthPx));
        int right = Math.max(0, box.x + box.width - widthPx);
        int top = box.y;
        int bottom = box.y + box.height;
        int[][] corners = {
            {left, top - heightPx},
            {right, top - heightPx},
            {left, bottom},
            {right, bottom},
            {left, top},
            {left, bottom - heightPx},
            {right, top},
            {right, bottom - heightPx},
            {box.x + box.width, top},
            {box.x - widthPx, top},
        };
        for (int[] corner : corners) {
            Rectangle place = new Rectangle(corner[0], corner[1], widthPx, heightPx);
            if (picture.contains(place) && taken.stream().noneMatch(place::intersects)) {
                taken.add(place);
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }
}
