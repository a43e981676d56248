"""A new book: it checks green, overwrites nothing, and comes whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from checker import __version__
from checker.book import load_book
from checker.cli.main import main
from checker.usecases import UsageError, check_book, open_archive
from checker.usecases.init import create_book, new_book_files
from checker.usecases.prove import prove_book
from checker.verification import Archive, QuoteStatus

Captured = pytest.CaptureFixture[str]
TEMPLATES = Path("checker") / "templates" / "book"


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder, empty folders too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def make(folder: Path, title: str = "A new book", **options: bool) -> tuple[str, ...]:
    """Begins a book, and says what was written."""
    return create_book(folder, title=title, time_zone="UTC", **options).written


def test_the_proofs_of_the_example_are_current(root: Path, tmp_path: Path, update: bool) -> None:
    """Proving it again changes nothing; ``--update`` writes fingerprint and receipts."""
    for path, content in new_book_files("A new book", "UTC").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (proven,) = prove_book(
        tmp_path / "claims", Archive(tmp_path / "archive"), accept_changed=update
    )
    if update:
        for path in proven.written:
            (root / TEMPLATES / "claims" / path).write_bytes(
                (tmp_path / "claims" / path).read_bytes()
            )
    assert (proven.problem, proven.unproven) == ("", ())
    assert update or proven.written == ()


def test_a_new_book_checks_green(tmp_path: Path) -> None:
    """No finding of any kind, by receipt and by the text; one claim, and it is supported."""
    make(tmp_path)
    for archive, status in ((None, QuoteStatus.RECEIPT), (tmp_path / "archive", QuoteStatus.TEXT)):
        report = check_book(tmp_path / "claims", open_archive(archive))
        assert report.findings == ()
        assert {item.status for item in report.assessment.verification.evidence.values()} == {
            status
        }
        (grade,) = report.assessment.grades.values()
        assert (grade.verdict, str(grade.strength)) == ("supported", "high")
        (rule,) = report.assessment.rules
        assert rule.result == "holds"
        assert report.summary.reviews["approved"] == 0


def test_a_beginner_runs_check_and_prove(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands that it names, in a folder that was not there."""
    monkeypatch.chdir(tmp_path)
    assert (
        main(
            [
                "init",
                "a new/désk",
                "--title",
                "Ünser *book*: a “test”",
                "--time-zone",
                "Europe/Stockholm",
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert "wrote a new/désk/claims/book.yaml\n" in out
    assert "cd 'a new/désk'" in out
    monkeypatch.chdir(tmp_path / "a new" / "désk")
    before = snapshot(Path())
    assert main(["check"]) == 0
    assert main(["explain", "example-files"]) == 0
    assert main(["prove", "--archive", "archive"]) == 0
    assert snapshot(Path()) == before
    book = load_book(Path("claims"))
    assert (book.title, book.time_zone) == ("Ünser *book*: a “test”", "Europe/Stockholm")
    assert (
        Path("README.md").read_text(encoding="utf-8").startswith("# Ünser \\*book\\*: a “test”\n")
    )
    Path("article.txt").write_text(
        "The council met.\n\nIt has 23 members, the clerk said.\n", encoding="utf-8"
    )
    assert main(["intake", "article.txt", "--archive", "archive", "--topic", "example"]) == 0
    assert main(["check"]) == 0


def test_it_says_that_it_is_an_example(tmp_path: Path) -> None:
    """In the text, in each record, and in what a researcher reads first."""
    make(tmp_path)
    for name in (
        "archive/example.txt",
        "claims/README.md",
        "README.md",
        "claims/entities.yaml",
        "claims/rules/example.yaml",
    ):
        assert "example" in (tmp_path / name).read_text(encoding="utf-8")
    assert "made up" in (tmp_path / "archive" / "example.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("keep", [[], ["--keep"]])
def test_what_is_no_folder_is_named(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, keep: list[str]
) -> None:
    """Not as “.”, which is where the reader stands."""
    monkeypatch.chdir(tmp_path)
    Path("notes").write_text("mine", encoding="utf-8")
    Path("gone").symlink_to("nowhere")
    for name in ("notes", "gone"):
        assert main(["init", name, *keep]) == 2
        assert f"{name} is not a folder" in capsys.readouterr().err
    assert Path("notes").read_text(encoding="utf-8") == "mine"


def test_a_second_run_refuses_and_lists_what_is_there(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2, and not a byte is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    before = snapshot(tmp_path)
    for arguments in (["init"], ["init", "--keep"], ["init", "."]):
        capsys.readouterr()
        assert main(arguments) == 2
        error = capsys.readouterr().err
        assert "\n  claims/book.yaml\n" in error
        assert "\n  .github/workflows/claims.yml\n" in error
        assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("there", "named"),
    [
        ("schemas/claim.schema.json", "schemas/claim.schema.json"),
        (".github/workflows/claims.yml", ".github/workflows/claims.yml"),
        ("README.md", "README.md"),
        ("claims", "claims"),
        (".github", ".github"),
        ("claims/budget/other.yaml", "claims/budget/other.yaml"),
        ("claims/example/other.yaml", "claims/example/other.yaml"),
    ],
)
def test_one_file_in_the_way_and_nothing_is_written(tmp_path: Path, there: str, named: str) -> None:
    """It would be overwritten, is where a folder must be, or belongs to another book."""
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("mine\n")
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match="nothing was written") as problem:
        make(tmp_path)
    assert str(problem.value).splitlines()[1:] == [f"  {named}"]
    assert ("--keep" in str(problem.value)) is (there == "README.md")
    assert snapshot(tmp_path) == before


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A folder that leads elsewhere, and a link that leads nowhere, are in the way."""
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "claims").symlink_to(outside)
    (inside / "README.md").symlink_to(tmp_path / "nowhere")
    for keep in (False, True):
        with pytest.raises(UsageError) as problem:
            make(inside, keep=keep)
        assert str(problem.value).splitlines()[1:] == ["  README.md", "  claims"]
    assert snapshot(outside) == {}


def test_keep_leaves_a_readme_and_settings_alone(tmp_path: Path) -> None:
    """A repository with files and line ends of its own; the new book has no errors there."""
    mine = {
        "README.md": b"# Mine\r\n",
        ".gitignore": b"*.log\r\n",
        ".vscode/settings.json": b"{}\r\n",
    }
    for name, content in mine.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    done = create_book(tmp_path, title="A new book", time_zone="UTC", keep=True)
    assert done.kept == tuple(sorted(mine))
    assert {name: (tmp_path / name).read_bytes() for name in mine} == mine
    assert check_book(tmp_path / "claims").findings == ()
    assert {*done.written, *done.kept} == set(new_book_files("A new book", "UTC"))


def test_a_disk_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the files are there when it fails; then none, and no new folder."""
    link, count = os.link, 0

    def failing(source: Path, target: Path) -> None:
        nonlocal count
        count += 1
        if count > 15:
            raise KeyboardInterrupt
        link(source, target)

    (tmp_path / "mine.txt").write_text("mine")
    monkeypatch.setattr(os, "link", failing)
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path / "deep" / "down")
    assert snapshot(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_that_comes_to_be_there_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program writes it between the look and the move."""
    link = os.link

    def racing(source: Path, target: Path) -> None:
        if target.name == "book.yaml":
            target.write_text("theirs")
        link(source, target)

    monkeypatch.setattr(os, "link", racing)
    with pytest.raises(UsageError, match="nothing was"):
        make(tmp_path)
    assert {name for name, content in snapshot(tmp_path).items() if content} == {"claims/book.yaml"}
    assert (tmp_path / "claims" / "book.yaml").read_text() == "theirs"


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are copied, and no less carefully."""

    def refusing(*_: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refusing)
    make(tmp_path)
    assert {name for name, content in snapshot(tmp_path).items() if content is not None} == set(
        new_book_files("A new book", "UTC")
    )


@pytest.mark.parametrize("title", ["", "  ", "two\nlines", "a\u202eb", "x" * 201])
def test_a_title_that_cannot_be_one(tmp_path: Path, title: str) -> None:
    """Said before anything is written."""
    with pytest.raises(UsageError, match="--title"):
        make(tmp_path / "new", title)
    assert snapshot(tmp_path) == {}


@pytest.mark.parametrize(
    "title", ["null", "12", "a: b # c", '"', "\\", "@TIME_ZONE@", "قصّة", "{{ x }}", "- - -", "yes"]
)
def test_a_title_is_text_whatever_is_in_it(tmp_path: Path, title: str) -> None:
    """In YAML it reads as it was written."""
    make(tmp_path, title)
    assert load_book(tmp_path / "claims").title == title


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../UTC", "", "utc\n"])
def test_a_time_zone_that_is_none(tmp_path: Path, zone: str) -> None:
    """Said before anything is written."""
    with pytest.raises(UsageError, match="--time-zone"):
        create_book(tmp_path, title="A new book", time_zone=zone)
    assert snapshot(tmp_path) == {}


def test_dir_is_a_file(tmp_path: Path) -> None:
    """A usage problem, and no traceback."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError):
        make(tmp_path / "file")
    with pytest.raises(UsageError):
        make(tmp_path / "file" / "below")
    assert snapshot(tmp_path) == {"file": b"mine"}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the folder is called."""
    make(tmp_path / "one")
    make(tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_the_files_are_in_order(tmp_path: Path, root: Path) -> None:
    """JSON and YAML that can be read, text that ends with a line, no field left unfilled."""
    for path in make(tmp_path):
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert text.endswith("\n"), path
        assert "\r" not in text, path
        assert not path.startswith((".github", ".vscode")) or "@VERSION@" not in text
        if path.endswith(".json"):
            json.loads(text)
        if path.endswith((".yaml", ".yml")):
            yaml.safe_load(text)
        first = text.splitlines()[0]
        if "$schema=" in first:
            assert ((tmp_path / path).parent / first.partition("$schema=")[2]).is_file(), path
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    own = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert set(settings["yaml.schemas"]) == set(own["yaml.schemas"])
    assert all((tmp_path / schema).is_file() for schema in settings["yaml.schemas"])
    for name in ("schemas", ".github/actions/check-claims"):
        shown = {
            path.name: path.read_bytes()
            for path in (root / name).iterdir()
            if not path.name.startswith(".")
        }
        assert {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} == shown


def test_in_a_git_repository(tmp_path: Path) -> None:
    """Texts of others are ignored, the example's is not."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet")
    done = create_book(tmp_path, title="A new book", time_zone="UTC")
    assert done.repository is None
    (tmp_path / "archive" / "article.txt").write_text("Somebody else's words.\n")
    listed = set(git("ls-files", "-z", "--others", "--exclude-standard").split("\0")) - {""}
    assert listed == set(done.written)
    assert "text: unset" in git("check-attr", "text", "--", "archive/article.txt")


@pytest.mark.parametrize("name", ["below", "a desk/two"])
def test_a_second_book_in_a_repository_joins_its_workflow(
    tmp_path: Path, capsys: Captured, name: str
) -> None:
    """Files that work only at the top are not written below it; the advice is YAML."""
    (tmp_path / ".git").mkdir()
    make(tmp_path)
    capsys.readouterr()
    assert main(["init", "--keep", str(tmp_path / name)]) == 0
    out = capsys.readouterr().out
    written = {path for path, content in snapshot(tmp_path / name).items() if content is not None}
    assert set(new_book_files("A", "UTC")) - written == {
        path for path in new_book_files("A", "UTC") if path.startswith((".github/", ".pre-commit"))
    }
    assert check_book(tmp_path / name / "claims").findings == ()
    assert f"is inside the repository {tmp_path}" in out
    assert "Move .github" not in out
    (step,) = yaml.safe_load(
        out[out.index("      - uses:") : out.index("Add a hook to its .pre-commit")]
    )
    assert (tmp_path / step["uses"] / "action.yml").is_file()
    inputs = yaml.safe_load((tmp_path / step["uses"] / "action.yml").read_text())["inputs"]
    assert step["with"].keys() <= inputs.keys()
    assert (tmp_path / step["with"]["book"] / "book.yaml").is_file()
    assert step["with"]["artifact"] != inputs["artifact"]["default"]
    assert "/" not in step["with"]["artifact"]


def test_a_first_book_below_the_top_says_what_to_move(tmp_path: Path, capsys: Captured) -> None:
    """And which folder to name."""
    (tmp_path / ".git").mkdir()
    assert main(["init", str(tmp_path / "desk")]) == 0
    out = capsys.readouterr().out
    assert "Move the folder .github to the top" in out
    assert '  book: "desk/claims"\n' in out
    hook = "with the entry “checker check desk/claims” and the files “^desk/”."
    assert f"Move .pre-commit-config.yaml to the top, {hook}" in out


@pytest.mark.parametrize("below", ["", "new", "example"])
def test_within_a_book_no_other_begins(tmp_path: Path, below: str) -> None:
    """It would be a heap of odd files there."""
    make(tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match="is inside the claim book"):
        make(tmp_path / "claims" / below, keep=True)
    assert snapshot(tmp_path) == before
    with pytest.raises(
        UsageError, match=r"claims/ already holds a book \(check it .*\); start another elsewhere"
    ):
        make(tmp_path, keep=True)


def installed_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: object) -> str:
    """What a new workflow names, if pip noted that the tool was installed from there."""
    about = tmp_path / "checker_factbook-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: checker-factbook\nVersion: 0.1.0\n"
    )
    (about / "direct_url.json").write_text(
        origin if isinstance(origin, str) else json.dumps(origin)
    )
    monkeypatch.syspath_prepend(tmp_path)
    workflow = yaml.safe_load(new_book_files("A", "UTC")[".github/workflows/claims.yml"])
    return str(workflow["jobs"]["check"]["steps"][-1]["with"]["install"])


def test_a_tool_from_a_commit_is_named_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the whole id of the commit, which nobody can move."""
    vcs = {"vcs": "git", "requested_revision": "main", "commit_id": "0a" * 20}
    found = installed_from(
        tmp_path, monkeypatch, {"url": "https://forge.example/x/y.git", "vcs_info": vcs}
    )
    assert found == f"checker-factbook @ git+https://forge.example/x/y.git@{'0a' * 20}"


@pytest.mark.parametrize(
    "origin",
    [
        {"url": "file:///home/x/checker", "dir_info": {"editable": True}},
        {"url": "file:///home/x/checker", "vcs_info": {"vcs": "git", "commit_id": "0a" * 20}},
        {"url": "file:///home/x/y.whl", "archive_info": {}},
        {"url": 1, "vcs_info": 2},
        [],
        "",
        "{",
    ],
)
def test_any_other_is_a_wheel_to_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: object
) -> None:
    """No index is named, and no place that only this machine has."""
    found = installed_from(tmp_path, monkeypatch, origin)
    assert found == f"tools/checker_factbook-{__version__}-py3-none-any.whl"


def test_it_says_how_to_make_the_wheel(tmp_path: Path, root: Path, capsys: Captured) -> None:
    """Unless it is there, or the tool is from elsewhere."""
    assert main(["init", str(tmp_path / "one")]) == 0
    assert f"pip wheel --no-deps --wheel-dir tools {root}\n" in capsys.readouterr().out
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "x.whl").write_bytes(b"")
    for what in ("x.whl", "vendor/checker", "git+https://forge.example/x@" + "0a" * 20):
        shutil.rmtree(tmp_path / "three", ignore_errors=True)
        shutil.copytree(tmp_path / "two", tmp_path / "three")
        assert main(["init", str(tmp_path / "three"), "--install", what]) == 0
        out = capsys.readouterr().out
        assert f"CI installs the tool from {what}.\n" in out
        assert "pip wheel" not in out
        text = (tmp_path / "three" / ".github" / "workflows" / "claims.yml").read_text(
            encoding="utf-8"
        )
        assert f'install: "{what}"\n' in text


@pytest.mark.parametrize("install", ["-r x", 'a"b', "a\nb", "${{ github.token }}", "a\\b"])
def test_what_ci_installs_cannot_break_out_of_the_workflow(tmp_path: Path, install: str) -> None:
    """It is written there in quotation marks."""
    with pytest.raises(UsageError, match="--install"):
        create_book(tmp_path, title="A", time_zone="UTC", install=install)
    assert snapshot(tmp_path) == {}


def test_the_hook_runs_what_is_there(tmp_path: Path) -> None:
    """The local hook of a new book is a command of this tool."""
    make(tmp_path)
    data = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    ((hook,),) = [repository["hooks"] for repository in data["repos"]]
    assert [repository["repo"] for repository in data["repos"]] == ["local"]
    command, *arguments = hook["entry"].split()
    done = subprocess.run(
        [Path(sys.executable).with_name(command), *arguments],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_an_installed_package_carries_everything(root: Path, tmp_path: Path) -> None:
    """The wheel built from the source distribution holds the files of the checkout."""
    pytest.importorskip("hatchling", reason="building a wheel needs hatchling")
    build = "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, tmp_path],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    with tarfile.open(tmp_path / done.stdout.split()[-1]) as sources:
        sources.extractall(tmp_path, filter="data")
    (root,) = tmp_path.glob("*/pyproject.toml")
    root = root.parent
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, tmp_path],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(tmp_path / done.stdout.split()[-1], unpacked, "zip")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import checker;"
        "assert checker.__file__.startswith(sys.argv[1]);"
        "from checker.cli.main import main; sys.exit(main(['init', sys.argv[2]]))"
    )
    command = [sys.executable, "-P", "-c", program, unpacked, tmp_path / "new"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "new").keys() >= new_book_files("A new claim book", "UTC").keys()
    for path, content in new_book_files("A new claim book", "UTC").items():
        assert (tmp_path / "new" / path).read_bytes() == content, path


def test_no_error_is_let_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that would not check green is never written."""
    from checker.usecases import init

    def broken(title: str, time_zone: str, install: str) -> dict[str, bytes]:
        found = new_book_files(title, time_zone, install)
        return {
            **found,
            "claims/example/example-files.yaml": found["claims/example/example-files.yaml"]
            + b"stray: 1\n",
        }

    monkeypatch.setattr(init, "new_book_files", broken)
    with pytest.raises(UsageError, match="would have an error"):
        make(tmp_path)
    assert snapshot(tmp_path) == {}
