"""Vehicles of the demo clip, modelled from side and plan profiles.

Own work: no outside model or picture is read. Each vehicle is a loft: cross-sections along the
length, a subdivision surface over them, windows and lamps chosen by where a face lies. Local
frame in metres: +Y forward, +Z up, origin on the ground below the middle of the vehicle.
"""

import math
from dataclasses import dataclass

import bmesh
import bpy
from mathutils import Vector


@dataclass(frozen=True)
class Shape:
    """Profiles of one body style; every list holds (y, value) with y rising."""

    length: float
    width: float
    top: list  # centre-line silhouette
    belt: list  # shoulder height
    plan: list  # half width, as a share of width / 2
    roof: list  # half width of the roof edge (cabin) or bonnet edge
    cabin: tuple  # (rear end, front end) of the roof's full-height part
    glass_rear: tuple  # (low y, high y) of the rear window on the centre line
    glass_front: tuple  # the same for the windscreen
    windows: list  # side openings: polygons in (y, z)
    axles: tuple
    wheel_radius: float
    tail_lamp: tuple  # (z low, z high, |x| from)
    head_lamp: tuple
    bottom: float = 0.22


SEDAN = Shape(
    length=4.72,
    width=1.83,
    top=[(-2.36, 0.62), (-2.33, 0.93), (-2.22, 1.05), (-1.72, 1.11), (-0.80, 1.405), (-0.35, 1.455), (0.10, 1.46),
         (0.42, 1.415), (1.22, 1.00), (1.70, 0.92), (2.12, 0.80), (2.30, 0.69), (2.36, 0.50)],
    belt=[(-2.36, 0.84), (-1.7, 0.985), (-0.5, 0.955), (1.2, 0.90), (1.9, 0.78), (2.36, 0.62)],
    plan=[(-2.36, 0.78), (-2.25, 0.87), (-1.9, 0.95), (-1.2, 1.0), (1.1, 1.0), (1.75, 0.96), (2.1, 0.88), (2.27, 0.74),
          (2.36, 0.60)],
    roof=[(-2.36, 0.60), (-1.72, 0.66), (-0.8, 0.575), (0.42, 0.585), (1.22, 0.72), (2.0, 0.62), (2.36, 0.45)],
    cabin=(-0.80, 0.42),
    glass_rear=(-1.72, -0.80),
    glass_front=(0.42, 1.22),
    windows=[[(-0.33, 0.985), (0.98, 0.955), (0.40, 1.335), (0.0, 1.375), (-0.33, 1.375)],
             [(-1.12, 1.01), (-0.41, 0.99), (-0.41, 1.375), (-0.72, 1.335)]],
    axles=(-1.36, 1.40),
    wheel_radius=0.325,
    tail_lamp=(0.80, 0.95, 0.40),
    head_lamp=(0.60, 0.735, 0.42),
)

SUV = Shape(
    length=4.55,
    width=1.86,
    top=[(-2.27, 0.60), (-2.25, 0.98), (-2.16, 1.16), (-1.72, 1.585), (-1.2, 1.65), (-0.2, 1.68), (0.35, 1.64),
         (1.08, 1.13), (1.60, 1.06), (2.03, 0.95), (2.20, 0.80), (2.27, 0.55)],
    belt=[(-2.27, 1.02), (-1.6, 1.10), (0.0, 1.06), (1.1, 1.02), (1.9, 0.92), (2.27, 0.74)],
    plan=[(-2.27, 0.82), (-2.15, 0.91), (-1.7, 0.97), (-1.0, 1.0), (1.1, 1.0), (1.7, 0.97), (2.05, 0.89), (2.2, 0.78),
          (2.27, 0.66)],
    roof=[(-2.27, 0.66), (-1.75, 0.60), (-1.0, 0.63), (0.35, 0.62), (1.08, 0.74), (2.0, 0.66), (2.27, 0.5)],
    cabin=(-1.72, 0.35),
    glass_rear=(-2.17, -1.74),
    glass_front=(0.35, 1.08),
    windows=[[(-0.36, 1.09), (0.86, 1.06), (0.34, 1.53), (-0.36, 1.57)],
             [(-1.28, 1.11), (-0.44, 1.09), (-0.44, 1.57), (-1.22, 1.55)],
             [(-1.78, 1.16), (-1.36, 1.12), (-1.31, 1.53), (-1.55, 1.50)]],
    axles=(-1.32, 1.36),
    wheel_radius=0.355,
    tail_lamp=(0.86, 1.10, 0.50),
    head_lamp=(0.70, 0.88, 0.45),
    bottom=0.27,
)

