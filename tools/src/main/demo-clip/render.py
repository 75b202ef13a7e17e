"""Blender side of the demo clip.

`blender -b [street.blend] -P render.py -- build|background|poses WORK_DIR [SAMPLES]`.

build makes street and vehicles once and saves them; background renders the empty street; poses
renders every pose of plan.all_poses() as a crop round the vehicle and its shadow.
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

import geometry
import plan
import street
import vehicles

OFFENDER = ("SEDAN", (0.35, 0.36, 0.38))
TIME_LIMIT_S = int(os.environ.get("BACKGROUND_LIMIT_S", "0"))  # 0: none
LEGAL = ("SUV", (0.04, 0.045, 0.05))  # stands in a marked bay, part of the background


def settings(scene):
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.use_denoising = False  # Debian's build has no denoiser
    cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces, cycles.transparent_max_bounces = 4, 2, 2, 4
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 3.0
    render = scene.render
    render.resolution_x, render.resolution_y = geometry.WIDTH, geometry.HEIGHT
    render.use_persistent_data = True
    render.threads_mode, render.threads = "FIXED", 2
    scene.view_settings.view_transform, scene.view_settings.look = "Filmic", "Medium High Contrast"


def camera_matrix(scene):
    """3 x 4 projection to pixels, solved from Blender's own projection of known points."""
    rng = np.random.default_rng(1)
    points = np.c_[rng.uniform(-4, 8, 60), rng.uniform(-2, 60, 60), rng.uniform(0, 4, 60)]
    rows = []
    for point in points:
        u, v, _ = world_to_camera_view(scene, scene.camera, Vector(point))
        u, v = u * geometry.WIDTH, (1 - v) * geometry.HEIGHT
        h = np.append(point, 1)
        rows += [np.r_[h, np.zeros(4), -u * h], np.r_[np.zeros(4), h, -v * h]]
    matrix = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 4)
    depth = matrix[2] @ np.append(points[0], 1)
    return matrix / np.linalg.norm(matrix[2, :3]) * np.sign(depth)


