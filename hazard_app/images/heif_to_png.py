"""A small program: HEIC in, PNG out. A damaged HEIC can crash libheif, which must not take a server with it.

stdin: a HEIC. Arguments: the longest side and the most pixels allowed. stdout: a PNG with EXIF and ICC profile,
or the words `too many pixels`; nothing if it cannot be decoded. Run as a file, so that the app is not imported.
"""

import io
import resource
import sys

import pi_heif
from PIL import Image

MEMORY_BYTES, CPU_SECONDS = 2 << 30, 30


def png_of(content: bytes, max_side: int, most_pixels: int) -> bytes:
    Image.MAX_IMAGE_PIXELS = None  # ours below is stricter and does not only warn
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    image = Image.open(io.BytesIO(content), formats=["HEIF"])
    if image.width * image.height > most_pixels:
        return b"too many pixels"
    kept = {name: image.info[name] for name in ("exif", "icc_profile") if image.info.get(name)}
    image.thumbnail((max_side, max_side), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=0, **kept)
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(png_of(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])))
