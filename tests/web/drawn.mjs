// The contrast of text in drawings, which axe-core leaves open because shapes may lie below it: here the shapes are asked.

/**
 * Runs in the page. Returns `{ texts, faint }`: how many texts of drawings are shown, and `{ said }` of each whose contrast
 * is too low for WCAG AAA on what lies below it at one of five points.
 */
export function drawnText() {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { channels: [red, green, blue], alpha };
  };
  const luminance = ({ channels }) => {
    const [red, green, blue] = channels.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const over = (top, below) => ({ channels: top.channels.map((value, at) => value * top.alpha + below.channels[at] * (1 - top.alpha)), alpha: 1 });
  // What an element paints where a point hits it; a line paints no ground.
  const paint = (element) => {
    const style = getComputedStyle(element);
    const opacity = Number(style.opacity);
    if (element instanceof SVGGeometryElement) {
      const fill = style.fill === "none" ? { channels: [0, 0, 0], alpha: 0 } : parse(style.fill);
      return { ...fill, alpha: fill.alpha * Number(style.fillOpacity) * opacity };
    }
    const ground = parse(style.backgroundColor);
    return { ...ground, alpha: ground.alpha * opacity };
  };
  const sheet = getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? 18 : 255;
  const ground = (x, y, text) => {
    const layers = document.elementsFromPoint(x, y).filter((element) => !text.contains(element) && !element.closest("text"));
    const painted = layers.map(paint);
    const opaque = painted.findIndex(({ alpha }) => alpha >= 1);
    const below = opaque < 0 ? { channels: [sheet, sheet, sheet], alpha: 1 } : painted[opaque];
    return painted.slice(0, opaque < 0 ? painted.length : opaque).reduceRight((result, layer) => over(layer, result), below);
  };
  const texts = [...document.querySelectorAll("svg text")].filter((text) => text.getClientRects().length > 0 && text.textContent.trim() !== "");
  const faint = texts.flatMap((text) => {
    text.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const style = getComputedStyle(text);
    const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 4.5 : 7;
    const box = text.getBoundingClientRect();
    const points = [0.02, 0.25, 0.5, 0.75, 0.98].map((share) => [box.left + box.width * share, box.top + box.height / 2]);
    const grounds = points.map(([x, y]) => ground(x, y, text));
    const worst = Math.min(...grounds.map((below) => ratio(over(parse(style.fill), below), below)));
    const said = `${worst.toFixed(2)} instead of ${needed} for “${text.textContent.trim().slice(0, 40)}”`;
    return worst < needed ? [{ said }] : [];
  });
  scrollTo(0, 0);
  return { texts: texts.length, faint };
}
