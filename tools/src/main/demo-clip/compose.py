"""Puts the rendered crops on the still street, frame by frame, and encodes the clip.

`/usr/bin/python3 compose.py WORK_DIR OUT_DIR` writes street.mp4 and street.truth.json to OUT_DIR.

A pose is drawn at any place near it: its crop is moved by the affine map that best takes its
projected outline to the wanted one, and the two nearest poses are cross-faded. So a vehicle moves
smoothly at 25 frames/s though it was rendered only every metre or so.
"""

import json
import math
import os
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

import denoise
import geometry
import plan

SHADOW_SPREAD, EDGE_SOFTNESS, LENS_SOFTNESS, NOISE = 7, 1.2, 0.55, 1.3
STAND_NOISE, POSE_NOISE, STILL_NOISE = 7, 22, 14  # levels, for the denoiser; they go with render.py's samples
ZONE = [(3.30, 5.1), (3.30, 21.4), (5.98, 21.4), (5.98, 5.1)]  # the yellow strip and a little margin
VEHICLE_BOX = (1.83, 4.72, 1.46)


def load(path):
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"), np.float32)


def soften(picture):
    picture = Image.fromarray(np.clip(picture + 0.5, 0, 255).astype(np.uint8))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(LENS_SOFTNESS)), np.float32)


def cleaned(path, strength):
    """The denoised crop, kept beside the noisy one for the next run."""
    kept = path[:-4] + f".clean{strength}.png"
    if not os.path.exists(kept):
        done = denoise.non_local_means(load(path), strength)
        Image.fromarray(np.clip(done + 0.5, 0, 255).astype(np.uint8)).save(kept)
    return soften(load(kept))


def polygon_mask(points, box, grow, soft):
    x0, y0, x1, y1 = box
    mask = Image.new("L", (x1 - x0, y1 - y0), 0)
    ImageDraw.Draw(mask).polygon([(x - x0, y - y0) for x, y in points], fill=255)
    if grow:
        mask = mask.filter(ImageFilter.MaxFilter(2 * grow + 1))
    return np.asarray(mask.filter(ImageFilter.GaussianBlur(soft)), np.float32) / 255


def blur(values, radius):
    """Gaussian blur of a float plane by way of two passes of a sampled kernel."""
    reach = int(3 * radius)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / radius) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        values = np.apply_along_axis(lambda row: np.convolve(np.pad(row, reach, "edge"), kernel, "valid"), axis, values)
    return values


