"""The worst clinic: hostile words in every field, a brand, pages and pictures of its own, below another base path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from macros.load.editions import since_page, write_edition
from macros.load.settings import Mkdocs
from publish.edition import read_edition
from publish.upkeep.freeze import page_text
from tests.projects import SHIPPED
from tests.unit.clinics import Place, at, changed, full, places
from tests.unit.small import META, files, make_whole, text_of

# The address comes from the environment, as where a workflow publishes.
BASE, NOWHERE = "https://scars.clinic.test/a/deep/base/", "http://127.0.0.1:8000/"
COLOUR = "#712f4a"
# Text, attribute, script, style, Markdown, template, snippet, path: all that a field could be taken for.
TEXT = (
    "\"'><script>hit=1</script><img src=//evil.test onerror=hit=1></title></style><!--{{641*70007}}{%x%}"
    '*a*[b](javascript:hit=1)--8<-- "/etc/passwd" !!x'
)
ADDRESS = "https://evil.test/{{641*70007}}/*a*_b_?c=%22%3E&amp;d=javascript:hit=1#[e](f)"
MAIL = "a{{641*70007}}&b=*c*?d#e%0A@evil.test"
RUN = str(641 * 70007)
HEAD = {
    **files()["docs/clinic/rooms.md"],
    "title": "</title><script>hit=1</script>{{641*70007}}",
    "description": TEXT,
    "topics": [],
}
BODY = r"""
# Rooms {{641*70007}} &lt;img src=x onerror=hit=1&gt;

## A &lt;img src=x onerror=hit=1&gt; `<script>hit=1</script>` {{641*70007}}

### &lt;/script>&lt;script>hit=1&lt;/script> {% include "mkdocs.yml" %} words

