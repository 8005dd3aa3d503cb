#!/usr/bin/env python3
"""Makes the bundled fonts from the unpacked packages named in README.md.

Usage: make_fonts.py INTER SERIF PHOSPHOR   (the three unpacked package folders)
"""
import copy
import json
import pathlib
import re
import shutil
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
ICONS = HERE.parent / "src" / "ui" / "icons.rs"

# What Inter keeps: European scripts, punctuation, currency, numbers, arrows, maths, shapes.
REPERTOIRE = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0259, 0x0259), (0x0292, 0x0292), (0x02B0, 0x02FF),
    (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
    (0x2000, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x23FF),
    (0x25A0, 0x25FF), (0x2600, 0x27BF), (0xFFFD, 0xFFFD),
]
# Characters that take no room; unmapped they would show as boxes in the window.
INVISIBLE = [0x00AD, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060,
             *range(0x2066, 0x206A), 0xFEFF]
DIGITS = "zero one two three four five six seven eight nine".split()


def subset_to(font, unicodes, features):
    options = subset.Options()
    options.layout_features = features
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["DSIG"] if features else ["DSIG", "GSUB"]
    tool = subset.Subsetter(options)
    tool.populate(unicodes=unicodes)
    tool.subset(font)


def remap(font, mapping):
    """Points code points at other glyphs, in every Unicode table able to hold them."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(mapping)


def rename(font, family, style):
    full, ps = f"{family} {style}", f"{family.replace(' ', '')}-{style}"
    plain = style == "Regular"
    names = {1: family if plain else full, 2: "Regular", 3: f"{ps};Octavo", 4: full, 6: ps,
             16: None if plain else family, 17: None if plain else style, 25: None}
    for key, value in names.items():
        font["name"].removeNames(nameID=key)
        if value:
            font["name"].setName(value, key, 3, 1, 0x409)


def inter(folder, style):
    """Inter with tabular figures in place of the proportional ones."""
    font = TTFont(folder / "web" / f"Inter-{style}.woff2", recalcTimestamp=False)
    font.flavor = None
    # Figures only: `tnum` would also set hyphen, space, brackets and signs to figure widths.
    remap(font, {ord("0") + n: f"{name}.tf" for n, name in enumerate(DIGITS)})
    cmap = font.getBestCmap()
    # The no-break hyphen as wide as the hyphen, yet a glyph of its own: a PDF can tell them apart.
    hyphen, no_break = cmap[0x2D], cmap[0x2011]
    font["glyf"][no_break] = copy.deepcopy(font["glyf"][hyphen])
    font["hmtx"][no_break] = font["hmtx"][hyphen]
    remap(font, {code: cmap[0x200B] for code in INVISIBLE})
    wanted = [c for a, b in REPERTOIRE for c in range(a, b + 1)] + INVISIBLE
    subset_to(font, wanted, ["kern", "mark", "mkmk", "ccmp", "locl"])
    rename(font, "Inter Tab", style)
    font.save(HERE / f"Inter-{style}.ttf")


def phosphor(folder, weight, out, wanted):
    """Phosphor cut down to `wanted`: icon name -> code point it gets."""
    source = next((folder / "src" / weight).glob("*.ttf"))
    selection = json.loads((folder / "src" / weight / "selection.json").read_text())
    codes = {name.strip(): icon["properties"]["code"] for icon in selection["icons"]
             for name in icon["properties"]["name"].split(",")}
    suffix = "" if weight == "regular" else f"-{weight}"
    font = TTFont(source, recalcTimestamp=False)
    old = {name: codes[name + suffix] for name in wanted}
    subset_to(font, old.values(), [])
    glyphs = font.getBestCmap()
    new = {wanted[name]: glyphs[code] for name, code in old.items()}
    assert len(new) == len(wanted), "two icons share a code point"
    for table in font["cmap"].tables:
        table.cmap = dict(new)
    # The source claims that every outline starts at 0; left so, icons would lose their left margin.
    for glyph in new.values():
        font["glyf"][glyph].recalcBounds(font["glyf"])
        font["hmtx"][glyph] = (font["hmtx"][glyph][0], font["glyf"][glyph].xMin)
    font.save(HERE / out)


def main():
    inter_dir, serif_dir, phosphor_dir = map(pathlib.Path, sys.argv[1:4])
    for style in ("Regular", "Medium", "SemiBold"):
        inter(inter_dir, style)
    # Unchanged: "Source" is a reserved font name, so a changed font would need another one.
    for theirs, ours in (("Regular", "Regular"), ("It", "Italic"), ("Semibold", "SemiBold")):
        shutil.copyfile(serif_dir / "TTF" / f"SourceSerif4-{theirs}.ttf",
                        HERE / f"SourceSerif4-{ours}.ttf")
    consts = re.findall(r'pub const (\w+): &str = "\\u\{(\w+)\}";', ICONS.read_text())
    icons = {name.lower().replace("_", "-"): int(code, 16) for name, code in consts}
    fill = {name.removesuffix("-fill"): c for name, c in icons.items() if name.endswith("-fill")}
    regular = {name: c for name, c in icons.items() if not name.endswith("-fill")}
    assert len(set(icons.values())) == len(icons), "two icons share a code point"
    phosphor(phosphor_dir, "regular", "Phosphor.ttf", regular)
    phosphor(phosphor_dir, "fill", "Phosphor-Fill.ttf", fill)


main()