class Pose:
    """One rendered crop: premultiplied colour, cover and darkening of the ground in five planes."""

    def __init__(self, box, crop, still, body, cast):
        x0, y0, x1, y1 = self.box = box
        self.body = body
        self.cut_off = x0 == 0 or y0 == 0 or x1 == geometry.WIDTH or y1 == geometry.HEIGHT
        cover = polygon_mask(geometry.hull(body), box, 1, EDGE_SOFTNESS)
        self.cover_area = float(cover.sum())
        outside = (1 - cover) ** 2 + 1e-4
        below = still[y0:y1, x0:x1]
        ratio = blur(crop.mean(2) * outside, 3.0) / np.maximum(blur(below.mean(2) * outside, 3.0), 1e-3)
        reach = polygon_mask(geometry.hull(np.r_[body, cast]), box, SHADOW_SPREAD // 2, SHADOW_SPREAD / 2)
        dark = (1 - np.clip(ratio, 0.25, 1.0)) * reach
        self.planes = np.dstack([crop * cover[..., None], cover, dark]).astype(np.float32)

    def drawn_at(self, wanted, box):
        """The planes over box after moving the outline to wanted."""
        h = np.c_[wanted, np.ones(len(wanted))]
        back = np.linalg.lstsq(h, self.body, rcond=None)[0]  # wanted pixel -> pixel of this pose
        x0, y0, x1, y1 = box
        xs, ys = np.meshgrid(np.arange(x0, x1) + 0.5, np.arange(y0, y1) + 0.5)
        sx = xs * back[0, 0] + ys * back[1, 0] + back[2, 0] - 0.5 - self.box[0]
        sy = xs * back[0, 1] + ys * back[1, 1] + back[2, 1] - 0.5 - self.box[1]
        return self.sample(sx, sy)

    def sample(self, sx, sy):
        height, width = self.planes.shape[:2]
        known = np.ones(sx.shape, bool)  # beyond the crop there is nothing, except past the picture's own border
        for side, beyond in ((self.box[0] > 0, sx < 0), (self.box[1] > 0, sy < 0),
                             (self.box[2] < geometry.WIDTH, sx > width - 1), (self.box[3] < geometry.HEIGHT, sy > height - 1)):
            if side:
                known &= ~beyond
        sx, sy = np.clip(sx, 0, width - 1.001), np.clip(sy, 0, height - 1.001)
        ix, iy = sx.astype(int), sy.astype(int)
        fx, fy = (sx - ix)[..., None].astype(np.float32), (sy - iy)[..., None].astype(np.float32)
        p = self.planes
        ix1, iy1 = np.minimum(ix + 1, width - 1), np.minimum(iy + 1, height - 1)
        top = p[iy, ix] * (1 - fx) + p[iy, ix1] * fx
        low = p[iy1, ix] * (1 - fx) + p[iy1, ix1] * fx
        return (top * (1 - fy) + low * fy) * known[..., None]


class Layer:
    """All poses of one strip or path, in driving order."""

    def __init__(self, name, work, state, still):
        self.matrix, self.sun = np.array(state["matrix"]), np.array(state["sun"])
        vehicle = name if name in plan.STRIPS else "hero"
        self.outline = np.array(state["vehicles"][vehicle]["outline"])
        self.at, self.poses = [], []
        for k, (travelled, *where) in enumerate(plan.all_poses()[name]):
            path = os.path.join(work, f"{name}-{k:03d}")
            if not os.path.exists(path + ".json"):
                continue
            with open(path + ".json", encoding="utf-8") as source:
                box = json.load(source)["box"]
            body, cast = self.seen(where)
            self.at.append(travelled)
            self.poses.append(None if box is None else Pose(tuple(box), cleaned(path + ".png", STAND_NOISE if name == "stand" else POSE_NOISE), still, body, cast))

    def seen(self, where):
        body = geometry.place(self.outline, *where)
        return geometry.project(self.matrix, body), geometry.project(self.matrix, geometry.shadow(body, self.sun))

    def whole(self, pair, share):
        """At the picture's border the pose that shows more of the vehicle counts alone: a crop cut off there fades to a ghost."""
        known = [self.poses[index] for index in pair]
        if len(pair) == 1 or not any(pose is None or pose.cut_off for pose in known):
            return share
        areas = [0 if pose is None else pose.cover_area for pose in known]
        return 0.0 if areas[0] > areas[1] else 1.0

    def draw(self, picture, travelled, where):
        """Draws the vehicle into picture and returns the box it touched, or None."""
        if not self.at or travelled < self.at[0] or travelled > self.at[-1]:
            return None
        body, cast = self.seen(where)
        box = geometry.crop_box(np.r_[body, cast], 12)
        if box is None:
            return None
        k = int(np.clip(np.searchsorted(self.at, travelled) - 1, 0, max(0, len(self.at) - 2)))
        pair = [k] if len(self.at) == 1 else [k, k + 1]
        share = 0.0 if len(pair) == 1 else (travelled - self.at[k]) / (self.at[k + 1] - self.at[k])
        share = float(np.clip((share - 0.2) / 0.6, 0, 1))  # mostly one pose: sharper than an even fade
        share = self.whole(pair, share)
        planes, total = 0.0, 0.0
        for index, weight in zip(pair, (1 - share, share)):
            if weight > 0 and self.poses[index] is not None:
                planes, total = planes + weight * self.poses[index].drawn_at(body, box), total + weight
        if total == 0:
            return None
        planes = planes / total
        x0, y0, x1, y1 = box
        part = picture[y0:y1, x0:x1]
        part *= 1 - planes[..., 4:5]
        part *= 1 - planes[..., 3:4]
        part += planes[..., :3]
        return box


def moving(t):
    """[(layer, travelled, (x, y, heading))] at second t, the farthest first."""
    found = []
    for name, at_zero, speed in plan.PASSES:
        _, _, x, heading, first, last = plan.STRIPS[name]
        sign = 1 if last > first else -1
        y = sign * speed * (t - at_zero)
        if min(first, last) <= y <= max(first, last):
            found.append((name, abs(y - first), (x, y, heading)))
    if plan.ENTER_S <= t < plan.STOPPED_S:
        travelled = plan.enter_travel(t - plan.ENTER_S)
        found.append(("enter", travelled, plan.ENTER.at(travelled)))
    elif plan.STOPPED_S <= t < plan.LEAVE_S:
        lamps_off = plan.STOPPED_S + 0.8
        found.append(("enter", plan.ENTER.length, plan.ENTER.at(plan.ENTER.length)) if t < lamps_off
                     else ("stand", 0.0, (*plan.BAY, 0.0)))
    elif t >= plan.LEAVE_S:
        travelled = plan.leave_travel(t - plan.LEAVE_S)
        found.append(("leave", travelled, plan.LEAVE.at(min(travelled, plan.LEAVE.length))))
    return sorted(found, key=lambda one: -plan.distance(*one[2][:2]))


class CameraLook:
    """Vignette, a trembling exposure and sensor noise; the same numbers at every run."""

    def __init__(self):
        y, x = np.mgrid[0:geometry.HEIGHT, 0:geometry.WIDTH].astype(np.float32)
        r2 = ((x - geometry.WIDTH / 2) / geometry.WIDTH) ** 2 + ((y - geometry.HEIGHT / 2) / geometry.WIDTH) ** 2
        self.vignette = (1 - 0.30 * r2)[..., None]
        self.rng = np.random.default_rng(20)
        fields = self.rng.normal(0, NOISE, (4, geometry.HEIGHT, geometry.WIDTH, 1))
        self.fields = np.round(fields + self.rng.normal(0, NOISE / 3, (4, geometry.HEIGHT, geometry.WIDTH, 3))).astype(np.int16)

    def develop(self, part, box):
        x0, y0, x1, y1 = box
        return np.clip(part[y0:y1, x0:x1] * self.vignette[y0:y1, x0:x1], 0, 255).astype(np.uint8)

    def finish(self, frame, t):
        gain = 1 + 0.004 * math.sin(2 * math.pi * t / 7.3) + 0.002 * math.sin(2 * math.pi * t / 1.9)
        table = np.clip(np.arange(256) * gain, 0, 255).astype(np.int16)
        field = np.roll(self.fields[self.rng.integers(4)], tuple(self.rng.integers(0, 600, 2)), (0, 1))
        return np.clip(table[frame] + field, 0, 255).astype(np.uint8)


def encoder(path):
    size = f"{geometry.WIDTH}x{geometry.HEIGHT}"
    return subprocess.Popen(
        ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-r", str(plan.FPS), "-i", "-",
         "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-c:v", "libx264", "-profile:v", "high",
         "-preset", os.environ.get("PRESET", "slow"), "-crf", os.environ.get("CRF", "24"), "-maxrate", "1800k", "-bufsize", "3600k",
         "-g", "50", "-keyint_min", "50", "-sc_threshold", "0", "-bf", "0",
         "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
         "-an", "-movflags", "+faststart", path], stdin=subprocess.PIPE)


