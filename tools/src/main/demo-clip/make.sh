#!/bin/sh
# Makes the demo clip again: sh make.sh WORK_DIR. Needs Blender 3.4, ffmpeg, python3 with numpy and Pillow, Noto Sans CJK.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mkdir -p "$1" && cd "$1" && pwd)
blender -b -P "$here/render.py" -- build "$work"
blender -b "$work/street.blend" -P "$here/render.py" -- background "$work" "${BACKGROUND_SAMPLES:-12}" 0
blender -b "$work/street.blend" -P "$here/render.py" -- poses "$work" "${POSE_SAMPLES:-9}"
/usr/bin/python3 "$here/compose.py" "$work" "$here/../resources/demo"
