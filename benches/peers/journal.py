"""A journal of so many posts, the same every time: front matter as `dialect` wants it, prose with links and
emphasis, and about a third of the bytes as code in seven languages. No two posts are alike.

    python3 benches/peers/journal.py FOLDER COUNT                 writes one for Milepost, with the plain theme
    python3 benches/peers/journal.py FOLDER COUNT --everything    with the default theme and everything on
"""

import datetime
import pathlib
import random
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent

NOUNS = """model gradient attack dataset label threshold container policy secret token cluster queue index cache kernel
buffer packet header certificate signature key hash salt nonce session cookie request response endpoint schema query
table column transaction lock thread process signal socket file folder archive image layer registry pipeline artifact
release branch commit review test fuzzer sanitizer allocator pointer lifetime trait module parser lexer grammar tree
graph node edge path tensor matrix vector norm loss optimiser batch epoch layer weight bias noise budget epsilon privacy
membership inference inversion extraction poisoning backdoor trigger robustness margin boundary sample measure interval
""".split()
VERBS = """measures rejects accepts computes hides reveals leaks bounds limits drops keeps signs verifies encrypts parses
reads writes moves copies shares blocks waits retries fails passes learns forgets clips adds averages samples trains
evaluates compares records explains predicts classifies perturbs transfers survives breaks repairs isolates escapes
""".split()
GLUE = """the a its each every another this that one some with without inside outside before after because while when
until unless and but so then therefore however only also often never always quickly slowly carefully exactly roughly
""".split()
TAGS = [f"{a}-{b}" for a in ("attack", "defence", "privacy", "cloud", "python", "maths") for b in ("basics", "notes", "lab")]

CODE = {
    "python": """import numpy as np

def {a}_{b}({c}, {d}={n}, *, seed={m}):
    \"\"\"Returns the {a} of the {b} for each {c}.\"\"\"
    rng = np.random.default_rng(seed)
    {d} = np.clip({c} * {n} + rng.normal(size={c}.shape), 0, {m})
    for step in range({n}):
        if step % 7 == 0 and not {d}.any():
            raise ValueError(f"no {d} after {{step}} steps")
        {d} += 0.{m} * np.sign({c})  # towards the {a}
    return {{"{a}": {d}.mean(), "{b}": float({m})}}
""",
    "rust": """/// The {a} of one {b}.
#[derive(Debug, Clone, PartialEq)]
pub struct {A}{B}<'a> {{
    {c}: &'a [u8],
    {d}: Option<u{w}>,
}}

impl<'a> {A}{B}<'a> {{
    pub fn {a}(&self, {d}: u{w}) -> Result<usize, String> {{
        let found = self.{c}.iter().filter(|byte| **byte as u{w} > {d}).count();
        match found {{
            0 => Err(format!("no {a} above {{}}", {d})),
            {n}..={m} => Ok(found * {n}),
            _ => Ok(found),
        }}
    }}
}}
""",
    "bash": """set -euo pipefail
{a}_dir=${{1:-/srv/{b}}}
for file in "${{{a}_dir}}"/*.{c}; do
  if [[ ! -s $file ]]; then
    echo "skipping $file" >&2
    continue
  fi
  sha256sum "$file" | awk '{{ print $1, {n} }}' >> {d}-{m}.log
done
curl --fail --retry {w} "https://example.org/{a}/{b}?{c}={n}" | jq '.{d}[] | select(.id > {m})'
""",
    "json": """{{
  "{a}": {{"{b}": {n}, "{c}": [{m}, {n}, null], "enabled": true}},
  "{d}": "the {a} of {b} {n}",
  "limits": {{"cpu": "{w}", "memory": "{m}Mi"}}
}}
""",
    "yaml": """{a}:
  {b}: {n}
  {c}: "{d} of {m}"
  steps:
    - name: {a} the {b}
      run: make {c} LEVEL={w}
      if: ${{{{ github.ref == 'refs/heads/{d}-{n}' }}}}
""",
    "javascript": """export async function {a}{B}({c}, {{ {d} = {n} }} = {{}}) {{
  const response = await fetch(`/api/{a}/${{{c}.id}}?{d}=${{{d}}}`);
  if (!response.ok) throw new Error("no {b}: " + response.status);
  const rows = (await response.json()).filter((row) => row.{b} > {m} && /^{a}[-_]\\d+$/.test(row.name));
  return new Map(rows.map((row) => [row.name, {{ ...row, at: Date.now() }}]));
}}
""",
    "sql": """SELECT {a}.id, count(*) AS {b}_count, max({c}) FILTER (WHERE {d} > {n}) AS newest
FROM {a} LEFT JOIN {b} ON {b}.{a}_id = {a}.id
WHERE {a}.name LIKE '{c}%' AND {b}.created_at >= DATE '2026-01-{w}' -- the last {m}
GROUP BY {a}.id HAVING count(*) BETWEEN {n} AND {n}{m}
ORDER BY {b}_count DESC;
""",
}