HATCH = Shape(
    length=4.05,
    width=1.74,
    top=[(-2.02, 0.60), (-2.00, 0.88), (-1.93, 1.02), (-1.52, 1.40), (-1.1, 1.47), (-0.3, 1.505), (0.20, 1.47),
         (1.02, 1.03), (1.45, 0.95), (1.83, 0.83), (1.97, 0.72), (2.02, 0.50)],
    belt=[(-2.02, 0.90), (-1.4, 0.99), (0.0, 0.95), (1.0, 0.91), (1.7, 0.80), (2.02, 0.64)],
    plan=[(-2.02, 0.80), (-1.9, 0.90), (-1.5, 0.97), (-0.9, 1.0), (0.9, 1.0), (1.5, 0.96), (1.82, 0.88), (1.95, 0.76),
          (2.02, 0.62)],
    roof=[(-2.02, 0.60), (-1.52, 0.55), (-0.9, 0.57), (0.2, 0.57), (1.02, 0.69), (1.7, 0.60), (2.02, 0.45)],
    cabin=(-1.52, 0.20),
    glass_rear=(-1.94, -1.54),
    glass_front=(0.20, 1.02),
    windows=[[(-0.40, 0.98), (0.80, 0.95), (0.20, 1.37), (-0.40, 1.41)],
             [(-1.28, 1.02), (-0.48, 0.99), (-0.48, 1.41), (-1.12, 1.37)]],
    axles=(-1.25, 1.26),
    wheel_radius=0.305,
    tail_lamp=(0.74, 0.98, 0.48),
    head_lamp=(0.62, 0.78, 0.40),
)

VAN = Shape(
    length=5.1,
    width=1.92,
    top=[(-2.55, 0.55), (-2.54, 1.10), (-2.50, 1.88), (-2.38, 1.97), (-1.2, 2.02), (0.6, 2.02), (1.10, 1.95),
         (1.92, 1.18), (2.25, 1.05), (2.46, 0.90), (2.55, 0.55)],
    belt=[(-2.55, 1.10), (1.2, 1.10), (1.9, 1.06), (2.3, 0.94), (2.55, 0.74)],
    plan=[(-2.55, 0.95), (-2.4, 0.985), (-1.8, 1.0), (1.2, 1.0), (1.9, 0.96), (2.3, 0.88), (2.46, 0.78), (2.55, 0.68)],
    roof=[(-2.55, 0.78), (-2.2, 0.79), (0.9, 0.78), (1.1, 0.76), (1.92, 0.80), (2.3, 0.7), (2.55, 0.5)],
    cabin=(-2.50, 1.10),
    glass_rear=(9.0, 9.1),
    glass_front=(1.10, 1.92),
    windows=[[(0.55, 1.16), (1.66, 1.14), (1.12, 1.76), (0.55, 1.80)]],
    axles=(-1.55, 1.62),
    wheel_radius=0.345,
    tail_lamp=(0.85, 1.30, 0.74),
    head_lamp=(0.78, 0.98, 0.50),
    bottom=0.28,
)

