"""Projection and plane geometry shared by the renderer and the compositor (numpy only)."""

import numpy as np

WIDTH, HEIGHT = 1280, 720


def place(points, x, y, heading):
    """Vehicle frame to street frame."""
    c, s = np.cos(heading), np.sin(heading)
    return points @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1.0]]) + (x, y, 0.0)


def project(matrix, points):
    """Street points (n x 3) to pixels (n x 2); matrix is 3 x 4. Points must lie before the camera."""
    homogeneous = np.c_[points, np.ones(len(points))] @ matrix.T
    return homogeneous[:, :2] / np.maximum(homogeneous[:, 2:], 0.3)


def shadow(points, sun):
    """Where points cast their shadow on the road; sun is the way light travels."""
    return np.c_[points[:, :2] - points[:, 2:] * (sun[:2] / sun[2]), np.zeros(len(points))]


def hull(points):
    """Convex hull (monotone chain), anticlockwise."""
    points = sorted(set(map(tuple, np.round(points, 3))))
    halves = []
    for order in (points, points[::-1]):
        half = []
        for p in order:
            while len(half) > 1 and cross(half[-2], half[-1], p) <= 0:
                half.pop()
            half.append(p)
        halves.append(half[:-1])
    return np.array(halves[0] + halves[1])


def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def crop_box(points, margin):
    """(x0, y0, x1, y1) round the points inside the picture, or None where it is too small to see."""
    x0, y0 = np.floor(points.min(0) - margin).astype(int)
    x1, y1 = np.ceil(points.max(0) + margin).astype(int)
    x0, y0, x1, y1 = max(0, x0), max(0, y0), min(WIDTH, x1), min(HEIGHT, y1)
    return None if x1 - x0 < 4 or y1 - y0 < 4 else (int(x0), int(y0), int(x1), int(y1))
