"""Commits by name, trees, files: from whole clones, and from those that lack something."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.git import Entry, GitError, Repository

from ..repositories import Made

Maker = Callable[..., Made]


@pytest.fixture
def repo(make_repo: Maker) -> Made:
    """Three commits, of a file that grows."""
    made = make_repo()
    for number in range(1, 4):
        made.write("claims/a.yaml", f"id: a{number}\n")
        made.write(f"claims/turnout/{number}.yaml", f"id: {number}\n")
        made.commit(f"Number {number}")
    return made


def test_names_of_commits(repo: Made) -> None:
    """Whatever git takes for one."""
    head = repo.head
    repo.git("tag", "-a", "-m", "Tag", "v1")
    repo.git("branch", "feature/é")
    repo.git("update-ref", "refs/heads/-all", head)
    found = Repository.at(repo.folder)
    for name in (
        "HEAD",
        "main",
        "v1",
        "feature/é",
        head,
        head[:10],
        "-all",
        "refs/heads/main",
        "HEAD@{0}",
    ):
        assert found.commit(name) == head
    assert found.commit("HEAD~2") == repo.git("rev-parse", "HEAD~2")
    repo.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert found.commit("HEAD") == repo.head != head


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nothing",
        "--all",
        "-h",
        "a b",
        "two\nHEAD",
        "n\0l",
        "HEAD:claims",
        "HEAD..main",
        "^HEAD",
        "\ud800",
        "x\udcff",
    ],
)
def test_names_of_nothing(repo: Made, name: str) -> None:
    """Are refused, and no option of git's."""
    with pytest.raises(GitError):
        Repository.at(repo.folder).commit(name)


def test_a_name_that_only_origin_has(repo: Made, tmp_path: Path) -> None:
    """As in a checkout that made no branch of it."""
    repo.git("branch", "base")
    clone = repo.clone(tmp_path / "clone")
    with pytest.raises(
        GitError, match="no commit is called 'base' here, but there is 'origin/base': use that name"
    ):
        Repository.at(clone.folder).commit("base")


def test_a_commit_that_was_forced_away(repo: Made, tmp_path: Path) -> None:
    """A full id that is missing, and the id that means "none before"."""
    repo.git("checkout", "--quiet", "-b", "side")
    gone = repo.commit("Will be forced away")
    repo.git("reset", "--quiet", "--hard", "main")
    found = Repository.at(repo.clone(tmp_path / "clone").folder)
    with pytest.raises(
        GitError,
        match="not in this clone: fetch it, or name another one if a forced push removed it",
    ):
        found.commit(gone)
    with pytest.raises(GitError, match="a new branch has none before it"):
        found.commit("0" * 40)
    for ask in (
        lambda: found.tree(gone, ""),
        lambda: found.blob(gone, "claims/a.yaml"),
        lambda: found.commits(gone, "HEAD"),
    ):
        with pytest.raises(GitError, match="not in this clone"):
            ask()


def test_a_shallow_clone(repo: Made, tmp_path: Path) -> None:
    """The error says that the clone is shallow, whatever is missing."""
    first, second = repo.git("rev-parse", "HEAD~2"), repo.git("rev-parse", "HEAD~1")
    repo.git("checkout", "--quiet", "-b", "side", first)
    repo.commit("Side")
    repo.git("checkout", "--quiet", "main")
    clone = repo.clone(tmp_path / "clone", "--depth=1", "--no-single-branch")
    found = Repository.at(clone.folder)
    assert found.shallow
    assert [one.oid for one in found.commits(None, "HEAD")] == [repo.head]
    assert found.commits(None, "HEAD")[0].parents == (second,)
    for name in (second, "HEAD~1", "v1"):
        with pytest.raises(
            GitError, match=r"no commit is called .* `fetch-depth: 0` in the checkout step"
        ):
            found.commit(name)
    with pytest.raises(GitError, match=r"no commit in common here\. This is a shallow clone"):
        found.merge_base("HEAD", "origin/side")
    clone.git("fetch", "--quiet", "--unshallow")
    assert Repository.at(clone.folder).merge_base("HEAD", "origin/side") == first


def test_the_commit_in_common(repo: Made) -> None:
    """Of two branches; unrelated ones have none."""
    base = repo.git("rev-parse", "HEAD~1")
    repo.git("checkout", "--quiet", "-b", "side", base)
    repo.commit("Side")
    found = Repository.at(repo.folder)
    assert found.merge_base("main", "side") == base
    assert found.merge_base("main", base) == base
    repo.git("checkout", "--quiet", "--orphan", "alone")
    repo.commit("Alone")
    with pytest.raises(
        GitError,
        match="'main' and 'alone' have no commit in common: compare commits of one history",
    ):
        found.merge_base("main", "alone")