BUS = Shape(
    length=10.4,
    width=2.5,
    top=[(-5.2, 0.5), (-5.19, 1.6), (-5.14, 2.85), (-4.95, 3.02), (-2.0, 3.06), (4.6, 3.06), (5.0, 2.98), (5.12, 2.7),
         (5.19, 1.4), (5.2, 0.5)],
    belt=[(-5.2, 1.35), (5.2, 1.35)],
    plan=[(-5.2, 0.96), (-5.05, 0.99), (-4.6, 1.0), (4.6, 1.0), (5.0, 0.98), (5.2, 0.93)],
    roof=[(-5.2, 1.05), (-4.8, 1.10), (4.8, 1.10), (5.2, 1.02)],
    cabin=(-5.14, 5.12),
    glass_rear=(9.0, 9.1),
    glass_front=(9.0, 9.1),
    windows=[[(a, 1.45), (a + 1.42, 1.45), (a + 1.42, 2.55), (a, 2.55)] for a in
             (-4.85, -3.35, -1.85, -0.35, 1.15)] + [[(2.68, 0.55), (3.3, 0.55), (3.3, 2.55), (2.68, 2.55)]]
            + [[(3.5, 1.2), (4.75, 1.2), (4.75, 2.55), (3.5, 2.55)]],
    axles=(-2.9, 2.05),
    wheel_radius=0.46,
    tail_lamp=(0.95, 1.35, 0.92),
    head_lamp=(0.72, 0.95, 0.70),
    bottom=0.34,
)


def interpolate(points, y):
    """Piecewise linear; the subdivision surface rounds the corners."""
    if y <= points[0][0]:
        return points[0][1]
    for (y0, v0), (y1, v1) in zip(points, points[1:]):
        if y <= y1:
            return v0 + (v1 - v0) * (y - y0) / (y1 - y0)
    return points[-1][1]


def stations(shape):
    """Where cross-sections lie: at every corner of the silhouette, and about 0.25 m apart between."""
    knots = sorted({y for y, _ in shape.top} | {y for y, _ in shape.plan})
    spaced = [knots[0]]
    for knot in knots[1:]:
        gap = knot - spaced[-1]
        parts = max(1, round(gap / 0.28))
        start = spaced[-1]
        spaced += [start + gap * k / parts for k in range(1, parts + 1)]
    return [y for k, y in enumerate(spaced) if k == 0 or y - spaced[k - 1] > 0.012]


def cabin_share(shape, y):
    """1 in the full-height cabin, 0 on bonnet and boot, ramps along the two screens."""
    rear, front = shape.cabin
    if y > front:
        foot = shape.glass_front[1] if shape.glass_front[1] < 9 else front + 0.05
        return max(0.0, 1 - (y - front) / (foot - front))
    if y < rear:
        foot = shape.glass_rear[0] if shape.glass_rear[0] < 9 else rear - 0.05
        return max(0.0, 1 - (rear - y) / (rear - foot))
    return 1.0


def section(shape, y):
    """Half cross-section from the bottom centre over the side to the top centre, as (x, z)."""
    half = shape.width / 2 * interpolate(shape.plan, y)
    belt = interpolate(shape.belt, y)
    top = interpolate(shape.top, y)
    belt = min(belt, top - 0.03)
    low = shape.bottom
    # The bumpers curve up under the body at both ends.
    end = min(y - shape.top[0][0], shape.top[-1][0] - y)
    low += max(0.0, 0.22 - end) * 0.5
    middle = low + 0.52 * (belt - low)
    roof = min(interpolate(shape.roof, y), half - 0.05)
    share = cabin_share(shape, y)
    edge_drop = 0.02 + 0.035 * share
    edge = max(belt + 0.012, top - edge_drop)
    return [
        (0.0, low),
        (half * 0.80, low),
        (half * 0.955, low + 0.05),
        (half * 1.0, middle),
        (half * 0.985, belt - 0.09),
        (half * 0.955, belt - 0.015),
        (half * 0.955 - 0.055, belt + 0.012),
        (roof, edge),
        (roof * 0.86, edge + (top - edge) * 0.45),
        (roof * 0.5, edge + (top - edge) * 0.85),
        (0.0, top),
    ]