def truth(matrix):
    def shares(points):
        return [[round(float(x) / geometry.WIDTH, 4), round(float(y) / geometry.HEIGHT, 4)] for x, y in points]

    ground = np.array([(x, y, 0.0) for x, y in ZONE])
    half_width, half_length, tall = VEHICLE_BOX[0] / 2, VEHICLE_BOX[1] / 2, VEHICLE_BOX[2]
    corners = np.array([(x, y, z) for x in (-half_width, half_width) for y in (-half_length, half_length) for z in (0.1, tall * 0.95)])
    seen = geometry.project(matrix, geometry.place(corners, *plan.BAY, 0.0))
    (x0, y0), (x1, y1) = shares([seen.min(0), seen.max(0)])
    return {
        "clip": "street.mp4", "fps": plan.FPS, "width": geometry.WIDTH, "height": geometry.HEIGHT, "duration_s": plan.DURATION_S,
        "source": "Rendered for Streetward by tools/src/main/demo-clip; own work, Apache-2.0",
        "zones": [{"id": "z1", "kind": "no_parking", "polygon": shares(geometry.project(matrix, ground))}],
        "events": [{"kind": "illegal_parking", "zone": "z1", "box": [x0, y0, round(x1 - x0, 4), round(y1 - y0, 4)], "object": "car",
                    "start_s": round(plan.STOPPED_S, 1), "end_s": plan.LEAVE_S}],
        "distractors": [],
    }


def main(work, out, only=None):
    with open(os.path.join(work, "state.json"), encoding="utf-8") as source:
        state = json.load(source)
    with open(os.path.join(out, "street.truth.json"), "w", encoding="utf-8") as written:
        json.dump(truth(np.array(state["matrix"])), written, indent=1, ensure_ascii=False)
        written.write("\n")
    stills = sorted(name for name in os.listdir(work) if name.startswith("background-"))
    still = np.mean([load(os.path.join(work, name)) for name in stills], axis=0)  # one per seed: less noise
    still = soften(denoise.non_local_means(still, STILL_NOISE / math.sqrt(len(stills))))
    layers = {name: Layer(name, work, state, still) for name in plan.all_poses()}
    look = CameraLook()
    empty = look.develop(still, (0, 0, geometry.WIDTH, geometry.HEIGHT))
    process = None if only else encoder(os.path.join(out, "street.mp4"))
    for number in range(int(plan.DURATION_S * plan.FPS)):
        t = number / plan.FPS
        if only and number not in only:
            continue
        picture, frame = still.copy(), empty.copy()
        for name, travelled, where in moving(t):
            box = layers[name].draw(picture, travelled, where)
            if box:
                x0, y0, x1, y1 = box
                frame[y0:y1, x0:x1] = look.develop(picture, box)
        frame = look.finish(frame, t)
        if process:
            process.stdin.write(frame.tobytes())
        else:
            Image.fromarray(frame).save(os.path.join(work, f"frame-{number:04d}.png"))
    if process:
        process.stdin.close()
        if process.wait():
            sys.exit("ffmpeg failed; see its message above")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], {int(n) for n in sys.argv[3:]} or None)