def test_a_tree(repo: Made) -> None:
    """All files in a folder.

    A file is not a folder, and a name that begins in the same way is another name.
    """
    repo.write("claims-old/x.yaml", "x")
    repo.commit()
    found = Repository.at(repo.folder)
    expected = {"a.yaml", "turnout/1.yaml", "turnout/2.yaml", "turnout/3.yaml"}
    for folder in ("claims", "claims/", "./claims"):
        assert set(found.tree("HEAD", folder)) == expected
    assert set(found.tree("HEAD~1", "claims")) == expected
    assert set(found.tree("HEAD~2", "claims")) == expected - {"turnout/3.yaml"}
    assert set(found.tree("HEAD", "")) == {f"claims/{name}" for name in expected} | {
        "claims-old/x.yaml"
    }
    assert found.tree("HEAD", "") == found.tree("HEAD", ".")
    for nothing in (
        "claims/a.yaml",
        "gone",
        "claims/tur",
        "claims/turnout/1.yaml/x",
        "*",
        "claims/*",
    ):
        assert found.tree("HEAD", nothing) == {}
    with pytest.raises(GitError, match="outside repository"):
        found.tree("HEAD", "../x")
    oid = repo.git("rev-parse", "HEAD:claims/a.yaml")
    assert found.tree("HEAD", "claims")["a.yaml"] == Entry("file", oid)


NAMES = [
    b"a b",
    "نص.yaml".encode(),
    b"two\nlines",
    b"tab\there",
    b'quote"d',
    b"back\\slash",
    b"\xff\xfe",
    b":(top)x",
    b"-r",
    b"*",
]


def assert_one_version(found: Repository, path: str, content: bytes) -> None:
    """A path has this content, and one commit made it."""
    assert found.blob("HEAD", path) == content
    assert [earlier for _, earlier in found.history(path)] == [path]
    assert len(found.commits(None, "HEAD", [path])) == 1


def test_names_of_files(make_repo: Maker) -> None:
    """Names are bytes; what is not UTF-8 comes back as it was."""
    made = make_repo()
    oids = {name: made.git("hash-object", "-w", "--stdin", given=name) for name in NAMES}
    lines = b"".join(b"100644 %s 0\t%s\0" % (oids[name].encode(), b"dir/" + name) for name in NAMES)
    made.git("update-index", "-z", "--index-info", given=lines)
    made.git("commit", "-qm", "One", env=made.people("A <a@x>"))
    found = Repository.at(made.folder)
    tree = found.tree("HEAD", "dir")
    by_bytes = {name.encode("utf-8", "surrogateescape"): name for name in tree}
    assert by_bytes.keys() == set(NAMES)
    assert {raw: tree[name].oid for raw, name in by_bytes.items()} == oids
    for raw, name in by_bytes.items():
        assert_one_version(found, f"dir/{name}", raw)
    made.git("commit", "-qm", "Two", "--allow-empty", env=made.people("A <a@x>"))
    made.git("rm", "-q", "--cached", "-r", "dir")
    made.git("commit", "-qm", "Three", env=made.people("A <a@x>"))
    assert set(found.changed("HEAD~2", "HEAD")) == {f"dir/{name}" for name in tree}
    assert found.changed("HEAD~2", "HEAD", "dir/*") == ("dir/*",)


def test_links_are_links(repo: Made) -> None:
    """And no files: what they point to is not followed."""
    (repo.folder / "claims" / "link.yaml").symlink_to("a.yaml")
    repo.commit()
    found = Repository.at(repo.folder)
    entry = found.tree("HEAD", "claims")["link.yaml"]
    assert entry.kind == "link"
    assert found.blobs([entry.oid]) == {entry.oid: b"a.yaml"}
    assert found.blob("HEAD", "claims/link.yaml") is None


def test_a_file_at_a_commit(repo: Made) -> None:
    """Its bytes, or None."""
    found = Repository.at(repo.folder)
    assert found.blob("HEAD", "claims/a.yaml") == b"id: a3\n"
    assert found.blob("HEAD~2", "claims/a.yaml") == b"id: a1\n"
    for nothing in ("claims", "claims/b.yaml", "", ".", "claims/a.yaml/x"):
        assert found.blob("HEAD", nothing) is None