def inside(polygon, y, z):
    hit = False
    for (y0, z0), (y1, z1) in zip(polygon, polygon[1:] + polygon[:1]):
        if (z0 > z) != (z1 > z) and y < y0 + (y1 - y0) * (z - z0) / (z1 - z0):
            hit = not hit
    return hit


PAINT, GLASS, BLACK, TAIL, HEAD, CHROME = range(6)

# Subdivisions of the skin. A face is then about 2 cm: under one pixel at the clip's distances, so
# that the windows' borders, which follow faces, look straight.
DETAIL = 4


def part_of(shape, centre, normal):
    """Which material a face of the finished skin gets."""
    x, y, z = abs(centre.x), centre.y, centre.z
    back, front = shape.top[0][0], shape.top[-1][0]
    bus = shape is BUS
    if abs(normal.x) > 0.45 and any(inside(p, y, z) for p in shape.windows):
        return GLASS
    belt, top, roof = interpolate(shape.belt, y), interpolate(shape.top, y), interpolate(shape.roof, y)
    screens = (shape.glass_front, shape.glass_rear)
    if any(a + 0.03 < y < b - 0.03 for a, b in screens) and normal.z > 0.15 and x < roof - 0.055 and z > belt:
        return GLASS
    if bus:
        if normal.y > 0.6 and 1.15 < z < 2.65 and x < 1.12:
            return GLASS
        if normal.y < -0.6 and 1.75 < z < 2.5 and x < 0.95:
            return GLASS
    elif shape is VAN and normal.y < -0.6 and 1.25 < z < 1.72 and 0.06 < x < 0.72:
        return GLASS
    if y < back + 0.42 and shape.tail_lamp[0] < z < shape.tail_lamp[1] and x > shape.tail_lamp[2] and (
            y < back + 0.24 or abs(normal.x) > 0.5):
        return TAIL
    if y > front - 0.50 and shape.head_lamp[0] < z < shape.head_lamp[1] and x > shape.head_lamp[2] and (
            normal.z < 0.85):
        return HEAD
    if y > front - 0.2 and x < 0.46 and shape.head_lamp[0] - 0.22 < z < shape.head_lamp[1] - 0.12:
        return BLACK
    if z < shape.bottom + 0.075:
        return BLACK
    if y < back + 0.2 and z < shape.bottom + 0.18 and x < 0.62:
        return BLACK
    return PAINT


def material(name, colour, roughness=0.5, metallic=0.0, clearcoat=0.0, specular=0.5, emission=None):
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    node = made.node_tree.nodes["Principled BSDF"]
    node.inputs["Base Color"].default_value = (*colour, 1)
    node.inputs["Roughness"].default_value = roughness
    node.inputs["Metallic"].default_value = metallic
    node.inputs["Clearcoat"].default_value = clearcoat
    node.inputs["Clearcoat Roughness"].default_value = 0.04
    node.inputs["Specular"].default_value = specular
    if emission:
        node.inputs["Emission"].default_value = (*emission, 1)
        node.inputs["Emission Strength"].default_value = 0.0
    return made


def paint(name, colour, seams, metallic):
    """Car paint with the shut lines of doors drawn where |y - seam| is under a centimetre."""
    made = material(name, colour, roughness=0.38, metallic=metallic, clearcoat=0.9)
    tree = made.node_tree
    principled = tree.nodes["Principled BSDF"]
    coordinate = tree.nodes.new("ShaderNodeTexCoord")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    tree.links.new(coordinate.outputs["Object"], split.inputs[0])

    def compute(operation, a, b=None, c=None):
        node = tree.nodes.new("ShaderNodeMath")
        node.operation = operation
        for slot, value in enumerate((a, b, c)):
            if value is None:
                continue
            if isinstance(value, (int, float)):
                node.inputs[slot].default_value = value
            else:
                tree.links.new(value, node.inputs[slot])
        return node.outputs[0]

    line = None
    for seam in seams:
        one = compute("COMPARE", split.outputs["Y"], seam, 0.009)
        line = one if line is None else compute("MAXIMUM", line, one)
    if line is not None:
        side = compute("GREATER_THAN", compute("ABSOLUTE", split.outputs["X"]), 0.60)
        above = compute("GREATER_THAN", split.outputs["Z"], 0.36)
        line = compute("MULTIPLY", compute("MULTIPLY", line, side), above)
        mix = tree.nodes.new("ShaderNodeMixRGB")
        mix.inputs[1].default_value = (*colour, 1)
        mix.inputs[2].default_value = (*(0.12 * c for c in colour), 1)
        tree.links.new(line, mix.inputs[0])
        tree.links.new(mix.outputs[0], principled.inputs["Base Color"])
    return made


