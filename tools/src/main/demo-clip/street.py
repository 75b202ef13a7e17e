"""The street of the demo clip: right-hand traffic along +Y, a no-parking strip at the right kerb.

Own work: every surface is procedural. Metres; x across the street (0 = centre line), y along it.
"""

import math
import random

import addon_utils
import bpy
from mathutils import Vector

from vehicles import box, material

LEFT_KERB, RIGHT_KERB = -3.75, 6.0
LANE_EDGE = 3.5
FACADE = 11.2
ZONE_Y = (5.5, 21.0)  # the no-parking strip lies between LANE_EDGE and RIGHT_KERB
BAYS_Y = (27.0, 33.0, 39.0, 45.0)
SUN_ELEVATION, SUN_AZIMUTH = math.radians(47), math.radians(212)  # azimuth from +Y towards +X: where it stands
NEAR, FAR = -30.0, 95.0
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"


class Nodes:
    """Shorthand for building a shader's node tree."""

    def __init__(self, mat):
        self.tree = mat.node_tree
        self.bsdf = self.tree.nodes["Principled BSDF"]

    def add(self, kind, **inputs):
        node = self.tree.nodes.new(kind)
        for key, value in inputs.items():
            self.set(node, key.replace("_", " "), value)
        return node

    def set(self, node, key, value):
        socket = node.inputs[int(key) if key.isdigit() else key]
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        else:
            socket.default_value = value

    def noise(self, scale, detail=4.0, roughness=0.5, coordinate=None):
        node = self.add("ShaderNodeTexNoise", Scale=scale, Detail=detail, Roughness=roughness)
        self.tree.links.new(coordinate or self.position(), node.inputs["Vector"])
        return node.outputs["Fac"]

    def position(self):
        return self.add("ShaderNodeNewGeometry").outputs["Position"]

    def axis(self, name):
        node = self.add("ShaderNodeSeparateXYZ")
        self.tree.links.new(self.position(), node.inputs[0])
        return node.outputs[name]

    def ramp(self, value, *stops):
        node = self.add("ShaderNodeValToRGB", Fac=value)
        ramp = node.color_ramp
        while len(ramp.elements) < len(stops):
            ramp.elements.new(1.0)
        for element, (at, colour) in zip(ramp.elements, stops):
            element.position = at
            element.color = (*colour, 1) if not isinstance(colour, (int, float)) else (colour, colour, colour, 1)
        return node.outputs["Color"]

    def mix(self, factor, a, b, blend="MIX"):
        node = self.add("ShaderNodeMixRGB")
        node.blend_type = blend
        for key, value in (("0", factor), ("1", a), ("2", b)):
            if isinstance(value, tuple) and len(value) == 3:
                value = (*value, 1)
            self.set(node, key, value)
        return node.outputs[0]

    def compute(self, operation, a, b=0.0, c=0.0):
        node = self.add("ShaderNodeMath")
        node.operation = operation
        for key, value in (("0", a), ("1", b), ("2", c)):
            self.set(node, key, value)
        return node.outputs[0]

    def bump(self, height, strength=0.3, distance=0.01):
        node = self.add("ShaderNodeBump", Strength=strength, Distance=distance, Height=height)
        self.tree.links.new(node.outputs[0], self.bsdf.inputs["Normal"])

    def colour(self, value):
        self.set(self.bsdf, "Base Color", value)


