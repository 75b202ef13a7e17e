"""Non-local means in numpy: averages pixels whose 3 x 3 surroundings look alike.

Buades, Coll and Morel, "A non-local algorithm for image denoising", CVPR 2005, with weights that
forgive the noise's own part of the difference.
"""

import numpy as np


def box3(values):
    padded = np.pad(values, 1, "edge")
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    return (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9


def non_local_means(picture, strength, reach=4):
    """picture: height x width x 3 in 0..255; strength: the difference, in levels, that still counts as alike."""
    height, width, _ = picture.shape
    padded = np.pad(picture, ((reach, reach), (reach, reach), (0, 0)), "reflect")
    total, weights = np.zeros_like(picture), np.zeros((height, width), np.float32)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            other = padded[reach + dy:reach + dy + height, reach + dx:reach + dx + width]
            gap = box3(((picture - other) ** 2).mean(2))
            weight = np.exp(-np.maximum(gap - 0.5 * strength**2, 0) / (0.5 * strength**2)).astype(np.float32)
            total += other * weight[..., None]
            weights += weight
    return total / weights[..., None]
