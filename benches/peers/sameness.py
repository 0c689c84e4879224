"""What a generator made of the journal, so that nobody is faster by doing less: the posts with their headings, code
and links, the lists, and the entries of the feeds."""

import html.parser
import pathlib
import re
import xml.etree.ElementTree


class Post(html.parser.HTMLParser):
    """Headings, links, words and code of one page's `<article>`; marked-up characters, to see that code is coloured."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.links, self.words, self.code, self.colours, self.contents = [], 0, 0, "", 0, 0
        self._open, self._heading = [], None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("meta", "link", "br", "hr", "img", "input", "wbr"):
            return
        self._open.append(tag)
        if tag == "a" and "article" in self._open:
            target = dict(attrs).get("href", "")
            if "nav" in self._open:
                self.contents += 1
            elif target.startswith("https://example.org/"):
                self.links += 1
        if tag == "span" and "pre" in self._open and "class" in dict(attrs):
            self.colours += 1
        if re.fullmatch("h[2-6]", tag) and "article" in self._open:
            self._heading = ""

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass
        if re.fullmatch("h[2-6]", tag) and self._heading is not None:
            self.headings.append(re.sub(r"[\s#\u00b6]+$", "", self._heading.strip()))
            self._heading = None

    def handle_data(self, data):
        if "article" not in self._open:
            return
        if "pre" in self._open:
            self.code += data
        elif self._heading is not None:
            self._heading += data
        elif "p" in self._open or "li" in self._open:
            self.words += len(data.split())

    def substance(self):
        """What must be the same whoever made it; figures that a generator may write in another way are rounded."""
        return {
            "headings": self.headings,
            "links": self.links,
            "code": re.sub(r"\s+", "", self.code),
            "contents": self.contents,
            "is coloured": bool(self.colours) == bool(self.code),
        }


def of(site):
    """Returns `(posts, totals)`: the substance of every post by its slug, and counts for the table."""
    site = pathlib.Path(site)
    posts = {}
    for page in sorted((site / "posts").glob("*/index.html")):
        if page.parent.name != "page":
            posts[page.parent.name] = Post(page.read_text(encoding="utf-8")).substance()
    lists = len(list((site / "posts").glob("page/*/index.html"))) + 1
    tags = [folder for folder in (site / "tags").iterdir() if folder.is_dir() and folder.name != "page"]
    feeds = [found for tag in tags for found in tag.glob("*.xml")]
    return posts, {
        "posts": len(posts),
        "pages of the list": lists,
        "tags": len(tags),
        "feeds of tags": len({feed.parent for feed in feeds}),
        "entries of the feeds": sum(entries(feed) for feed in {feed.parent: feed for feed in feeds}.values()),
        "addresses in the sitemap": (site / "sitemap.xml").read_text(encoding="utf-8").count("<loc>"),
    }


def entries(feed):
    root = xml.etree.ElementTree.parse(feed).getroot()
    return sum(1 for node in root.iter() if node.tag.rsplit("}", 1)[-1] in ("entry", "item"))


def differences(left, right):
    """Returns the slugs of the posts that are not the same, with what differs."""
    found = []
    for slug in sorted(left.keys() | right.keys()):
        one, other = left.get(slug), right.get(slug)
        if one is None or other is None:
            found.append((slug, "missing"))
        else:
            found += [(slug, key) for key in one if one[key] != other[key]]
    return found