{{641*70007}} {% set a = 1 %} {{ config }} {# gone #} `{{ namespace.__init__.__globals__ }}`

--8<-- "/etc/passwd"

;--8<--
mkdocs.yml
;--8<--

    <script>hit=1</script>

```html
<img src=x onerror=hit=1>
```

| &lt;script&gt; | b |
|:-:|--|
| `<b onclick=hit=1>` | [an address](https://evil.test/'onmouseover=hit=1) |

![A door](door.svg) [prices](prices.pdf) [home](../index.md) &#60;iframe src=https://evil.test&#62; \[x](javascript:hit=1)
"""
# All that a drawing may hold, with an attack wherever words may stand.
DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:label="&lt;script&gt;hit=1&lt;/script&gt;">
<title>&lt;script&gt;hit=1&lt;/script&gt;</title><desc><![CDATA[<script>hit=1</script>]]></desc><!-- <script>hit=1</script> -->
<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="">&lt;script&gt;hit=1&lt;/script&gt;</r:RDF></metadata>
<style type="text/css"><![CDATA[.a{fill:url(#g);stroke:#fff} .b::before{content:"</style><script>hit=1</script>"}]]></style>
<defs><linearGradient id="g" xlink:href="#h"/><radialGradient id="h"><stop stop-color="#712f4a"/></radialGradient>
<clipPath id="c"><rect width="9" height="9"/></clipPath><mask id="m"><path d="M0 0h9v9z" fill="#fff"/></mask>
<filter id="f"><feGaussianBlur stdDeviation="1"/><feMerge><feMergeNode/></feMerge></filter>
<pattern id="p" width="2" height="2"><path d="M0 0h1"/></pattern><marker id="k"><path d="M0 0h1"/></marker>
<symbol id="s"><ellipse rx="1" ry="2"/></symbol></defs>
<g clip-path="url(#c)" style="mask:url('#m');filter:url(#f)"><circle class="a" r="4"/><polygon points="0 0 1 1 2 0" fill="url(#p)"/>
<polyline points="0 0 1 1" marker-end="url(#k)"/><line x2="3"/><use href="#s"/><switch><rect width="1" height="1"/></switch></g>
<text>&lt;img src=x onerror=hit=1&gt;<tspan>{{641*70007}}</tspan><textPath href="#g">javascript:hit=1</textPath></text>
<image href="data:image/png;base64,iVBORw0KGgo="/></svg>
"""
NAV = {
    "sort": yaml.safe_load((SHIPPED / "docs/.nav.yml").read_text(encoding="utf-8"))["sort"],
    "nav": [
        {"Start page": "index.md"},
        {"Decide": ["compare/choose.md", "decide.md", "recovery.md", "scar-types.md"]},
        {
            "Check and look up": [
                "evidence.md",
                "about.md",
                "how-we-know.md",
                "glossary.md",
                "a-to-z.md",
                "when-to-call.md",
                "index/findings.md",
                "since",
                "privacy.md",
                "accessibility.md",
            ]
        },
        {"This clinic": ["clinic/*"]},
    ],
}


def hostile() -> dict[str, Any]:
    """The full file with an attack in every field that takes one."""
    file = full()
    for place in [place for place in places(file) if isinstance(at(file, place), str)]:
        file = next((made for text in (TEXT, ADDRESS, MAIL) if takes(made := changed(place, text, file=file))), file)
    # An edition, a device and a rule are of those that there are: what else stands there is refused by the check.
    file["extra"]["clinic"]["review"]["edition"] = full()["extra"]["clinic"]["review"]["edition"]
    file["extra"]["clinic"]["devices"][0]["option"] = "fractional-co2"
    file["extra"]["clinic"]["rules_checked"][0]["rule"] = full()["extra"]["clinic"]["rules_checked"][0]["rule"]
    # What has the form of its country: else the check would refuse it. A national number, with a nought in brackets.
    for place in ("address",), ("places", 0, "address"):
        at(file["extra"]["clinic"], place)["postcode"] = "EX1 1ZZ"
    for key in ("vat_number", "company_number"):
        file["extra"]["clinic"][key] = full()["extra"]["clinic"][key]
    file["extra"]["clinic"]["places"][0]["phone"] = "01632 960125 ext. 12"
    file["extra"]["clinic"] |= {"phone": "+44 (0)20 7946 0000", "emergency_line": "(0)20 7946 0001"}
    file["extra"]["brand"]["colour"] = COLOUR
    return file | {"site_url": BASE}


def takes(file: dict[str, Any]) -> bool:
    try:
        return bool(Mkdocs.model_validate(file)) and file["site_url"].startswith("https://example.org")
    except ValidationError:
        return False


def attacked(file: Any) -> Iterator[Place]:
    """The places of a file that hold an attack."""
    return (place for place in places(file) if at(file, place) in (TEXT, ADDRESS, MAIL))


def attack(project: Path) -> Path:
    """Makes a project the worst clinic's, by the clinic's own files alone; the project."""
    text = json.dumps(hostile(), indent=1).replace(f'"site_url": "{BASE}"', f'"site_url": !ENV [SITE_URL, "{NOWHERE}"]')
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    own = project / "docs/clinic"
    own.mkdir(exist_ok=True)
    (own / "rooms.md").write_text(f"---\n{yaml.safe_dump(HEAD, width=1000)}---\n{BODY}", encoding="utf-8")
    found = text_of(".md", {**META, "title": "How to find us", "topics": []})
    (own / "how-to-find-us.md").write_text(
        found.replace("# A page", "# How to find us").replace("example.org", "clinic.test"),
        encoding="utf-8",
    )
    (own / "door.svg").write_text(DRAWING, encoding="utf-8")
    (own / "prices.pdf").write_bytes(b"%PDF-1.7\n")
    for name in ("logo.svg", "favicon.svg"):
        shutil.copy2(own / "door.svg", project / "docs/assets/brand" / name)
    return project


# What some of its pages show besides, by their names.
CALLS = {
    "docs/about.md": "{{ show_clinic() }}",
    "docs/index/findings.md": '{{ show_archive("fractional-co2") }}',
}


def make_small_attacked(root: Path) -> Path:
    """The small project as the worst clinic's, with all that is told of the clinic."""
    attack(make_whole(root))
    # The clinic's own review is that of every page.
    (root / "data/reviews.yml").write_text("[]\n", encoding="utf-8")
    (root / "docs/.nav.yml").write_text(yaml.safe_dump(NAV), encoding="utf-8")
    for page, call in CALLS.items():
        with (root / page).open("a", encoding="utf-8") as text:
            text.write(f"\n{call}\n")
    return freeze_small(root)


def freeze_small(root: Path) -> Path:
    """The small project with a release of long ago: another number, one that is gone, and names that nobody knows."""
    release, then = read_edition(root).release, {"option": "option-of-then", "effect": "effect-of-then"}
    then |= {"who": "nobody", "certainty": "of-then", "measure": "measure-of-then", "form": "form-of-then"}
    facts = [
        {**then, "id": "fact-a", "statement": "It took 2 to 3 days, 3 on average.", "number": "2 to 3 days"},
        {**then, "id": "fact-gone", "statement": "It was gone in 9 days."},
    ]
    page = {"page": "index.md", "title": "A page", "facts": ["fact-a", "fact-gone"]}
    sign = {"id": "sign-a", "urgency": "of-then", "words": "It is often so."}
    write_edition(root, {"edition": release, "day": "2026-11-24", "facts": facts, "signs": [sign], "pages": [page]})
    since = root / "docs" / since_page(release)
    since.parent.mkdir()
    since.write_text(page_text(release, date(2026, 11, 24)), encoding="utf-8", newline="\n")
    return root
