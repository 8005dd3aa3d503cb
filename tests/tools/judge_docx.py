#!/usr/bin/env python3
"""Holds the Word files of a folder against the PDFs of the same documents.

    judge_docx.py DOCX_FOLDER PDF_FOLDER

LibreOffice lays out each Word file and writes it as a tagged PDF; what both PDFs say about their structure has to
agree: the headings, the number of tables, and every passage of text. Needs soffice and pdfinfo.
"""

import collections
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands for a picture of the PDF, and what only puts things side by side.
PICTURES = {"OctavoFigure", "OctavoCounts"}
SIDES = {"OctavoFacts", "OctavoSides"}
ELEMENT = re.compile(r"^( *)([A-Za-z][A-Za-z0-9]*)(?: \((?:block|inline)\))?:?$")


class Node:
    def __init__(self, name):
        self.name, self.children, self.words = name, [], ""

    def all(self):
        yield self
        for child in self.children:
            yield from child.all()

    def text(self):
        return self.words + "".join(child.text() for child in self.children)


def structure(pdf):
    """The structure of a tagged PDF as a tree."""
    lines = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True, text=True).stdout
    root = Node("Root")
    open_nodes = [(-1, root)]
    for line in lines.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        while open_nodes[-1][0] >= indent:
            open_nodes.pop()
        holder = open_nodes[-1][1]
        if line.lstrip().startswith('"'):
            holder.children.append(Node("text"))
            holder.children[-1].words = line.strip().strip('"') + " "
        elif found := ELEMENT.match(line):
            node = Node(found.group(2))
            holder.children.append(node)
            open_nodes.append((indent, node))
    return root


def bare(text):
    """Letters and figures only: lines end elsewhere, and symbols are drawn in one and written in the other."""
    return "".join(c for c in text if c.isalnum() and c != "½")


def word_parts(docx):
    """Every part is XML, and Word's own rules for the text are kept that no schema is needed for."""
    problems = []
    with zipfile.ZipFile(docx) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, content in parts.items():
        try:
            xml.fromstring(content)
        except xml.ParseError as error:
            problems.append(f"{name} is not XML: {error}")
    body = xml.fromstring(parts["word/document.xml"])
    for cell in body.iter(W + "tc"):
        if cell[-1].tag != W + "p":
            problems.append("a cell does not end with a paragraph")
    names = [start.get(W + "name") for start in body.iter(W + "bookmarkStart")]
    ids = [start.get(W + "id") for start in body.iter(W + "bookmarkStart")]
    if len(set(names)) != len(names) or len(set(ids)) != len(ids):
        problems.append("two bookmarks have one name or one id")
    lost = {link.get(W + "anchor") for link in body.iter(W + "hyperlink")} - set(names)
    if lost:
        problems.append(f"links lead nowhere: {sorted(lost)}")
    defined = {style.get(W + "styleId") for style in xml.fromstring(parts["word/styles.xml"]).iter(W + "style")}
    used = {e.get(W + "val") for kind in ("pStyle", "rStyle", "tblStyle") for e in body.iter(W + kind)}
    if used - defined:
        problems.append(f"styles without a definition: {sorted(used - defined)}")
    if "updateFields" in parts["word/settings.xml"].decode():
        problems.append("Word would ask whether to update fields")
    styles = [table.find(f"{W}tblPr/{W}tblStyle").get(W + "val") for table in body.iter(W + "tbl")]
    return styles, problems


def passages(root, styles):
    """The passages of text, without those that stand for a picture or for the contents."""
    kinds = ("text", "Span", "Link", "Reference")
    own = (c for c in elements(root, styles) if any(child.name in kinds for child in c.children))
    found = ("".join(child.text() for child in node.children if child.name in kinds) for node in own)
    return [passage for passage in found if bare(passage)]


def lines(root, styles):
    """The same line by line, and apart what a tab parts."""
    found = (child.words for node in elements(root, styles) for child in node.children if child.name == "text")
    return [line for line in found if bare(line)]