def asphalt():
    mat = material("asphalt", (0.1, 0.1, 0.1), roughness=0.9, specular=0.25)
    n = Nodes(mat)
    grain = n.ramp(n.noise(55, 3, 0.8), (0.32, 0.055), (0.70, 0.135))
    stains = n.ramp(n.noise(0.55, 5, 0.6), (0.30, 0.70), (0.72, 1.18))
    colour = n.mix(1.0, grain, stains, "MULTIPLY")
    # Wheel tracks wear smooth and darker; oil drips darken the middle of the lane less.
    x = n.axis("X")
    wear = None
    for centre in (-2.65, -1.1, 0.95, 2.5):
        track = n.compute("SUBTRACT", 1.0, n.compute("MULTIPLY", n.compute("ABSOLUTE", n.compute("SUBTRACT", x, centre)), 2.4))
        track = n.compute("MAXIMUM", track, 0.0)
        wear = track if wear is None else n.compute("ADD", wear, track)
    wear = n.compute("MULTIPLY", wear, n.compute("MULTIPLY", n.noise(0.9, 3), 0.55))
    colour = n.mix(wear, colour, (0.045, 0.045, 0.047))
    # Cracks: thin valleys between Voronoi cells, here and there.
    cells = n.add("ShaderNodeTexVoronoi", Scale=0.32)
    cells.feature = "DISTANCE_TO_EDGE"
    warp = n.mix(0.12, n.position(), n.add("ShaderNodeTexNoise", Scale=2.2, Detail=4.0).outputs["Color"], "ADD")
    n.tree.links.new(warp, cells.inputs["Vector"])
    crack = n.compute("LESS_THAN", cells.outputs["Distance"], 0.0035)
    crack = n.compute("MULTIPLY", crack, n.compute("GREATER_THAN", n.noise(0.13, 2), 0.50))
    colour = n.mix(crack, colour, (0.028, 0.028, 0.028))
    n.colour(colour)
    n.bump(n.noise(90, 2), 0.25, 0.006)
    return mat


def worn(name, rgb, bare=0.44, roughness=0.7):
    """Road paint that has come off in places; the road shows through."""
    mat = material(name, rgb, roughness=roughness)
    n = Nodes(mat)
    shade = n.ramp(n.noise(3.0, 5), (0.3, 0.72), (0.7, 1.0))
    n.colour(n.mix(1.0, (*rgb, 1), shade, "MULTIPLY"))
    chips = n.compute("ADD", n.compute("MULTIPLY", n.noise(38, 4, 0.7), 0.75), n.compute("MULTIPLY", n.noise(1.4, 4), 0.25))
    n.set(n.bsdf, "Alpha", n.ramp(chips, (bare - 0.03, 0.12), (bare + 0.03, 0.96)))
    return mat


def pavers(name, a, b, grout, width=0.30, height=0.15, turned=False):
    mat = material(name, a, roughness=0.85, specular=0.3)
    n = Nodes(mat)
    brick = n.add("ShaderNodeTexBrick", Color1=(*a, 1), Color2=(*b, 1), Mortar=(*grout, 1), Scale=1.0)
    brick.inputs["Brick Width"].default_value, brick.inputs["Row Height"].default_value = width, height
    brick.inputs["Mortar Size"].default_value = 0.012
    place = n.add("ShaderNodeMapping", Vector=n.position())
    place.inputs["Rotation"].default_value = (0, 0, math.pi / 2 if turned else 0)
    n.tree.links.new(place.outputs[0], brick.inputs["Vector"])
    dirt = n.ramp(n.noise(0.8, 5), (0.30, 0.70), (0.70, 1.10))
    n.colour(n.mix(1.0, n.mix(1.0, brick.outputs["Color"], dirt, "MULTIPLY"), n.ramp(n.noise(40, 2), (0.3, 0.85), (0.7, 1.1)), "MULTIPLY"))
    return mat


def plain(name, rgb, spread=0.12, scale=1.2, roughness=0.8):
    mat = material(name, rgb, roughness=roughness, specular=0.3)
    n = Nodes(mat)
    n.colour(n.mix(1.0, (*rgb, 1), n.ramp(n.noise(scale, 6, 0.65), (0.28, 1 - 2.2 * spread), (0.72, 1 + spread)), "MULTIPLY"))
    return mat


def slab(name, x0, x1, y0, y1, z0, z1, mat):
    return box(name, (x1 - x0, y1 - y0, z1 - z0), ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2), mat, None)


