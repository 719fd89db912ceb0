"""A fork: it shows its own brand and nothing of ours, and takes every update without a conflict."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.beside.built_pages import parse
from publish.build.build import build
from publish.build.engine import ENGINES, Engine
from publish.build.swap import BUILD, UNFINISHED, _new, _old
from publish.check.colours import failures, mixes, nearest_readable
from publish.upkeep.doctor import find_base, findings
from publish.upkeep.manifest import CLINIC, project_owns
from tests.fork.hostile import BASE, COLOUR, TEXT
from tests.fork.make_fork import PLAIN, ROOT, Brand, commit, git, make_fork, make_upstream
from tests.projects import SHIPPED
from tests.site.test_build import publish
from tests.unit.small import make_whole

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="a fork needs git")

LONG = "The Northumberland and Borders Partnership Department of Dermatology, Laser and Reconstructive Skin Surgery"
MARKUP = Brand(
    "markup",
    f"{LONG} 1 < 2 & \" {{{{ x }}}} {{% raw %}} O'Neill",
    "#1d3f8f",
    "https://clinic.test/",
    example="single-doctor",
)
BRANDS = [
    Brand("longest", f"{LONG}, with its {LONG[4:]}"[:200].strip(), "#5a2d82"),
    Brand("right-to-left", "مركز الجلد والليزر في المدينة", "#7a1f1f", example="hospital"),
    Brand("hebrew-and-latin", "מרפאת עור Skin & Laser (תל אביב)", "#0b5c66"),
    Brand("script", "<script>alert(1)</script> & <!-- clinic --> # * _ |", "#2f5d1e"),
    Brand("black", "Black Clinic", "#000000"),
    Brand("white", "White Clinic", "#ffffff"),
]
# Where the project may be named in a fork: who began it, and the article that it read.
CREDITS = {"about/index.html", "the-article/index.html"}
PLACEHOLDER = re.compile(
    r"lorem ipsum|\bTODO\b|\bFIXME\b|\bXXX\b|example\.(org|com|net)|clinic\.example|your clinic's name|127\.0\.0\.1|localhost|ADDRESS-OF"
)
COMMENT = {
    **dict.fromkeys((".py", ".yml", ".yaml", ".toml", ".txt", ".cff", ".sh"), "# a change upstream"),
    **dict.fromkeys((".md", ".html", ".svg"), "<!-- a change upstream -->"),
    **dict.fromkeys((".css", ".js"), "/* a change upstream */"),
}


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_upstream(tmp_path_factory.mktemp("upstream") / "project")


def ours() -> str:
    """The name that the project gives its own site."""
    found = re.search(r'(?m)^site_name: "(.+)"$', (SHIPPED / "mkdocs.yml").read_text(encoding="utf-8"))
    assert found
    return found[1]


def strangers(site: Path, brand: Brand) -> Iterator[tuple[str, str]]:
    """What in a built fork is not its own: our name, addresses that are nobody's, links that leave the base path."""
    for path in sorted(site.rglob("*.html")):
        page, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        html = LexborHTMLParser(text)
        yield from ((page, found[0]) for found in PLACEHOLDER.finditer(text.replace(brand.address, "")))
        if ours().rstrip("?") in (
            text if page not in CREDITS else "".join(node.html or "" for node in html.css("head, header, footer"))
        ):
            yield page, ours()
        for node in html.css("[href], [src]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            inside = link.startswith(urlsplit(brand.address).path)
            if (link.startswith("/") and not inside) or urlsplit(link).netloc == "github.com":
                yield page, link


def check_brand(site: Path, brand: Brand) -> None:
    """The name stands on every page as it was written, and no part of it became markup."""
    for path in sorted(site.rglob("*.html")):
        html = parse(path)
        head = html.css_first("meta[property='og:site_name']").attributes["content"]
        assert (head, html.css_first("header .brand").text().strip()) == (brand.name, brand.name), path
        assert html.css_first("title").text().endswith(f" – {brand.name}")
        assert not html.css("header b, header script, head b")
    own = parse(site / "clinic/how-to-find-us/index.html")
    assert own.css_first("link[rel=canonical]").attributes["href"] == urljoin(brand.address, "clinic/how-to-find-us/")
    assert own.css_first("h1").text() == "How to find us"
    newer = parse(site / "index.html").css_first(".overdue[hidden] a")
    assert newer.attributes["href"] == "about/#newer"
    assert bool(own.css_first("footer .contact")) == bool(brand.example)
    assert ("MedicalClinic" in (site / "about/index.html").read_text(encoding="utf-8")) == bool(brand.example)
    menu = parse(site / "index.html").css(".site-nav a")
    assert any((link.attributes["href"] or "").endswith("clinic/how-to-find-us/") for link in menu)


def check_addresses(site: Path, brand: Brand) -> None:
    """Every address that must be whole begins with the fork's own."""
    places = re.findall(r"<loc>([^<]+)", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(places) > 50 and all(place.startswith(brand.address) for place in places)
    assert f"Sitemap: {brand.address}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    assert brand.colour in (site / "assets/css/site.css").read_text(encoding="utf-8")
    assert "#712f4a" in (site / "assets/brand/logo.svg").read_text(encoding="utf-8")


def check_own(site: Path, brand: Brand) -> None:
    """A site shows its own brand, at its own address, and nothing of ours."""
    check_brand(site, brand)
    check_addresses(site, brand)
    assert list(strangers(site, brand)) == []


def test_a_clinic_shows_its_own_brand_and_nothing_of_ours(attacked: Path) -> None:
    check_own(attacked, Brand("worst", TEXT, COLOUR, BASE, example="a record of its own"))


@pytest.mark.soak
@pytest.mark.parametrize(
    ("brand", "engine"),
    [
        *(pytest.param(brand, engine, id=f"{brand.id}-{engine}") for brand in (PLAIN, MARKUP) for engine in ENGINES),
        *(pytest.param(brand, "material", id=brand.id) for brand in BRANDS),
    ],
)
def test_a_fork_shows_its_own_brand_and_nothing_of_ours(
    upstream: Path, tmp_path: Path, brand: Brand, engine: str
) -> None:
    if failures(mixes(brand.colour)):
        fork = make_fork(tmp_path / "refused", brand, upstream)
        nearest = nearest_readable(brand.colour)
        said = publish(fork, "build").stderr
        assert f"found '{brand.colour}'" in said and f"nearest: '{nearest}'" in said
        brand = Brand(brand.id, brand.name, nearest, brand.address)
    fork = make_fork(tmp_path / "fork", brand, upstream)
    done = publish(fork, "build", "--engine", engine, SITE_URL=brand.address)
    assert done.returncode == 0, done.stdout + done.stderr
    check_own(fork / "site", brand)
    assert git(fork, "status", "--porcelain") == ""


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_build_makes_and_may_leave_is_no_file_of_a_fork(tmp_path: Path, engine: Engine) -> None:
    fork = make_whole(tmp_path / "fork")
    shutil.copy2(ROOT / ".gitignore", fork)
    git(fork, "init", "--quiet")
    commit(fork, "Our site")
    build(fork, engine=engine, out=fork / "site")
    for left in (tempfile.mkdtemp(UNFINISHED, BUILD, fork), fork / _new(fork / "site"), fork / _old(fork / "site")):
        Path(left).mkdir(exist_ok=True)
        (Path(left) / "index.html").write_text("half of a site", encoding="utf-8")
    assert git(fork, "status", "--porcelain") == ""


def change(path: Path) -> None:
    """Puts a harmless line at the end of a file, in the way of its kind."""
    line = COMMENT.get(path.suffix, "# a change upstream" if path.name.startswith((".git", "CODEOWNERS")) else "")
    with path.open("ab") as file:
        file.write(f"\n{line}\n".encode())


def tracked(folder: Path) -> list[str]:
    return [path for path in git(folder, "ls-files", "-z").split("\0") if path]


def test_a_change_to_every_file_of_the_project_merges_without_a_conflict(upstream: Path, tmp_path: Path) -> None:
    git(upstream, "clone", "--quiet", "--no-hardlinks", str(upstream), str(tmp_path / "project"))
    project = tmp_path / "project"
    fork = make_fork(tmp_path / "fork", upstream=project)
    before = {path: (fork / path).read_bytes() for path in tracked(fork) if not project_owns(path)}
    names = [path for path in tracked(project) if project_owns(path)]
    for path in names:
        change(project / path)
    commit(project, "A change to everything")
    git(fork, "fetch", "--quiet", "upstream")
    git(fork, "merge", "--quiet", "--no-edit", "upstream/main")
    assert len(names) > 250
    assert [path for path in names if (fork / path).read_bytes() != (project / path).read_bytes()] == []
    assert {path: (fork / path).read_bytes() for path in before} == before
    done = publish(fork, "check")
    assert done.returncode == 0, done.stderr
    assert publish(fork, "doctor").returncode == 0


def test_the_doctor_names_what_a_fork_changed_and_nothing_else(upstream: Path, tmp_path: Path) -> None:
    fork = make_fork(tmp_path / "fork", upstream=upstream)
    base = find_base(fork)
    assert base and findings(fork, base) == []
    for path in ("docs/index.md", "data/wording.yml", "publish/build/build.py", ".github/workflows/pages.yml"):
        change(fork / path)
    commit(fork, "Our own words")
    change(fork / "mkdocs.yml")
    (fork / "docs/mood.md").unlink()
    (fork / "NOTES.md").write_text("ours", encoding="utf-8")
    named = {finding.path: finding.state for finding in findings(fork, base)}
    assert named == {
        ".github/workflows/pages.yml": "changed",
        "data/wording.yml": "changed",
        "docs/index.md": "changed",
        "docs/mood.md": "gone",
        "publish/build/build.py": "changed",
    }
    done = publish(fork, "doctor")
    assert done.returncode == 1
    assert all(f"{path}: {state}" in done.stdout for path, state in named.items())


def told(text: str, first: str) -> list[list[str]]:
    """The git commands of the README's block that begins with this one."""
    block = text[text.index(f"```\n{first}") + 4 :].split("\n```", maxsplit=1)[0]
    return [shlex.split(line)[1:] for line in block.splitlines()]


def test_a_template_copy_takes_updates_by_the_commands_of_the_readme(upstream: Path, tmp_path: Path) -> None:
    git(upstream, "clone", "--quiet", "--no-hardlinks", str(upstream), str(tmp_path / "project"))
    project, copy = tmp_path / "project", make_fork(tmp_path / "copy", upstream=upstream)
    shutil.rmtree(copy / ".git")
    git(copy, "init", "--quiet")
    commit(copy, "Initial commit")
    own = {path: (copy / path).read_bytes() for path in tracked(copy) if not project_owns(path)}
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("ADDRESS-OF-THE-PROJECT", project.as_posix())
    for first in ("git remote add upstream", "git fetch upstream\ngit merge"):
        for path in filter(project_owns, tracked(project)):
            change(project / path)
        commit(project, "A change to everything")
        for words in told(text, first):
            git(copy, *words)
        names = [path for path in tracked(project) if project_owns(path)]
        assert [path for path in names if (copy / path).read_bytes() != (project / path).read_bytes()] == []
        assert {path: (copy / path).read_bytes() for path in own} == own
        base = find_base(copy)
        assert base and base.exact and findings(copy, base) == []


def test_the_readme_names_the_clinics_files() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path}" in text for path in CLINIC)