def outline(vehicle):
    """Corner points of the vehicle in its own frame: the hulls of thin slices along its length."""
    mesh = vehicle.root.data
    flat = np.empty(len(mesh.vertices) * 3)
    mesh.vertices.foreach_get("co", flat)
    points = flat.reshape(-1, 3)
    kept = []
    for low in np.linspace(points[:, 1].min(), points[:, 1].max(), 13)[:-1]:
        part = points[(points[:, 1] >= low) & (points[:, 1] <= low + 0.6)]
        if len(part) > 3:
            for x, z in geometry.hull(part[:, [0, 2]]):
                near = part[np.argmin((part[:, 0] - x) ** 2 + (part[:, 2] - z) ** 2)]
                kept.append(near)
    kept = np.array(kept)
    ground = kept.copy()
    ground[:, 2] = 0.0
    return np.r_[kept[:: max(1, len(kept) // 240)], ground[:: max(1, len(ground) // 40)]]


def build(work):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    settings(scene)
    fleet = {"hero": OFFENDER, "legal": LEGAL, **{k: v[:2] for k, v in plan.STRIPS.items()}}
    state = {"sun": list(street.sun_direction()), "vehicles": {}}
    for name, (body, colour) in fleet.items():  # before the street: operators slow down in a full scene
        made = vehicles.build(name, getattr(vehicles, body), colour)
        state["vehicles"][name] = {
            "root": made.root.name, "radius": made.shape.wheel_radius, "wheels": [(h.name, s) for h, s in made.wheels],
            "tail": made.tail.name, "left": made.left.name, "right": made.right.name, "outline": outline(made).tolist()}
        made.place(4.75, 36.0, 0.0)
    street.build(scene)
    bpy.context.view_layer.update()
    state["matrix"] = camera_matrix(scene).tolist()
    with open(os.path.join(work, "state.json"), "w", encoding="utf-8") as out:
        json.dump(state, out)
    bpy.ops.wm.save_as_mainfile(filepath=os.path.join(work, "street.blend"), compress=False)


class Fleet:
    """The vehicles of the opened scene."""

    def __init__(self, state):
        self.state, self.shown = state, None

    def show(self, only):
        for name, one in self.state["vehicles"].items():
            root = bpy.data.objects[one["root"]]
            for part in [root, *root.children_recursive]:
                part.hide_render = name not in (only, "legal")
        self.shown = only

    def place(self, name, travelled, x, y, heading):
        one = self.state["vehicles"][name]
        root = bpy.data.objects[one["root"]]
        root.location, root.rotation_euler = (x, y, 0), (0, 0, heading)
        for hub, _ in one["wheels"]:
            bpy.data.objects[hub].rotation_euler = (-travelled / one["radius"], 0, 0)

    def lamps(self, name, **on):
        one = self.state["vehicles"][name]
        for lamp, strength in (("tail", 1.6), ("left", 9.0), ("right", 9.0)):
            node = bpy.data.materials[one[lamp]].node_tree.nodes["Principled BSDF"]
            node.inputs["Emission Strength"].default_value = strength if on.get(lamp) else 0.0


def background(work, samples, seed):
    scene = bpy.context.scene
    with open(os.path.join(work, "state.json"), encoding="utf-8") as source:
        Fleet(json.load(source)).show(None)
    scene.cycles.samples, scene.cycles.seed, scene.cycles.time_limit = samples, seed, TIME_LIMIT_S
    scene.cycles.use_adaptive_sampling = False
    scene.render.filepath = os.path.join(work, f"background-{seed}.png")
    bpy.ops.render.render(write_still=True)


def set_crop(scene, box):
    x0, y0, x1, y1 = (edge + 0.02 for edge in box)  # Blender truncates to whole pixels
    render = scene.render
    render.use_border = render.use_crop_to_border = True
    render.border_min_x, render.border_max_x = x0 / geometry.WIDTH, x1 / geometry.WIDTH
    render.border_min_y, render.border_max_y = 1 - (y1 - 0.04) / geometry.HEIGHT, 1 - (y0 - 0.04) / geometry.HEIGHT


def lamps_of(layer, travelled):
    if layer == "enter":
        return {"tail": plan.enter_brakes(travelled), "right": int(travelled * 0.45) % 2 == 0}
    return {"left": travelled < 14 and int(travelled * 0.8) % 2 == 0} if layer == "leave" else {}


def claim(path):
    """Several processes share the work: whoever makes the file renders the pose."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def poses(work, samples):
    scene = bpy.context.scene
    with open(os.path.join(work, "state.json"), encoding="utf-8") as source:
        state = json.load(source)
    fleet, matrix, sun = Fleet(state), np.array(state["matrix"]), np.array(state["sun"])
    scene.cycles.debug_bvh_type = "DYNAMIC_BVH"  # only what moved is rebuilt
    jobs = [(layer, k, pose) for layer, all_of in plan.all_poses().items() for k, pose in enumerate(all_of)]
    for layer, k, pose in jobs:
        made = os.path.join(work, f"{layer}-{k:03d}")
        if not claim(made + ".claim"):
            continue
        travelled, x, y, heading = pose
        name = layer if layer in plan.STRIPS else "hero"
        body = geometry.place(np.array(state["vehicles"][name]["outline"]), x, y, heading)
        seen = geometry.project(matrix, np.r_[body, geometry.shadow(body, sun)])
        margin = 3 + 0.05 * np.ptp(seen, axis=0).max()
        box = geometry.crop_box(seen, margin)
        if box is not None:
            if fleet.shown != name:
                fleet.show(name)
            fleet.place(name, travelled, x, y, heading)
            fleet.lamps(name, **lamps_of(layer, travelled))
            area = (box[2] - box[0]) * (box[3] - box[1])
            scene.cycles.samples = 96 if layer == "stand" else int(np.clip(samples * 14000 / area, 0.6 * samples, 2 * samples))
            set_crop(scene, box)
            scene.render.filepath = made + ".png"
            started = time.time()
            bpy.ops.render.render(write_still=True)
            print("POSE", layer, k, box, round(time.time() - started, 2), flush=True)
        with open(made + ".json", "w", encoding="utf-8") as out:
            json.dump({"pose": pose, "box": box}, out)


def main():
    bpy.context.scene.render.threads = 2
    task, *rest = sys.argv[sys.argv.index("--") + 1:]
    if task == "build":
        build(rest[0])
    elif task == "background":
        background(rest[0], int(rest[1]), int(rest[2]))
    else:
        poses(rest[0], int(rest[1]))


main()
