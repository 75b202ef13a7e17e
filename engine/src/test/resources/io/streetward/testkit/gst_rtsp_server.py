"""GStreamer's RTSP server over video files, for tests: gst_rtsp_server.py PORT NAME=FILE...

Serves each file, looped in real time and never re-encoded, as rtsp://127.0.0.1:PORT/NAME. PORT 0 takes a
free one. Prints "PORT <n>" when it listens and one "MEDIA <name> ..." or "LOOP <name> <n>" line as things
happen. STREETWARD_GST_USER and STREETWARD_GST_PASSWORD in the environment ask for digest authentication.
Ends when standard input ends, so that it never outlives the test that started it.
"""

import os
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtsp, GstRtspServer  # noqa: E402,F401

PAYLOADERS = {
    "video/x-h264": "h264parse config-interval=-1 ! rtph264pay config-interval=-1",
    "video/x-h265": "h265parse config-interval=-1 ! rtph265pay config-interval=-1",
}


def say(line):
    print(line, flush=True)


class Clip:
    """The access units of one file, in decode order, with times in ns from the first one's decode time."""

    def __init__(self, path):
        self.units = []
        pipeline = Gst.parse_launch("filesrc name=file ! parsebin name=parse")
        pipeline.get_by_name("file").set_property("location", path)
        self._sink = None
        pipeline.get_by_name("parse").connect("pad-added", self._on_pad, pipeline)
        pipeline.set_state(Gst.State.PLAYING)
        try:
            self._read(path, pipeline)
        finally:
            pipeline.set_state(Gst.State.NULL)
        if not self.units:
            raise SystemExit(f"{path}: no H.264 or H.265 access units with times in it")
        self._rebase()

    def _on_pad(self, _parse, pad, pipeline):
        # A pad may not have settled its caps yet, but what it can produce names its codec.
        media = pad.query_caps(None).get_structure(0).get_name()
        if media not in PAYLOADERS or self._sink is not None:
            branch = Gst.parse_bin_from_description("fakesink sync=false async=false", True)
        else:
            self.media = media
            self.caps = f"{media},stream-format=byte-stream,alignment=au"
            parser = PAYLOADERS[media].split()[0]
            branch = Gst.parse_bin_from_description(
                f"{parser} ! {self.caps} ! appsink name=units sync=false async=false max-buffers=64", True)
            self._sink = branch.get_by_name("units")
        pipeline.add(branch)
        pad.link(branch.get_static_pad("sink"))
        branch.sync_state_with_parent()

    def _read(self, path, pipeline):
        bus = pipeline.get_bus()
        while True:
            sample = self._sink.emit("try-pull-sample", 100 * Gst.MSECOND) if self._sink else None
            if sample is not None:
                self._add(sample.get_buffer())
                continue
            wait = 0 if self._sink else 100 * Gst.MSECOND
            message = bus.timed_pop_filtered(wait, Gst.MessageType.ERROR | Gst.MessageType.EOS)
            if message is not None and message.type == Gst.MessageType.ERROR:
                error, detail = message.parse_error()
                raise SystemExit(f"{path}: {error.message} ({detail})")
            if message is not None or (self._sink and self._sink.get_property("eos")):
                return

    def _add(self, buffer):
        if buffer.pts == Gst.CLOCK_TIME_NONE:
            return
        dts = buffer.pts if buffer.dts == Gst.CLOCK_TIME_NONE else buffer.dts
        delta = bool(buffer.get_flags() & Gst.BufferFlags.DELTA_UNIT)
        self.units.append((buffer.extract_dup(0, buffer.get_size()), buffer.pts, dts, delta))

    def _rebase(self):
        first = self.units[0][2]
        self.units = [(data, pts - first, dts - first, delta) for data, pts, dts, delta in self.units]
        last = self.units[-1][2]
        # One mean frame time after the last frame, so that the seam looks like any other frame.
        self.duration = last + (last // (len(self.units) - 1) if len(self.units) > 1 else 40 * Gst.MSECOND)


class Feeder(threading.Thread):
    """Pushes a clip round and round into one media's appsrc, on an absolute schedule."""

    def __init__(self, name, clip, source):
        super().__init__(name=f"feed-{name}", daemon=True)
        self.label, self.clip, self.source = name, clip, source
        self.stopped = threading.Event()

    def run(self):
        # Times on the wire are running times: wait for the live pipeline to have one.
        while self.source.get_state(100 * Gst.MSECOND)[1] != Gst.State.PLAYING:
            if self.stopped.wait(0.01):
                return
        base = self.source.get_current_running_time()
        started = time.monotonic_ns()
        offset = 0
        for loop in range(sys.maxsize):
            for data, pts, dts, delta in self.clip.units:
                due = started + offset + dts
                while (ahead := due - time.monotonic_ns()) > 0:
                    if self.stopped.wait(ahead / 1e9):
                        return
                buffer = Gst.Buffer.new_wrapped(data)
                buffer.pts, buffer.dts = base + offset + pts, base + offset + dts
                if delta:
                    buffer.set_flags(Gst.BufferFlags.DELTA_UNIT)
                if self.source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                    return
            offset += self.clip.duration
            say(f"LOOP {self.label} {loop + 1}")


class LoopFactory(GstRtspServer.RTSPMediaFactory):
    """One shared media per mount point: every client sees the same live picture, as with a real camera."""

    def __init__(self, name, clip):
        super().__init__()
        self.label, self.clip = name, clip
        self.set_shared(True)
        self.set_launch(
            f'( appsrc name=source is-live=true format=time block=false max-bytes=0 caps="{clip.caps}"'
            f" ! {PAYLOADERS[clip.media]} name=pay0 pt=96 )")
        self.connect("media-configure", self._on_media)

    def _on_media(self, _factory, media):
        feeder = Feeder(self.label, self.clip, media.get_element().get_by_name("source"))
        media.connect("unprepared", lambda _media: feeder.stopped.set())
        say(f"MEDIA {self.label} {self.clip.media} {len(self.clip.units)} units")
        feeder.start()


def require_digest(server, factories, user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    for factory in factories:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_role("viewer")
        permissions.add_permission_for_role("viewer", "media.factory.access", True)
        permissions.add_permission_for_role("viewer", "media.factory.construct", True)
        factory.set_permissions(permissions)


def main():
    # First of all, so that not even a file that takes for ever to read keeps this process alive.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    Gst.init(None)
    port, mounts = sys.argv[1], [argument.split("=", 1) for argument in sys.argv[2:]]
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    factories = []
    for name, path in mounts:
        factory = LoopFactory(name, Clip(path))
        server.get_mount_points().add_factory("/" + name, factory)
        factories.append(factory)
    user = os.environ.get("STREETWARD_GST_USER")
    if user is not None:
        require_digest(server, factories, user, os.environ.get("STREETWARD_GST_PASSWORD", ""))
    if server.attach(None) == 0:
        raise SystemExit(f"port {port}: cannot listen on 127.0.0.1")
    # Sessions of clients that went away without a word are only swept when someone asks for it.
    GLib.timeout_add_seconds(2, lambda: server.get_session_pool().cleanup() >= 0)
    say(f"PORT {server.get_bound_port()}")
    GLib.MainLoop().run()


main()
