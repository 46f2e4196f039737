"""The profile of a press: what its inks look like on its paper (ICC.1, 7.2).

A PDF/X-4 carries the one it was made for (ISO 15930-7, 6.2).
"""

from dataclasses import dataclass
from io import BytesIO

from octavo.model.galley import Galley

_CLASSES = {
    "scnr": "a scanner",
    "mntr": "a screen",
    "link": "a way between two devices",
    "spac": "a space of colours",
    "abst": "an effect",
    "nmcl": "named colours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile of a press that prints in cyan, magenta, yellow and black."""

    name: str
    data: bytes


def press_profile(galley: Galley) -> Profile | str | None:
    """The profile that a galley's values name, why it is none, None without a name."""
    name = profile_name(galley)
    if not name:
        return None
    for asset in galley.assets:
        if asset.name == name:
            return profile(asset.read())
    return "there is no such file in the [styles] folder"


def profile_name(galley: Galley) -> str:
    """The file that the values of a galley name as a press's profile."""
    return dict(galley.values).get("profile", "").removeprefix("octavo:")


def profile(data: bytes) -> Profile | str:
    """What a file holds, or why it is not the profile of such a press."""
    from PIL import ImageCms

    try:
        found = ImageCms.ImageCmsProfile(BytesIO(data)).profile
        device, space = found.device_class, found.xcolor_space.strip()
        name = " ".join((found.profile_description or "").split())
    except (OSError, ValueError):
        return "it is no ICC profile"
    # The engine of colours reads as far as it can.
    if int.from_bytes(data[:4], "big") != len(data):
        return "it is cut short, or goes on behind its end"
    if device != "prtr":
        return f"it is that of {_CLASSES.get(device, 'another device')}"
    if space != "CMYK":
        return f"it is for {space}, and a press prints in CMYK"
    return Profile(name=name, data=data) if name else "it does not say what it is of"