def skin(shape, materials, name):
    """The body's closed loft, subdivided, with the wheel arches cut out."""
    mesh = bmesh.new()
    rings = []
    for y in stations(shape):
        half = section(shape, y)
        points = half + [(-x, z) for x, z in half[-2:0:-1]]
        rings.append([mesh.verts.new((x, y, z)) for x, z in points])
    for near, far in zip(rings, rings[1:]):
        for k in range(len(near)):
            j = (k + 1) % len(near)
            mesh.faces.new((near[k], near[j], far[j], far[k]))
    for ring, flip in ((rings[0], True), (rings[-1], False)):
        half = len(ring) // 2
        for k in range(half):  # quads from side to side close the ends, and subdivide evenly
            a, b, c, d = ring[k], ring[k + 1], ring[-k - 1], ring[-k] if k else ring[0]
            corners = [a, b, c, d] if k else [a, b, c]
            if b is c:
                corners = [a, b, d]
            unique = list(dict.fromkeys(corners))
            if len(unique) > 2:
                mesh.faces.new(unique if flip else unique[::-1])
    bmesh.ops.recalc_face_normals(mesh, faces=mesh.faces)
    data = bpy.data.meshes.new(name)
    mesh.to_mesh(data)
    mesh.free()
    body = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(body)
    for one in materials:
        data.materials.append(one)

    divide = body.modifiers.new("skin", "SUBSURF")
    divide.levels = divide.render_levels = DETAIL
    for side in (-1, 1):
        for axle in shape.axles:
            bpy.ops.mesh.primitive_cylinder_add(
                vertices=40, radius=shape.wheel_radius + 0.045, depth=0.62,
                location=(side * (shape.width / 2 - 0.0), axle, shape.wheel_radius + 0.01), rotation=(0, math.pi / 2, 0))
            cutter = bpy.context.object
            cutter.data.materials.append(materials[BLACK])
            cutter.hide_render = True
            cut = body.modifiers.new("arch", "BOOLEAN")
            cut.object, cut.operation, cut.solver = cutter, "DIFFERENCE", "FAST"
            cut.material_mode = "TRANSFER" if hasattr(cut, "material_mode") else None
    depsgraph = bpy.context.evaluated_depsgraph_get()
    finished = bpy.data.meshes.new_from_object(body.evaluated_get(depsgraph))
    cutters = [m.object for m in body.modifiers if m.type == "BOOLEAN"]
    body.modifiers.clear()
    body.data = finished
    for cutter in cutters:
        bpy.data.objects.remove(cutter)
    arch = shape.wheel_radius + 0.055
    for polygon in finished.polygons:
        centre = polygon.center
        in_arch = any(
            math.hypot(centre.y - axle, centre.z - shape.wheel_radius - 0.01) < arch for axle in shape.axles
        ) and abs(centre.x) > shape.width / 2 - 0.33
        cylinder = in_arch and any(
            math.hypot(centre.y - axle, centre.z - shape.wheel_radius - 0.01) > arch - 0.02 for axle in shape.axles
        ) and abs(polygon.normal.x) < 0.3
        if in_arch and (cylinder or abs(centre.x) < shape.width / 2 - 0.2):
            polygon.material_index = BLACK
        else:
            polygon.material_index = part_of(shape, centre, polygon.normal)
        polygon.use_smooth = True
    finished.use_auto_smooth = True
    finished.auto_smooth_angle = math.radians(38)
    return body


