"""Pictures from anywhere become plain pixels: upright, without hidden data (place, device), no larger than needed."""

import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


class NoPicture(ValueError):
    """Neither PNG nor JPEG, broken, or a bomb: a small file that unpacks to more dots than any camera has."""


def opened(content: bytes) -> "Image":
    """Upright and unpacked, RGBA."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
                upright = ImageOps.exif_transpose(picture)
                return upright.convert("RGBA")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        MemoryError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ) as error:
        raise NoPicture from error


def on_white(pixels: "Image", longest: int) -> "Image":
    """On paper nothing is transparent; scaled down, never up, to so many dots along the longer side."""
    from PIL import Image

    pixels.thumbnail((longest, longest))
    plain = Image.new("RGB", pixels.size, "white")
    plain.paste(pixels, mask=pixels.getchannel("A"))
    return plain


def written(picture: "Image", kind: str, **how: int | bool) -> bytes:
    """`kind` is PNG or JPEG."""
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