DAYS = 10_000


class Post:
    """One post, without its front matter's dialect."""

    def __init__(self, number, count):
        rng = random.Random(f"post {number}")
        self.slug = f"{rng.choice(NOUNS)}-{rng.choice(NOUNS)}-{number}"
        self.title = f"{rng.choice(NOUNS).capitalize()} {rng.choice(VERBS)} {rng.choice(NOUNS)} {number}"
        # One on a day, so that the order is the same for everybody, as far as that is.
        days = number if count <= DAYS else number * DAYS // count
        self.date = datetime.date(1998, 1, 1) + datetime.timedelta(days=days)
        self.tags = sorted(rng.sample(TAGS, 2))
        self.body = body(rng, number)


def body(rng, number):
    parts = [paragraph(rng)]
    for section in range(rng.randint(2, 3)):
        parts.append(f"## {rng.choice(VERBS).capitalize()} the {rng.choice(NOUNS)} {number}.{section}")
        parts.append(paragraph(rng))
        if rng.random() < 0.3:
            parts.append("\n".join(f"- {sentence(rng)}" for _ in range(3)))
        if rng.random() < 0.6:
            parts.append(code(rng))
        if rng.random() < 0.15:
            parts.append(f"| {rng.choice(NOUNS)} | {rng.choice(NOUNS)} |\n| --- | ---: |\n| {rng.choice(VERBS)} | {rng.randint(1, 999)} |")
    return "\n\n".join(parts) + "\n"


def paragraph(rng):
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 2)))


def sentence(rng):
    words = []
    for _ in range(rng.randint(3, 7)):
        words += [rng.choice(GLUE), rng.choice(NOUNS), rng.choice(VERBS)]
    spot = rng.randrange(1, len(words))
    kind = rng.random()
    if kind < 0.1:
        words[spot] = f"`{words[spot]}`"
    elif kind < 0.2:
        words[spot] = f"*{words[spot]}*"
    elif kind < 0.28:
        words[spot] = f"[{words[spot]}](https://example.org/{words[0]}/{rng.randint(1, 9999)})"
    return " ".join(words).capitalize() + "."


def code(rng):
    language = rng.choice(sorted(CODE))
    a, b, c, d = rng.sample(NOUNS, 4)
    text = CODE[language].format(
        a=a, b=b, c=c, d=d, A=a.capitalize(), B=b.capitalize(), n=rng.randint(2, 99), m=rng.randint(100, 999),
        w=rng.choice([8, 16, 32, 64]),
    )
    return f"```{language}\n{text}```"


def front_matter(post, dialect):
    tags = ", ".join(f'"{tag}"' for tag in post.tags)
    if dialect == "zola":
        return f'+++\ntitle = "{post.title}"\ndate = {post.date}\n[taxonomies]\ntags = [{tags}]\n+++\n\n'
    toc = "toc: true\n" if dialect == "milepost" else ""
    return f"---\ntitle: {post.title}\ndate: {post.date}\ntags: [{tags}]\n{toc}---\n\n"


def write(folder, count, dialect):
    """Writes the posts to `folder`; returns the bytes of their Markdown."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(count):
        post = Post(number, count)
        text = front_matter(post, dialect) + post.body
        (folder / f"{post.slug}.md").write_text(text, encoding="utf-8")
        size += len(text)
    return size


def lay_out(root, count, dialect):
    """Writes the whole journal to `root`, with settings and templates; returns the bytes of its Markdown."""
    shutil.copytree(HERE / dialect, root)
    return write(pathlib.Path(root) / "content" / "posts", count, dialect)


def turn_on(root, cards=True, search=True):
    """Gives a journal of Milepost the default theme, Markdown twins and something private to look for, with social cards
    and search if wanted."""
    plan = pathlib.Path(root) / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    for key, is_on in (("twins: false", True), ("cards: false", cards), ("search: false", search), ("theme: plain", True)):
        if f"  {key}\n" not in text:
            sys.exit(f"{plan} does not say `{key}`")
        if is_on:
            text = text.replace(f"  {key}\n", "")
    plan.write_text(text, encoding="utf-8")
    (pathlib.Path(root) / "plan.private.yaml").write_text(PRIVATE, encoding="utf-8")


PRIVATE = """schema: 1
plan:
  private: {title: The way to a better place, target_salary_usd: [123000, 187500], investment_usd: 41700}
"""


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--everything"]
    if len(arguments) != 2 or not arguments[1].isdigit():
        sys.exit(__doc__)
    lay_out(arguments[0], int(arguments[1]), "milepost")
    if "--everything" in sys.argv:
        turn_on(arguments[0])


if __name__ == "__main__":
    main()