CUBE_CORNERS = [(x, y, z) for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]
CUBE_FACES = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]


def box(name, size, location, mat, parent, rotation=(0, 0, 0), bevel=0.0):
    """A cuboid; made from data, since an operator costs time in proportion to the whole scene."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(CUBE_CORNERS, [], CUBE_FACES)
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    made.location, made.rotation_euler, made.scale = location, rotation, size
    made.data.materials.append(mat)
    made.parent = parent
    if bevel:
        soften = made.modifiers.new("soft", "BEVEL")
        soften.width, soften.segments = bevel, 2
    return made


def wheel(shape, parent, x, y, tyre, rim, dark):
    side = 1 if x > 0 else -1
    hub = bpy.data.objects.new("hub", None)
    bpy.context.scene.collection.objects.link(hub)
    hub.parent = parent
    hub.location = (x, y, shape.wheel_radius)
    radius = shape.wheel_radius
    width = 0.21 if radius < 0.4 else 0.28

    def disc(r, depth, offset, mat, bevel=0.0):
        bpy.ops.mesh.primitive_cylinder_add(vertices=36, radius=r, depth=depth, rotation=(0, math.pi / 2, 0))
        made = bpy.context.object
        made.location = (side * offset, 0, 0)
        made.data.materials.append(mat)
        made.parent = hub
        if bevel:
            soften = made.modifiers.new("soft", "BEVEL")
            soften.width, soften.segments = bevel, 3
        return made

    disc(radius, width, -width / 2 - 0.01, tyre, 0.035)
    disc(radius * 0.68, 0.02, -0.018, dark)
    disc(radius * 0.70, 0.012, -0.03, rim)
    disc(radius * 0.17, 0.03, -0.005, rim)
    spokes = 5 if radius < 0.4 else 8
    for k in range(spokes):
        angle = 2 * math.pi * k / spokes
        reach = radius * 0.40
        spoke = box("spoke", (0.022, radius * 0.17, radius * 0.62), (0, 0, 0), rim, hub)
        spoke.rotation_euler = (angle, 0, 0)
        spoke.location = (side * -0.006, -math.sin(angle) * reach, math.cos(angle) * reach)
    return hub


def plate(parent, shape, front, text_material, ground, text):
    y = shape.length / 2 + 0.004 if front else -shape.length / 2 - 0.004
    z = shape.bottom + (0.20 if front else 0.34)
    holder = box("plate", (0.44, 0.012, 0.14), (0, y, z), ground, parent)
    bpy.ops.object.text_add(location=(0, y + (0.008 if front else -0.008), z - 0.045),
                            rotation=(math.pi / 2, 0, math.pi if front else 0))
    letters = bpy.context.object
    letters.data.body = text
    letters.data.align_x = "CENTER"
    letters.data.size = 0.125
    letters.data.materials.append(text_material)
    letters.parent = parent
    return holder


@dataclass
class Vehicle:
    root: object
    shape: Shape
    wheels: list  # (hub, steered)
    tail: object  # material
    left: object
    right: object

    def place(self, x, y, heading, rolled=0.0, steer=0.0):
        """Ground position of the middle, heading in radians (0 = +Y, positive = to the left)."""
        self.root.location = (x, y, 0)
        self.root.rotation_euler = (0, 0, heading)
        for hub, steered in self.wheels:
            hub.rotation_euler = (-rolled / self.shape.wheel_radius, 0, steer if steered else 0)

    def lamps(self, brake=False, left=False, right=False):
        for mat, on, strength in ((self.tail, brake, 1.6), (self.left, left, 9.0), (self.right, right, 9.0)):
            mat.node_tree.nodes["Principled BSDF"].inputs["Emission Strength"].default_value = strength if on else 0.0

    def hide(self, hidden):
        for one in [self.root, *self.root.children_recursive]:
            one.hide_render = hidden


def build(name, shape, colour, metallic=0.35, plate_text="D3M0 00"):
    seams = {id(SEDAN): (0.92, -0.37, -1.18), id(SUV): (0.88, -0.40, -1.32), id(HATCH): (0.78, -0.44, -1.22),
             id(VAN): (1.35, 0.48, -0.75), id(BUS): (2.64, 3.36)}[id(shape)]
    tail = material(name + "-tail", (0.30, 0.008, 0.006), roughness=0.12, clearcoat=1, emission=(1.0, 0.02, 0.01))
    black = material(name + "-black", (0.012, 0.012, 0.013), roughness=0.6)
    glass = material(name + "-glass", (0.010, 0.013, 0.015), roughness=0.04, specular=0.7)
    chrome = material(name + "-chrome", (0.62, 0.63, 0.65), roughness=0.22, metallic=1)
    lamp = material(name + "-lamp", (0.55, 0.57, 0.60), roughness=0.10, metallic=0.6, clearcoat=1)
    body_paint = paint(name + "-paint", colour, seams, metallic)
    tyre = material(name + "-tyre", (0.016, 0.016, 0.017), roughness=0.85)
    body = skin(shape, [body_paint, glass, black, tail, lamp, chrome], name)

    half = shape.width / 2
    wheels = []
    for axle in shape.axles:
        for side in (-1, 1):
            hub = wheel(shape, body, side * (half - 0.015), axle, tyre, chrome, black)
            wheels.append((hub, axle > 0))
    mirror_y = shape.glass_front[1] - 0.26 if shape.glass_front[1] < 9 else 5.1
    mirror_z = interpolate(shape.belt, mirror_y) + (0.10 if shape.glass_front[1] < 9 else 0.9)
    for side in (-1, 1):
        bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=10, location=(side * (half + 0.07), mirror_y, mirror_z))
        mirror = bpy.context.object
        mirror.scale = (0.105, 0.075, 0.075)
        mirror.data.materials.append(body_paint if shape is not BUS else black)
        mirror.parent = body
        box("arm", (0.10, 0.05, 0.04), (side * (half + 0.005), mirror_y + 0.01, mirror_z - 0.04), black, body)
        if shape not in (BUS, VAN):
            for handle_y in (seams[1] + 0.16, seams[2] + 0.16):
                box("handle", (0.02, 0.16, 0.028), (side * (half * 0.985), handle_y, interpolate(shape.belt, handle_y) - 0.10),
                    chrome, body, bevel=0.008)

    # Flashing lamps sit just outside the tail and head lamps.
    indicators = {}
    for side in (-1, 1):
        mat = material(f"{name}-flash{side}", (0.45, 0.13, 0.01), roughness=0.2, emission=(1.0, 0.36, 0.02))
        indicators[side] = mat
        back = shape.top[0][0]
        z = (shape.tail_lamp[0] + shape.tail_lamp[1]) / 2
        reach = half * interpolate(shape.plan, back + 0.12) * 0.86
        box("flash", (0.09, 0.05, 0.06), (side * reach, back + 0.045, z - 0.02), mat, body, rotation=(0, 0, side * 0.35), bevel=0.01)
        front = shape.top[-1][0]
        z = (shape.head_lamp[0] + shape.head_lamp[1]) / 2
        reach = half * interpolate(shape.plan, front - 0.3) * 0.93
        box("flash", (0.05, 0.10, 0.05), (side * reach, front - 0.36, z - 0.05), mat, body, bevel=0.01)

    ground = material(name + "-plate", (0.012, 0.045, 0.30), roughness=0.4)
    white = material(name + "-letters", (0.8, 0.8, 0.8), roughness=0.5)
    plate(body, shape, False, white, ground, plate_text)
    plate(body, shape, True, white, ground, plate_text)
    body.rotation_mode = "XYZ"
    return Vehicle(body, shape, wheels, tail, indicators[-1], indicators[1])
