"""What moves in the demo clip and when. Plain Python: read by the renderer and by the compositor.

Metres, seconds and radians; x across the street, y along it, heading 0 = +Y, positive to the left.
"""

import math

FPS, DURATION_S = 25, 52.0
FORWARD_X, ONCOMING_X = 1.75, -1.85  # middles of the two lanes
BAY = (4.80, 12.8)  # where the offender stands
REAR_AXLE = 1.36  # behind the middle of the sedan
ENTER_S, STOP_SPEED = 10.0, 7.0
LEAVE_S, LEAVE_ACCELERATION, LEAVE_TOP = 43.2, 2.2, 9.0
CAMERA_XY, CAMERA_Z = (-6.6, -12.5), 8.2
POSE_STEP = 0.10  # share of the camera's distance between two rendered poses

# name: (body, colour, x, heading, first y, last y); a strip is rendered once and can pass many times.
STRIPS = {
    "suv": ("SUV", (0.75, 0.75, 0.75), ONCOMING_X, math.pi, 80.0, -9.0),
    "hatch": ("HATCH", (0.35, 0.02, 0.02), FORWARD_X, 0.0, -9.0, 80.0),
    "van": ("VAN", (0.75, 0.75, 0.73), FORWARD_X, 0.0, -9.0, 80.0),
    "blue": ("SEDAN", (0.02, 0.05, 0.14), ONCOMING_X, math.pi, 80.0, -9.0),
}

# (strip, second at which it is at y = 0, speed in m/s)
PASSES = [
    ("hatch", 1.6, 8.6), ("blue", 4.6, 8.2), ("van", 6.4, 8.4),
    ("suv", 13.0, 8.8),
    ("hatch", 20.6, 8.2), ("blue", 23.2, 8.8), ("van", 28.6, 8.0), ("suv", 32.6, 8.4), ("hatch", 36.6, 9.0),
    ("blue", 42.0, 9.0), ("suv", 49.0, 8.6), ("van", 50.3, 7.4),
]


def smooth(t):
    t = min(1.0, max(0.0, t))
    return t * t * t * (10 - 15 * t + 6 * t * t)


def lane_change(y, y0, y1, x0, x1):
    return x0 + (x1 - x0) * smooth((y - y0) / (y1 - y0))


class Path:
    """The rear axle follows x(y); the body points along the tangent."""

    def __init__(self, x_of_y, first_y, last_y):
        self.points, y, travelled = [], first_y, 0.0
        step = 0.02
        while y <= last_y:
            x, ahead = x_of_y(y), x_of_y(y + 1e-3)
            heading = -math.atan2(ahead - x, 1e-3)
            self.points.append((travelled, x, y, heading))
            y += step * math.cos(heading)
            travelled += step
        self.length = travelled

    def at(self, travelled):
        """(x, y, heading) of the middle of the vehicle."""
        k = min(len(self.points) - 1, max(0, int(round(travelled / 0.02))))
        rest, x, y, heading = self.points[k]
        extra = travelled - rest
        x, y = x - extra * math.sin(heading), y + extra * math.cos(heading)
        return x - REAR_AXLE * math.sin(heading), y + REAR_AXLE * math.cos(heading), heading


REST_Y = BAY[1] - REAR_AXLE
ENTER = Path(lambda y: lane_change(y, -4.0, 9.6, FORWARD_X, BAY[0]), -12.0, REST_Y)
LEAVE = Path(lambda y: lane_change(y, REST_Y + 0.6, REST_Y + 14.5, BAY[0], FORWARD_X), REST_Y, 80.0)


def enter_travel(t):
    """Metres along ENTER at t seconds after ENTER_S: steady, then an even braking to a stop."""
    braking = 14.0
    steady = (ENTER.length - braking) / STOP_SPEED
    if t < steady:
        return STOP_SPEED * t
    stop = 2 * braking / STOP_SPEED
    left = max(0.0, stop - (t - steady))
    return ENTER.length - braking * (left / stop) ** 2


def enter_brakes(travelled):
    return travelled > ENTER.length - 14.0


STOPPED_S = ENTER_S + (ENTER.length - 14.0) / STOP_SPEED + 2 * 14.0 / STOP_SPEED


def leave_travel(t):
    ramp = LEAVE_TOP / LEAVE_ACCELERATION
    if t < ramp:
        return 0.5 * LEAVE_ACCELERATION * t * t
    return 0.5 * LEAVE_ACCELERATION * ramp * ramp + LEAVE_TOP * (t - ramp)


def distance(x, y):
    return math.hypot(x - CAMERA_XY[0], y - CAMERA_XY[1], CAMERA_Z)


def strip_poses(name):
    """[(travelled, x, y, heading)] of the poses to render, in driving order."""
    _, _, x, heading, first, last = STRIPS[name]
    sign, y, poses = (1 if last > first else -1), first, []
    while (last - y) * sign > 0:
        poses.append((abs(y - first), x, y, heading))
        y += sign * POSE_STEP * distance(x, y)
    poses.append((abs(y - first), x, y, heading))
    return poses


def path_poses(path):
    poses, travelled, end = [], 0.0, path.length
    while travelled < end:
        poses.append((travelled, *path.at(travelled)))
        x, y, heading = path.at(travelled)
        step = POSE_STEP * distance(x, y)
        while step > 0.25 and abs(path.at(min(end, travelled + step))[2] - heading) > 0.045:
            step -= 0.1
        travelled += step
    poses.append((end, *path.at(end)))
    return poses


def all_poses():
    """{layer: poses}; "enter" and "leave" are the offender, "stand" is it at rest."""
    layers = {"stand": [(0.0, *BAY, 0.0)], "enter": path_poses(ENTER), "leave": path_poses(LEAVE)}
    layers.update({name: strip_poses(name) for name in STRIPS})
    return layers
