"""What a generator made of the journal, so that nobody is faster by doing less.

Compared are, one by one: the posts with their headings, words, links, code and contents; the entries of every page of
every list; the entries of every feed with their words and code; and the addresses in the sitemap. What one generator
adds by itself, such as an archive or a second format of feeds, is counted and shown, and does not count for it."""

import html.parser
import pathlib
import re
import urllib.parse
import xml.etree.ElementTree

VOID = ("meta", "link", "br", "hr", "img", "input", "wbr")


class Page(html.parser.HTMLParser):
    """The substance of the `<article>` of a page, and where its `<main>` leads to."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.links, self.words, self.contents, self.entries, self.neighbours = [], [], [], [], [], []
        self.code, self.colours = [], 0
        self._open, self._heading, self._contents = [], None, None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in VOID:
            return
        self._open.append(tag)
        attributes = dict(attrs)
        if tag == "a":
            self._anchor(attributes.get("href", ""))
        if tag == "span" and "pre" in self._open and "class" in attributes:
            self.colours += 1
        if re.fullmatch("h[2-6]", tag) and "article" in self._open:
            self._heading = ""

    def _anchor(self, target):
        """The path is what counts: whether an address is absolute is up to the generator."""
        path = urllib.parse.urlsplit(target).path
        if "article" in self._open:
            if "nav" in self._open:
                self._contents = ""
            elif target.startswith("https://example.org/"):
                self.links.append(target)
        elif "main" in self._open and path.startswith("/posts/") and "/page/" not in path:
            (self.entries if "li" in self._open else self.neighbours).append(path)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass
        if re.fullmatch("h[2-6]", tag) and self._heading is not None:
            # Some put a mark behind a heading that links to it.
            self.headings.append(re.sub(r"[\s#\u00b6]+$", "", self._heading.strip()))
            self._heading = None
        if tag == "a" and self._contents is not None:
            self.contents.append(self._contents.strip())
            self._contents = None

    def handle_data(self, data):
        if "article" not in self._open:
            return
        if self._contents is not None:
            self._contents += data
        elif "pre" in self._open:
            self.code.append(data)
        elif self._heading is not None:
            self._heading += data
        elif any(tag in self._open for tag in ("p", "li", "td", "th")):
            self.words.append(data)

    def substance(self):
        """What must be the same whoever made it. Names of tags are capitalised by some, so case does not count."""
        code = "".join("".join(self.code).split())
        return {
            "headings": self.headings,
            "words": "".join(self.words).lower().split(),
            "links": self.links,
            "code": code,
            "contents": self.contents,
            "is coloured": bool(self.colours) == bool(code),
        }


def of(site):
    """Returns `(made, totals)`: everything that is compared by its name, and counts for the reader."""
    site = pathlib.Path(site)
    made, totals = {}, {}
    made |= posts(site, totals)
    made |= lists(site, totals)
    made |= feeds(site, totals)
    made["sitemap"] = sitemap(site, totals)
    files = [path for path in site.rglob("*") if path.is_file()]
    totals["HTML files"] = sum(path.suffix == ".html" for path in files)
    totals["other files"] = len(files) - totals["HTML files"]
    return made, totals


def posts(site, totals):
    made = {}
    for path in sorted((site / "posts").glob("*/index.html")):
        if path.parent.name != "page":
            page = Page(path.read_text(encoding="utf-8"))
            made[f"post {path.parent.name}"] = page.substance() | {"neighbours": sorted(page.neighbours)}
    totals["posts"] = len(made)
    return made


def lists(site, totals):
    """Every page of every list, but for the page 1 that some make as a redirect."""
    found = [site / "index.html", site / "posts/index.html", *site.glob("posts/page/*/index.html")]
    found += [*site.glob("tags/*/index.html"), *site.glob("tags/*/page/*/index.html")]
    made = {}
    for path in found:
        name = path.parent.relative_to(site).as_posix()
        if not name.endswith("/page/1"):
            made[f"list {name}"] = {"entries": Page(path.read_text(encoding="utf-8")).entries}
    totals["pages of lists"] = len(made)
    totals["entries of lists"] = sum(len(one["entries"]) for one in made.values())
    return made


def feeds(site, totals):
    """The feed of every tag, with the whole text; where there are two formats, that in XML."""
    made, formats = {}, 0
    for path in sorted(path for path in site.glob("tags/*/*.*") if path.suffix in (".xml", ".json")):
        formats += 1
        if path.suffix == ".xml":
            made[f"feed {path.parent.name}"] = {"entries": entries(path)}
    totals["feeds of tags"] = len(made)
    totals["entries of the feeds"] = sum(len(feed["entries"]) for feed in made.values())
    totals["feeds in a second format"] = formats - len(made)
    return made


def entries(feed):
    """Returns of each entry where it leads, its title, and the substance of its text."""
    found = []
    for entry in xml.etree.ElementTree.parse(feed).getroot().iter():
        if local(entry) in ("entry", "item"):
            parts = {local(part): part for part in entry}
            link = parts["link"].get("href") or parts["link"].text
            text = parts.get("content", parts.get("description"))
            page = Page(f"<article>{'' if text is None else text.text}</article>").substance()
            path = urllib.parse.urlsplit(link).path
            found.append((path, parts["title"].text, page["headings"], page["words"], page["links"], page["code"]))
    return found


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def sitemap(site, totals):
    """Returns the addresses of the posts, the tags, the lists and the front page. Some list the further pages of lists too,
    and pages that only they have: those are counted."""
    nodes = xml.etree.ElementTree.parse(site / "sitemap.xml").getroot().iter()
    paths = [urllib.parse.urlsplit(node.text).path for node in nodes if local(node) == "loc"]
    first = {path for path in paths if not re.search(r"/page/\d+/$", path)}
    common = {path for path in first if path == "/" or path.startswith(("/posts/", "/tags/"))}
    totals["addresses in the sitemap"] = len(common)
    totals["more pages of lists there"] = len(paths) - len(first)
    totals["other pages there"] = len(first - common)
    return {"addresses": sorted(common)}


def differences(left, right):
    """Returns what is not the same: its name, with what differs."""
    found = []
    for name in sorted(left.keys() | right.keys()):
        one, other = left.get(name), right.get(name)
        if one is None or other is None:
            found.append((name, "missing"))
        else:
            found += [(name, key) for key in one if one[key] != other[key]]
    return found