CONTENTS = st.lists(
    st.binary(max_size=60) | st.sampled_from([b"", b"\n", b"x missing\n", b"a blob 3\nabc\n"]),
    max_size=8,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(contents=CONTENTS)
def test_contents_come_back_as_they_were(make_repo: Maker, contents: list[bytes]) -> None:
    """Whatever is in them."""
    made = make_repo("contents")
    oids = [made.git("hash-object", "-w", "--stdin", given=content) for content in contents]
    assert Repository.at(made.folder).blobs(iter(oids + oids)) == dict(
        zip(oids, contents, strict=True)
    )


def filled(made: Made, count: int, size: int) -> list[str]:
    """Many files, in one commit."""
    marks = "".join(
        f"blob\nmark :{n}\ndata {size}\n{str(n).rjust(size, '.')}\n" for n in range(1, count + 1)
    )  # fmt: skip
    files = "".join(f"M 100644 :{n} claims/{n % 50}/{n}.yaml\n" for n in range(1, count + 1))
    stream = (
        f"{marks}commit refs/heads/main\ncommitter A <a@x> 1700000000 +0000\ndata 3\nOne\n{files}"
    )
    made.git("fast-import", "--quiet", given=stream)
    return [entry.oid for entry in Repository.at(made.folder).tree("main", "").values()]


def test_ten_thousand_files(make_repo: Maker) -> None:
    """More than a pipe holds, in both directions: neither side may wait for the other."""
    made = make_repo()
    oids = filled(made, 10_000, 500)
    contents = Repository.at(made.folder).blobs(oids)
    assert len(contents) == 10_000
    assert {content[-6:].strip(b".") for content in contents.values()} == {
        str(n).encode() for n in range(1, 10_001)
    }


def test_objects_that_are_not_there(repo: Made) -> None:
    """Or are something else, are named."""
    found = Repository.at(repo.folder)
    gone = found.tree("HEAD", "claims")["a.yaml"].oid
    here = found.tree("HEAD", "claims")["turnout/1.yaml"].oid
    path = repo.folder / ".git" / "objects" / gone[:2] / gone[2:]
    path.chmod(0o644)
    path.unlink()
    with pytest.raises(
        GitError, match=f"the object {gone} is not in this clone. The clone lacks objects"
    ):
        found.blobs([here, gone])
    with pytest.raises(GitError, match="is a tree, not a blob"):
        found.blobs([repo.git("rev-parse", "HEAD:claims")])
    with pytest.raises(GitError, match="is not an object id"):
        found.blobs(["HEAD\n:x"])


def test_a_partial_clone(repo: Made, tmp_path: Path) -> None:
    """Nothing is fetched. The error names what is missing, and says what to do."""
    clone = repo.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    found = Repository.at(clone.folder)
    entry = found.tree("HEAD", "claims")["a.yaml"]
    with pytest.raises(
        GitError, match=f"the object {entry.oid} is not in this clone. This is a partial clone"
    ):
        found.blobs([entry.oid])
    with pytest.raises(GitError, match="partial clone"):
        found.blob("HEAD", "claims/a.yaml")
    missing = clone.git("rev-list", "--objects", "--missing=print", "HEAD")
    assert f"?{entry.oid}" in missing


def test_a_clone_without_trees(repo: Made, tmp_path: Path) -> None:
    """Likewise."""
    clone = repo.clone(tmp_path / "clone", "--filter=tree:0", "--no-checkout")
    found = Repository.at(clone.folder)
    assert len(found.commits(None, "HEAD")) == 3
    for ask in (
        lambda: found.tree("HEAD", "claims"),
        lambda: found.changed("HEAD~1", "HEAD"),
        lambda: found.commits(None, "HEAD", ["claims"]),
        lambda: found.history("claims/a.yaml"),
    ):
        with pytest.raises(GitError, match="partial clone"):
            ask()


def test_nothing_is_fetched_by_an_older_git(repo: Made, tmp_path: Path) -> None:
    """Which knows no ``GIT_NO_LAZY_FETCH``: no transport is allowed either."""
    clone = repo.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    found = Repository.at(clone.folder)
    variables = {
        name: value for name, value in found._git.variables.items() if name != "GIT_NO_LAZY_FETCH"
    }
    oid = found.tree("HEAD", "claims")["a.yaml"].oid
    done = subprocess.run(
        ["git", "cat-file", "blob", oid],
        cwd=clone.folder,
        env=variables,
        capture_output=True,
        check=False,
    )
    assert done.returncode
    assert b"not allowed" in done.stderr


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_either_kind_of_object_id(make_repo: Maker, options: tuple[str, ...]) -> None:
    """SHA-1 and SHA-256."""
    made = make_repo("repo", *options)
    made.write("claims/a.yaml", "a\n" * 20)
    one = made.commit("One", author="A <a@x>")
    made.git("mv", "claims", "book")
    made.write("book/a.yaml", "a\n" * 20 + "b\n")
    two = made.commit("Two")
    found = Repository.at(made.folder)
    assert len(one) == (64 if options else 40)
    assert found.commit(one) == one
    assert found.merge_base(one, "HEAD") == one
    assert found.blob(one, "claims/a.yaml") == b"a\n" * 20
    assert [one.oid for one in found.commits(one, two)] == [two]
    assert [(commit.oid, path) for commit, path in found.history("book/a.yaml")] == [
        (two, "book/a.yaml"),
        (one, "claims/a.yaml"),
    ]
    assert found.changed(one, two) == ("book/a.yaml", "claims/a.yaml")


def test_objects_that_git_was_told_to_replace(repo: Made) -> None:
    """Replacements do not count, because another machine does not have them."""
    found = Repository.at(repo.folder)
    old = found.tree("HEAD", "claims")["a.yaml"].oid
    repo.git("replace", old, repo.git("hash-object", "-w", "--stdin", given="other"))
    assert Repository.at(repo.folder).blob("HEAD", "claims/a.yaml") == b"id: a3\n"
