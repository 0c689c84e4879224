"""A chart with two logarithmic axes, as an SVG that is readable by itself, in light and dark, in the colours of the default
theme. Drawn with text and lines only."""

import html
import math

WIDTH, HEIGHT = 760, 380
LEFT, RIGHT, TOP, BOTTOM = 84, 40, 56, 54

STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #474e55 }
  .title { font-size: 16px; font-weight: 650; fill: #1b1f23 }
  .ground { fill: #fbfbf8 }
  .grid { stroke: #d8dbd3 }
  .linear { stroke: #7b837b; stroke-width: 1.5; stroke-dasharray: 5 4 }
  .measured { stroke: #0a5160; stroke-width: 2.5; fill: none; stroke-linejoin: round }
  .point { fill: #0a5160 }
  .value { fill: #0a5160; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    text { fill: #b9c1c9 } .title { fill: #e9ebee } .ground { fill: #131619 } .grid { stroke: #343b42 }
    .linear { stroke: #7f8993 } .measured { stroke: #86d6e3 } .point, .value { fill: #86d6e3 }
  }
"""


def draw(panels, horizontal):
    """Returns an SVG with one panel below the other. A panel is `(title, points, label)`: points are `(x, y)`, and `label`
    writes a y as text. `horizontal` names the x axis."""
    parts = []
    for number, (title, points, label) in enumerate(panels):
        parts.append(f'<g transform="translate(0 {number * HEIGHT})">{panel(title, points, label, horizontal)}</g>')
    height = HEIGHT * len(panels)
    names = html.escape("; ".join(title for title, _, _ in panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{names}">\n<style>{STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{height}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def panel(title, points, label, horizontal):
    scale_x, scale_y = Scale([x for x, _ in points], LEFT, WIDTH - RIGHT), Scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [text(LEFT, TOP - 26, title, "title")]
    parts += grid(scale_x, scale_y, label)
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, horizontal, anchor="middle"))
    parts += linear(points, scale_x, scale_y)
    path = " ".join(f"{scale_x(x):.1f},{scale_y(y):.1f}" for x, y in points)
    parts.append(f'<polyline class="measured" points="{path}"/>')
    for x, y in points:
        parts.append(f'<circle class="point" cx="{scale_x(x):.1f}" cy="{scale_y(y):.1f}" r="4"/>')
        # The first one has no room on its left.
        anchor, aside = ("end", -7) if x > points[0][0] else ("start", 2)
        parts.append(text(scale_x(x) + aside, scale_y(y) - 9, label(y), "value", anchor))
    return "\n".join(parts)


class Scale:
    """Maps the decades around `values` to a range of pixels."""

    def __init__(self, values, begin, end):
        self.low, self.high = math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)
        self.high = max(self.high, self.low + 1)
        self.begin, self.end = begin, end

    def __call__(self, value):
        return self.begin + (math.log10(value) - self.low) / (self.high - self.low) * (self.end - self.begin)

    def decades(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def grid(scale_x, scale_y, label):
    for value in scale_x.decades():
        x = scale_x(value)
        yield line("grid", x, TOP, x, HEIGHT - BOTTOM)
        yield text(x, HEIGHT - BOTTOM + 18, f"{value:,.0f}", anchor="middle")
    for value in scale_y.decades():
        y = scale_y(value)
        yield line("grid", LEFT, y, WIDTH - RIGHT, y)
        yield text(LEFT - 8, y + 4, label(value).replace(".00", "").replace(".0", ""), anchor="end")


def linear(points, scale_x, scale_y):
    """A straight line through the last point: what is in proportion to the number runs along it."""
    x, y = points[-1]
    rate = y / x
    first = max(points[0][0], 10**scale_y.low / rate)
    yield line("linear", scale_x(first), scale_y(first * rate), scale_x(x), scale_y(y))
    words = (first * points[-1][0]) ** 0.5 if first > points[0][0] else first * 2
    yield text(scale_x(words) + 12, scale_y(words * rate) + 16, "in proportion")


def line(kind, x1, y1, x2, y2):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def text(x, y, words, kind="", anchor="start"):
    kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{kind} text-anchor="{anchor}">{html.escape(words)}</text>'