def patch(name, corners, mat, z=0.004):
    """A flat polygon on the road."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([(x, y, z) for x, y in corners], [], [tuple(range(len(corners)))])
    made = bpy.data.objects.new(name, mesh)
    mesh.materials.append(mat)
    bpy.context.scene.collection.objects.link(made)
    return made


def stripe(x, y0, y1, mat, width=0.15):
    patch("line", [(x - width / 2, y0), (x + width / 2, y0), (x + width / 2, y1), (x - width / 2, y1)], mat)


def text(body, size, location, rotation, mat, stretch=1.0, depth=0.0):
    curve = bpy.data.curves.new("text", "FONT")
    curve.body, curve.size, curve.align_x, curve.align_y, curve.extrude = body, size, "CENTER", "CENTER", depth
    curve.font = bpy.data.fonts.load(FONT, check_existing=True)
    curve.materials.append(mat)
    made = bpy.data.objects.new("text", curve)
    made.location, made.rotation_euler = location, rotation
    made.scale = (1, stretch, 1)
    bpy.context.scene.collection.objects.link(made)
    return made


def clip_line(a, b, x0, x1, y0, y1):
    """The part of segment a-b inside a rectangle, or None (Liang-Barsky)."""
    (ax, ay), (bx, by) = a, b
    t0, t1 = 0.0, 1.0
    for p, q in ((ax - bx, ax - x0), (bx - ax, x1 - ax), (ay - by, ay - y0), (by - ay, y1 - ay)):
        if p == 0:
            if q < 0:
                return None
        elif p < 0:
            t0 = max(t0, q / p)
        else:
            t1 = min(t1, q / p)
    return None if t0 >= t1 else ((ax + t0 * (bx - ax), ay + t0 * (by - ay)), (ax + t1 * (bx - ax), ay + t1 * (by - ay)))


def road():
    slab("carriageway", LEFT_KERB, RIGHT_KERB, NEAR, FAR, -0.2, 0.0, asphalt())
    white, yellow = worn("white paint", (0.72, 0.72, 0.70)), worn("yellow paint", (0.78, 0.46, 0.035), bare=0.42)
    # Centre: double yellow at the crossing, dashes beyond.
    for y in range(6, int(FAR), 10):
        stripe(0.0, y, y + 4, yellow)
    for k in range(14):  # zebra crossing, bars along the traffic
        x = LEFT_KERB + 0.45 + k * 0.7
        if x < RIGHT_KERB - 0.3:
            patch("zebra", [(x, -1.6), (x + 0.4, -1.6), (x + 0.4, 2.0), (x, 2.0)], white)
    patch("stop", [(0.1, -3.2), (RIGHT_KERB - 0.1, -3.2), (RIGHT_KERB - 0.1, -2.8), (0.1, -2.8)], white)
    patch("stop", [(LEFT_KERB + 0.1, 3.2), (-0.1, 3.2), (-0.1, 3.6), (LEFT_KERB + 0.1, 3.6)], white)
    stripe(LEFT_KERB + 0.25, 4.4, FAR, white, 0.12)

    # The strip where stopping is forbidden: outlined, hatched, lettered.
    y0, y1 = ZONE_Y
    x0, x1 = LANE_EDGE, RIGHT_KERB - 0.22
    for x in (x0, x1):
        stripe(x, y0, y1, yellow, 0.14)
    for y in (y0, y1):
        patch("edge", [(x0, y - 0.07), (x1, y - 0.07), (x1, y + 0.07), (x0, y + 0.07)], yellow)
    letters = [(y0 + 0.6, y0 + 4.6), (y1 - 5.2, y1 - 0.6)]
    step = 1.25
    for k in range(int((y1 - y0 + 3) / step)):
        start = y0 - 3 + k * step
        line = clip_line((x0, start), (x1, start + (x1 - x0)), x0 + 0.07, x1 - 0.07, y0 + 0.07, y1 - 0.07)
        if line is None or any(a < (line[0][1] + line[1][1]) / 2 < b for a, b in letters):
            continue
        (ax, ay), (bx, by) = line
        patch("hatch", [(ax, ay - 0.08), (bx, by - 0.08), (bx, by + 0.08), (ax, ay + 0.08)], yellow)
    for a, b in letters:  # read by a driver who comes along the kerb
        middle = (x0 + x1) / 2
        text("停", 1.5, (middle, a + (b - a) * 0.77, 0.005), (0, 0, 0), yellow, stretch=1.35)
        text("禁", 1.5, (middle, a + (b - a) * 0.25, 0.005), (0, 0, 0), yellow, stretch=1.35)

    for k, y in enumerate(BAYS_Y):  # marked bays where standing is allowed
        patch("bay", [(LANE_EDGE, y - 0.06), (RIGHT_KERB - 0.25, y - 0.06), (RIGHT_KERB - 0.25, y + 0.06), (LANE_EDGE, y + 0.06)], white)
    stripe(LANE_EDGE, BAYS_Y[0], BAYS_Y[-1], white, 0.12)

    repair = plain("repair", (0.062, 0.062, 0.065), 0.12, 30, 0.9)
    patch("trench", [(-3.2, 13.0), (2.9, 13.9), (2.9, 14.8), (-3.2, 13.9)], repair, 0.002)
    patch("repair", [(0.9, 25.0), (2.8, 25.0), (2.8, 28.6), (0.9, 28.6)], repair, 0.002)
    iron = plain("iron", (0.07, 0.066, 0.062), 0.2, 20, 0.55)
    for x, y in ((1.0, 8.6), (-1.9, 18.2), (1.2, 33.0)):
        bpy.ops.mesh.primitive_cylinder_add(vertices=32, radius=0.36, depth=0.012, location=(x, y, 0.002))
        bpy.context.object.data.materials.append(iron)
    gully = plain("gully", (0.03, 0.03, 0.032), 0.2, 20, 0.6)
    for y in (3.6, 23.5, 43.0):
        patch("gully", [(RIGHT_KERB - 0.5, y), (RIGHT_KERB - 0.05, y), (RIGHT_KERB - 0.05, y + 0.7), (RIGHT_KERB - 0.5, y + 0.7)], gully, 0.003)


def kerb_material(name, rgb):
    mat = material(name, rgb, roughness=0.8)
    n = Nodes(mat)
    joint = n.compute("LESS_THAN", n.compute("FRACT", n.compute("DIVIDE", n.axis("Y"), 0.99)), 0.018)
    shade = n.mix(1.0, (*rgb, 1), n.ramp(n.noise(2.5, 6, 0.7), (0.3, 0.62), (0.7, 1.06)), "MULTIPLY")
    n.colour(n.mix(joint, shade, (0.07, 0.07, 0.07)))
    return mat


def footways():
    stone, yellow = kerb_material("kerb", (0.36, 0.355, 0.34)), kerb_material("yellow kerb", (0.66, 0.40, 0.05))
    grey = pavers("pavers", (0.30, 0.285, 0.27), (0.245, 0.235, 0.225), (0.14, 0.135, 0.13))
    red = pavers("red pavers", (0.31, 0.165, 0.125), (0.26, 0.14, 0.11), (0.14, 0.12, 0.11), turned=True)
    blind = pavers("blind track", (0.55, 0.40, 0.10), (0.50, 0.36, 0.09), (0.22, 0.17, 0.07), 0.30, 0.30)
    y0, y1 = ZONE_Y
    for a, b, mat in ((NEAR, y0, stone), (y0, y1, yellow), (y1, FAR, stone)):
        made = slab("kerb", RIGHT_KERB, RIGHT_KERB + 0.16, a, b, -0.1, 0.15, mat)
        soften = made.modifiers.new("soft", "BEVEL")
        soften.width, soften.segments = 0.02, 2
    slab("kerb", LEFT_KERB - 0.16, LEFT_KERB, NEAR, FAR, -0.1, 0.15, stone)
    slab("footway", RIGHT_KERB + 0.16, FACADE, NEAR, FAR, -0.1, 0.145, grey)
    slab("border", RIGHT_KERB + 0.16, RIGHT_KERB + 0.62, NEAR, FAR, -0.1, 0.147, red)
    slab("blind", 8.6, 8.9, NEAR, FAR, -0.1, 0.150, blind)
    slab("footway", LEFT_KERB - 8, LEFT_KERB - 0.16, NEAR, FAR, -0.1, 0.145, grey)
    slab("border", LEFT_KERB - 0.62, LEFT_KERB - 0.16, NEAR, FAR, -0.1, 0.147, red)


SHOPS = [  # sign, sign colour, letter colour, door side
    ("五金建材", (0.02, 0.10, 0.42), (0.9, 0.9, 0.9)),
    ("便民超市", (0.45, 0.02, 0.02), (0.95, 0.85, 0.20)),
    ("老街面馆", (0.30, 0.10, 0.03), (0.95, 0.80, 0.45)),
    ("文印图文", (0.80, 0.80, 0.78), (0.55, 0.02, 0.02)),
    ("康民药店", (0.02, 0.28, 0.10), (0.95, 0.95, 0.95)),
    ("宏达电器", (0.05, 0.16, 0.50), (0.95, 0.95, 0.95)),
    ("福源粮油", (0.50, 0.04, 0.02), (0.95, 0.9, 0.4)),
    ("阿芳理发", (0.35, 0.05, 0.28), (0.95, 0.95, 0.95)),
]


def facades():
    rng = random.Random(7)
    glass = material("shop glass", (0.015, 0.02, 0.022), roughness=0.05, specular=0.6)
    dim = material("interior", (0.10, 0.085, 0.065), roughness=0.9, emission=(1.0, 0.85, 0.6))
    Nodes(dim).bsdf.inputs["Emission Strength"].default_value = 0.10
    frame = plain("frame", (0.30, 0.31, 0.32), 0.1, 3, 0.4)
    dark = plain("dark", (0.05, 0.05, 0.055), 0.1, 3)
    shutter = plain("shutter", (0.34, 0.35, 0.36), 0.12, 2, 0.5)
    walls = [plain("tile wall", (0.50, 0.46, 0.40), 0.16, 0.7), plain("render wall", (0.56, 0.53, 0.47), 0.2, 0.6),
             pavers("brick wall", (0.30, 0.13, 0.09), (0.25, 0.11, 0.08), (0.2, 0.18, 0.16), 0.24, 0.075, turned=False),
             plain("grey wall", (0.42, 0.43, 0.44), 0.16, 0.8)]
    unit = plain("unit", (0.62, 0.62, 0.60), 0.08, 3)
    y, k = NEAR, 0
    while y < FAR:
        width = 5.6
        wall = walls[(k // 3) % len(walls)]
        name, ground, letter = SHOPS[k % len(SHOPS)]
        slab("wall", FACADE + 0.35, FACADE + 8, y, y + width, 0, 10.5, wall)
        slab("pier", FACADE, FACADE + 0.4, y - 0.25, y + 0.25, 0, 10.5, wall)
        slab("lintel", FACADE + 0.05, FACADE + 0.4, y, y + width, 3.0, 4.55, wall)
        # Shop front: shutter or glass, with a plinth, mullions and a door.
        if k % 4 == 2:
            slab("shutter", FACADE + 0.25, FACADE + 0.4, y + 0.3, y + width - 0.3, 0.14, 3.0, shutter)
            for rung in range(22):
                slab("rib", FACADE + 0.235, FACADE + 0.26, y + 0.3, y + width - 0.3, 0.2 + rung * 0.125, 0.24 + rung * 0.125, frame)
        else:
            slab("inside", FACADE + 0.33, FACADE + 0.36, y + 0.3, y + width - 0.3, 0.14, 3.0, dim)
            for row in range(3):  # goods on shelves, seen dimly
                for item in range(9):
                    tint = [rng.uniform(0.05, 0.45) for _ in range(3)]
                    good = material(f"good{k}-{row}-{item}", tint, roughness=0.8)
                    a = y + 0.5 + item * 0.52
                    slab("goods", FACADE + 0.28, FACADE + 0.33, a, a + rng.uniform(0.2, 0.42), 0.5 + row * 0.75, 0.5 + row * 0.75 + rng.uniform(0.2, 0.5), good)
            for m in (0.3, 1.9, 3.3, 4.0, width - 0.36):
                slab("mullion", FACADE + 0.16, FACADE + 0.27, y + m, y + m + 0.07, 0.14, 3.0, frame)
            slab("transom", FACADE + 0.16, FACADE + 0.27, y + 0.3, y + width - 0.3, 2.35, 2.42, frame)
            slab("plinth", FACADE + 0.12, FACADE + 0.3, y + 0.3, y + 3.3, 0.1, 0.5, dark)
            pane = slab("pane", FACADE + 0.20, FACADE + 0.205, y + 0.3, y + width - 0.3, 0.14, 3.0, glass)
            n = Nodes(glass)
            n.bsdf.inputs["Alpha"].default_value = 0.55
        board = material(f"board{k}", ground, roughness=0.35, specular=0.5)
        ink = material(f"ink{k}", letter, roughness=0.4)
        slab("board", FACADE - 0.12, FACADE + 0.1, y + 0.3, y + width - 0.3, 3.05, 4.15, board)
        text(name, 0.80, (FACADE - 0.135, y + width / 2, 3.6), (math.pi / 2, 0, -math.pi / 2), ink, depth=0.01)
        if k % 3 == 1:  # an awning over the shop front
            cloth = plain(f"awning{k}", rng.choice([(0.10, 0.26, 0.14), (0.36, 0.08, 0.06), (0.10, 0.16, 0.30)]), 0.12, 3)
            mesh = bpy.data.meshes.new("awning")
            a, b = y + 0.3, y + width - 0.3
            mesh.from_pydata([(FACADE - 0.1, a, 3.0), (FACADE - 0.1, b, 3.0), (FACADE - 1.25, b, 2.55), (FACADE - 1.25, a, 2.55),
                              (FACADE - 1.25, b, 2.35), (FACADE - 1.25, a, 2.35)], [], [(0, 1, 2, 3), (3, 2, 4, 5)])
            mesh.materials.append(cloth)
            bpy.context.scene.collection.objects.link(bpy.data.objects.new("awning", mesh))
        for floor in (5.1, 8.0):  # flats above, with their air conditioners
            for m in (0.7, 3.1):
                slab("window", FACADE + 0.26, FACADE + 0.36, y + m, y + m + 1.6, floor, floor + 1.5, glass)
                slab("sill", FACADE + 0.2, FACADE + 0.42, y + m - 0.08, y + m + 1.68, floor - 0.1, floor, frame)
                slab("post", FACADE + 0.22, FACADE + 0.36, y + m + 0.77, y + m + 0.83, floor, floor + 1.5, frame)
            if rng.random() < 0.7:
                slab("unit", FACADE - 0.1, FACADE + 0.35, y + 2.35, y + 3.05, floor - 0.5, floor + 0.1, unit)
        y += width
        k += 1


def post(x, y, height, radius, mat, z=0.14):
    bpy.ops.mesh.primitive_cylinder_add(vertices=20, radius=radius, depth=height, location=(x, y, z + height / 2))
    bpy.context.object.data.materials.append(mat)
    return bpy.context.object


def sign(x, y, metal):
    """No stopping: a blue disc with a red ring and two red bars, facing the traffic."""
    post(x, y, 2.75, 0.035, metal)
    blue, red = material("sign blue", (0.01, 0.05, 0.42), roughness=0.4), material("sign red", (0.55, 0.008, 0.012), roughness=0.4)
    turn = (math.pi / 2, 0, 0)
    for radius, offset, mat in ((0.36, 0.0, red), (0.285, -0.012, blue)):
        bpy.ops.mesh.primitive_cylinder_add(vertices=40, radius=radius, depth=0.02, location=(x, y - 0.05 + offset, 2.55), rotation=turn)
        bpy.context.object.data.materials.append(mat)
    for angle in (math.pi / 4, -math.pi / 4):
        box("bar", (0.075, 0.012, 0.60), (x, y - 0.078, 2.55), red, None, rotation=(0, angle, 0))
    board = material("sign board", (0.75, 0.75, 0.75), roughness=0.4)
    box("below", (0.62, 0.02, 0.34), (x, y - 0.05, 1.98), board, None)
    text("严禁停车", 0.145, (x, y - 0.065, 1.98), (math.pi / 2, 0, 0), red)


def tree_mesh():
    addon_utils.enable("add_curve_sapling")
    bpy.ops.curve.tree_add(
        do_update=True, seed=11, levels=3, length=(1.0, 0.42, 0.45, 0.45), branches=(0, 34, 16, 1), curveRes=(8, 5, 4, 1),
        scale=5.2, scaleV=0.3, baseSize=0.40, ratio=0.022, shape="4", bevel=True, bevelRes=2, resU=2, downAngle=(90, 58, 45, 45),
        curve=(0, -20, -20, 0), curveV=(20, 50, 75, 0), showLeaves=True, leaves=34, leafScale=0.24, leafScaleX=0.55, leafShape="hex",
        leafDist="6")
    tree = next(o for o in bpy.context.scene.objects if o.name.startswith("tree"))
    leaves = next(o for o in bpy.context.scene.objects if o.name.startswith("leaves"))
    bark = plain("bark", (0.10, 0.075, 0.055), 0.3, 9, 0.95)
    tree.data.materials.clear()
    tree.data.materials.append(bark)
    green = material("leaf", (0.055, 0.115, 0.022), roughness=0.55, specular=0.3)
    n = Nodes(green)
    shade = n.add("ShaderNodeObjectInfo")
    n.colour(n.ramp(n.noise(1.1, 3), (0.32, (0.030, 0.075, 0.014)), (0.70, (0.095, 0.165, 0.030))))
    n.bsdf.inputs["Transmission"].default_value = 0.0
    leaves.data.materials.clear()
    leaves.data.materials.append(green)
    return tree, leaves


def trees():
    tree, leaves = tree_mesh()
    rng = random.Random(3)
    spots = [(7.35, y) for y in (-6.0, 3.2, 23.8, 33.0, 42.5, 52.0, 61.0, 71.0)] + [(-5.6, y) for y in (27.0, 37.0, 47.0, 57.0, 68.0)]
    soil = plain("soil", (0.075, 0.055, 0.038), 0.25, 14, 1.0)
    for k, (x, y) in enumerate(spots):
        slab("pit", x - 0.6, x + 0.6, y - 0.6, y + 0.6, 0, 0.155, soil)
        turn, size = rng.uniform(0, 6.28), rng.uniform(0.92, 1.1)
        for part in (tree, leaves):
            one = part if k == 0 else part.copy()
            if k:
                bpy.context.scene.collection.objects.link(one)
            if part is leaves and one.parent is not None:
                one.parent = None
            one.location, one.rotation_euler, one.scale = (x, y, 0.14), (0, 0, turn), (size, size, size)


def furniture():
    metal = plain("metal", (0.42, 0.43, 0.44), 0.08, 5, 0.4)
    dark = plain("dark metal", (0.06, 0.065, 0.07), 0.1, 5, 0.45)
    sign(6.75, 6.6, metal)
    sign(6.75, 19.8, metal)
    for y in (-1.9, -0.9, 0.1, 1.1, 2.1):  # bollards at the crossing
        post(6.45, y, 0.85, 0.06, dark)
        post(-4.2, y, 0.85, 0.06, dark)
    for y in (11.5, 38.0):  # street lamps
        lamp = post(6.95, y, 8.0, 0.085, metal)
        box("arm", (2.2, 0.09, 0.09), (5.95, y, 8.05), metal, None)
        box("head", (0.8, 0.25, 0.10), (5.1, y, 8.02), dark, None)
    green = plain("bin", (0.05, 0.16, 0.09), 0.1, 5, 0.5)
    bin_body = box("bin", (0.45, 0.75, 0.9), (7.3, 9.4, 0.6), green, None, bevel=0.05)
    box("bin lid", (0.5, 0.8, 0.08), (7.3, 9.4, 1.07), dark, None, bevel=0.02)
    stone = plain("planter", (0.34, 0.32, 0.30), 0.12, 3)
    hedge = material("hedge", (0.04, 0.10, 0.02), roughness=0.8)
    n = Nodes(hedge)
    n.colour(n.ramp(n.noise(14, 4, 0.8), (0.35, (0.012, 0.035, 0.006)), (0.68, (0.075, 0.15, 0.028))))
    n.bump(n.noise(12, 4, 0.8), 1.0, 0.12)
    for y in (13.2, 16.4):
        box("planter", (0.75, 2.2, 0.55), (7.2, y, 0.40), stone, None, bevel=0.03)
        bush = box("bush", (0.66, 2.1, 0.42), (7.2, y, 0.84), hedge, None, bevel=0.12)
        rough = bush.modifiers.new("many", "SUBSURF")
        rough.subdivision_type, rough.levels, rough.render_levels = "SIMPLE", 5, 5
        push = bush.modifiers.new("push", "DISPLACE")
        push.texture = bpy.data.textures.new("clouds", "CLOUDS")
        push.texture.noise_scale, push.strength = 0.16, 0.22


def light(scene):
    world = bpy.data.worlds.new("sky")
    scene.world = world
    world.use_nodes = True
    sky = world.node_tree.nodes.new("ShaderNodeTexSky")
    sky.sky_type = "NISHITA"
    sky.sun_disc = False
    sky.sun_elevation, sky.sun_rotation = SUN_ELEVATION, SUN_AZIMUTH
    sky.dust_density, sky.air_density, sky.ozone_density = 3.5, 1.2, 1.0
    world.node_tree.links.new(sky.outputs[0], world.node_tree.nodes["Background"].inputs[0])
    world.node_tree.nodes["Background"].inputs[1].default_value = 0.17
    sun = bpy.data.objects.new("sun", bpy.data.lights.new("sun", "SUN"))
    scene.collection.objects.link(sun)
    sun.data.energy, sun.data.angle, sun.data.color = 2.3, math.radians(2.2), (1.0, 0.94, 0.86)
    sun.rotation_euler = sun_direction().to_track_quat("-Z", "Y").to_euler()


def sun_direction():
    """The way sunlight travels."""
    flat = math.cos(SUN_ELEVATION)
    return Vector((-flat * math.sin(SUN_AZIMUTH), -flat * math.cos(SUN_AZIMUTH), -math.sin(SUN_ELEVATION)))


CAMERA_AT, CAMERA_TO, CAMERA_ANGLE = Vector((-6.6, -12.5, 8.2)), Vector((2.9, 8.8, 0.0)), math.radians(50)


def camera(scene):
    made = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(made)
    made.location = CAMERA_AT
    made.rotation_euler = (CAMERA_TO - CAMERA_AT).to_track_quat("-Z", "Y").to_euler()
    made.data.angle = CAMERA_ANGLE
    made.data.clip_end = 400
    scene.camera = made
    return made


def build(scene):
    road()
    footways()
    facades()
    trees()
    furniture()
    light(scene)
    camera(scene)
