#!/usr/bin/env python3
"""Shows that the benches see what they are there to see: a fault is planted, one at a time, and each must be found."""

import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import growth
import hard
import instructions
import measuring
import sameness

PAGE = """<!doctype html><html><body><header><a href="/posts/">Posts</a></header><main><article><h1>One</h1>
<nav><ul><li><a href="#a">A heading</a></li></ul></nav><p>Some words and <a href="https://example.org/x/1">a link</a>.</p>
<h2 id="a">A heading <a href="#a">#</a></h2><pre><code><span class="k">let</span> x = 1;</code></pre>
<ul><li>first</li></ul></article><a href="/posts/two/">Two</a></main></body></html>"""
LIST = """<html><body><main><ul><li><a href="/posts/one/">One</a></li><li><a href="/posts/two/">Two</a></li></ul></main></body></html>"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="https://peers.example/posts/one/"/>
<content type="html">&lt;p&gt;Some words.&lt;/p&gt;&lt;pre&gt;code&lt;/pre&gt;</content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://peers.example/</loc></url>
<url><loc>https://peers.example/posts/one/</loc></url></urlset>"""

FILES = {
    "index.html": LIST,
    "posts/index.html": LIST,
    "posts/page/2/index.html": LIST,
    "posts/one/index.html": PAGE,
    "tags/t/index.html": LIST,
    "tags/t/feed.xml": FEED,
    "sitemap.xml": SITEMAP,
}

# What is wrong, in which file, what is there, and what stands there instead.
FAULTS = [
    ("a word is missing", "posts/one/index.html", "Some words", "Some"),
    ("a word in a list is another", "posts/one/index.html", "<li>first</li>", "<li>second</li>"),
    ("a heading is another", "posts/one/index.html", "A heading <a", "Another heading <a"),
    ("an entry of the contents is missing", "posts/one/index.html", '<li><a href="#a">A heading</a></li>', ""),
    ("a link leads elsewhere", "posts/one/index.html", "/x/1", "/x/2"),
    ("a line of code is missing", "posts/one/index.html", " x = 1;", ""),
    ("code has no colours", "posts/one/index.html", '<span class="k">let</span>', "let"),
    ("a neighbour is missing", "posts/one/index.html", '<a href="/posts/two/">Two</a></main>', "</main>"),
    ("a list lacks an entry", "posts/page/2/index.html", '<li><a href="/posts/two/">Two</a></li>', ""),
    ("an entry of the list of a tag leads elsewhere", "tags/t/index.html", "/posts/one/", "/posts/zero/"),
    ("a feed lacks its entry", "tags/t/feed.xml", "entry>", "other>"),
    ("a feed has summaries only", "tags/t/feed.xml", "words.", ""),
    ("a feed lacks code", "tags/t/feed.xml", "code&lt;", "&lt;"),
    ("the sitemap lacks a post", "sitemap.xml", "<url><loc>https://peers.example/posts/one/</loc></url>", ""),
]

# What may differ.
HARMLESS = [
    ("addresses are absolute", "posts/index.html", 'href="/posts', 'href="https://peers.example/posts'),
    ("colours are others", "posts/one/index.html", '<span class="k">let</span>', '<span class="kd"><span class="x">let</span></span>'),
    ("the sitemap has further pages", "sitemap.xml", "</urlset>", "<url><loc>https://peers.example/posts/page/2/</loc></url></urlset>"),
    ("the sitemap has an archive", "sitemap.xml", "</urlset>", "<url><loc>https://peers.example/archive/</loc></url></urlset>"),
]


def main():
    with tempfile.TemporaryDirectory(prefix="milepost-selftest-") as scratch:
        same_pages(pathlib.Path(scratch))
        blocks(pathlib.Path(scratch) / "document.md")
    growing()
    counting()
    print(f"selftest: {len(FAULTS)} faults of sites found, {len(HARMLESS)} differences let pass; growth, counts and documents as expected")


def same_pages(scratch):
    good, other = scratch / "good", scratch / "other"
    write(good)
    whole, _ = sameness.of(good)
    for what, file, old, new in FAULTS:
        assert differs(whole, other, file, old, new), f"not found: {what}"
    for what, file, old, new in HARMLESS:
        found = differs(whole, other, file, old, new)
        assert not found, f"found, though it may differ: {what}: {found}"
    write(other)
    (other / "posts/one/index.html").unlink()
    assert sameness.differences(whole, sameness.of(other)[0]), "not found: a post is missing"
    write(other)
    redirect = other / "posts/page/1/index.html"
    redirect.parent.mkdir()
    redirect.write_text("<html></html>", encoding="utf-8")
    assert not sameness.differences(whole, sameness.of(other)[0]), "a redirect on page 1 may be there"


def write(folder):
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def differs(whole, other, file, old, new):
    write(other)
    path = other / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return sameness.differences(whole, sameness.of(other)[0])


def blocks(document):
    document.write_text("before\n<!-- a: begin -->\nold\n<!-- a: end -->\nafter\n", encoding="utf-8")
    measuring.write_block(document, "a", "new\n")
    assert document.read_text(encoding="utf-8") == "before\n<!-- a: begin -->\nnew\n<!-- a: end -->\nafter\n"
    try:
        measuring.write_block(document, "b", "new")
    except SystemExit:
        return
    raise AssertionError("a document without the block was accepted")


def growing():
    sizes = [100, 1_000, 10_000, 100_000]
    assert abs(growth.power([(size, size * 2) for size in sizes]) - 1) < 1e-9
    assert abs(growth.power([(size, size**2) for size in sizes]) - 2) < 1e-9
    run = lambda seconds: measuring.Run(seconds, seconds, 0)
    assert hard.is_too_steep([(1, run(1)), (2, run(4)), (4, run(16))]), "not found: four times for twice the size"
    assert not hard.is_too_steep([(1, run(2)), (2, run(4)), (4, run(8.4))])


def counting():
    before = {"a": 1_000, "b": 1_000}
    assert instructions.compare(before, {"a": 1_049, "b": 900})[1] == []
    assert instructions.compare(before, {"a": 1_051, "b": 1_000})[1] == ["a"], "not found: 5.1 % more"
    assert instructions.compare(before, {"c": 1})[1] == ["c"], "not found: a count without a baseline"
    here = {"compiler": "1", "target": "x"}
    assert instructions.not_comparable(here, here) is None
    assert instructions.not_comparable(here, here | {"compiler": "2"}) and instructions.not_comparable(None, here)


if __name__ == "__main__":
    main()