def elements(root, styles):
    """The elements that hold text which is no picture."""
    number = -1
    found = []

    def walk(node, is_list_after_picture=False):
        nonlocal number
        if node.name == "Table":
            number += 1
            if styles and styles[number] in PICTURES:
                return
        if node.name in ("Figure", "TOC") or is_list_after_picture:
            return
        found.append(node)
        before = None
        for child in node.children:
            walk(child, child.name == "L" and before == "Figure")
            before = child.name

    walk(root)
    return found


def missing(wanted, text):
    """Passages that the text has less often than they are wanted."""
    counted = collections.Counter(bare(passage) for passage in wanted)
    return [passage for passage, count in counted.items() if text.count(passage) < count]


def judge(docx, converted, pdf):
    styles, problems = word_parts(docx)
    ours, theirs = structure(pdf), structure(converted)
    level = re.compile(r"H[1-6]$")
    headings = [[bare(n.text()) for n in tree.all() if level.match(n.name)] for tree in (ours, theirs)]
    if headings[0] != headings[1]:
        problems.append(f"headings differ: {headings[0]} and {headings[1]}")
    tables = [sum(node.name == "Table" for node in tree.all()) for tree in (ours, theirs)]
    if tables[1] != len(styles):
        problems.append(f"{len(styles)} tables were written, LibreOffice sees {tables[1]}")
    of_text = sum(style not in PICTURES | SIDES for style in styles)
    if tables[0] != of_text:
        problems.append(f"the PDF has {tables[0]} tables, the Word file {of_text}")
    # The mark of a draft stands in Word's header, which is no part of the text.
    whole = [bare(ours.text()), bare(theirs.text() + header(docx))]
    # A bar of the PDF says "In place 24, Partial 9; 64 %": in Word these are the cells of a row.
    is_bar = re.compile(r"(.+\s\d+, )*.+\s\d+;")
    wanted = [passage for passage in passages(ours, None) if not is_bar.match(passage)]
    # Where the PDF has a dot, it reads out the column's title; Word shows the dot alone.
    heads = {bare(node.text()) for node in ours.all() if node.name == "TH"}
    spoken = list(dict.fromkeys(passage for passage in wanted if bare(passage) in heads))
    wanted = [passage for passage in wanted if bare(passage) not in heads] + spoken
    problems += [f"not in the Word file: {passage}" for passage in missing(wanted, whole[1])]
    described = bare(" ".join(e.get(W + "val", "") for e in descriptions(docx)))
    for line in sorted(set(lines(theirs, styles))):
        if bare(line) not in whole[0] + described and not is_legend(line, whole[0]):
            problems.append(f"only in the Word file: {line}")
    summary = f"{docx.name}: {len(headings[0])} headings, {of_text} tables, {len(wanted)} passages"
    return [summary + (", as in the PDF" if not problems else "")], problems


def descriptions(docx):
    with zipfile.ZipFile(docx) as package:
        return list(xml.fromstring(package.read("word/document.xml")).iter(W + "tblDescription"))


def header(docx):
    with zipfile.ZipFile(docx) as package:
        return "".join(xml.fromstring(package.read("word/header1.xml")).itertext())


def is_legend(passage, text):
    """The legend of a picture is one line in Word; in the PDF each of its words stands alone."""
    pieces = re.findall(r"\d+|[^\W\d]+", passage)
    figures = sum(piece.isdigit() for piece in pieces)
    return figures >= 4 and all(piece in text for piece in pieces)


def main():
    docx_folder, pdf_folder = map(pathlib.Path, sys.argv[1:3])
    files = sorted(docx_folder.glob("*.docx"))
    if not files:
        sys.exit(f"no Word file in {docx_folder}")
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        profile = f"-env:UserInstallation=file://{place}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", tagged, "--outdir", place, *map(str, files)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)

        def one(docx):
            converted = pathlib.Path(place) / f"{docx.stem}.pdf"
            if not converted.is_file():
                return [docx.name], ["LibreOffice did not open it"]
            return judge(docx, converted, pdf_folder / f"{docx.stem}.pdf")

        # pdfinfo takes its time over a long structure: the files are looked at side by side.
        with concurrent.futures.ThreadPoolExecutor() as workers:
            for summary, problems in workers.map(one, files):
                print(*summary, *(f"  {problem}" for problem in problems), sep="\n")
                bad += len(problems)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
