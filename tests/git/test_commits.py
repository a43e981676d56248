"""Commits: their people, messages and signatures, and the commits in a range."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.git import GitError, Person, Repository, Signature

from ..repositories import Made

Maker = Callable[..., Made]
RE, ED = Person("Re Searcher", "re@desk.example"), Person("Ed Itor", "ed@desk.example")


def subjects(made: Made, since: str | None, until: str, *paths: str) -> list[str]:
    """Of the commits in a range."""
    return [commit.subject for commit in Repository.at(made.folder).commits(since, until, paths)]


def test_a_commit_has_its_people(make_repo: Maker) -> None:
    """Author, committer, and whoever the message names."""
    made = make_repo()
    one = made.commit(
        "One\nline\n\nBody\n\nCo-authored-by: Ed <e@x>\n", author="A <a@x>", committer="B <b@x>"
    )
    (commit,) = Repository.at(made.folder).commits(None, "HEAD")
    assert (commit.oid, commit.parents, commit.subject) == (one, (), "One line")
    assert (commit.author, commit.committer) == (Person("A", "a@x"), Person("B", "b@x"))
    assert commit.coauthors == (Person("Ed", "e@x"),)


SQUASHED = """Squash (#3)

* First

Co-authored-by: Ed Itor <ed@desk.example>

* Second

CO-AUTHORED-BY:  ed   itor   <ED@x>
co-authored-by: Long
 Name <long@x>
Co-authored-by: nobody
Co-authored-by: Ed Itor <ed@desk.example>
Not-co-authored-by: Other <other@x>
See Co-authored-by: Other <other@x>
"""


def test_coauthors_wherever_in_the_message(make_repo: Maker) -> None:
    """As squashing leaves them; each once; what is no person is left out."""
    made = make_repo()
    made.commit(SQUASHED)
    (commit,) = Repository.at(made.folder).commits(None, "HEAD")
    assert commit.coauthors == (ED, Person("ed itor", "ED@x"), Person("Long Name", "long@x"))


def written(made: Made, head: bytes, body: bytes = b"\n\nOne\n") -> str:
    """A commit object with a header of one's own, which HEAD is then."""
    tree = made.git("hash-object", "-t", "tree", "-w", "--stdin").encode()
    oid = made.git(
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--literally",
        "--stdin",
        given=b"tree " + tree + b"\n" + head + body,
    )
    made.git("update-ref", "refs/heads/main", oid)
    return oid


@pytest.mark.parametrize(
    ("who", "person"),
    [
        (b"A B <a@x> 1 +0000", Person("A B", "a@x")),
        (b"A <a@x>", Person("A", "a@x")),
        (b"<a@x> 1 +0000", Person("", "a@x")),
        (b"A <> 1 +0000", Person("A", "")),
        (b"A <a <b> 1 +0000", Person("A", "a b")),
        (b"A  \t B <a@x> 1 +0000", Person("A B", "a@x")),
        (b"\xff\xfe <a@x> 1 +0000", Person("\udcff\udcfe", "a@x")),
        (b"nothing at all", Person("nothing at all", "")),
        (b"", Person("", "")),
    ],
)
def test_odd_people(make_repo: Maker, who: bytes, person: Person) -> None:
    """Whatever other tools have written, and whatever is in the mailmap."""
    made = make_repo()
    written(made, b"author " + who + b"\ncommitter C <c@x> 1 +0000")
    made.write(".mailmap", "Cee <c@x>\n")
    (commit,) = Repository.at(made.folder).commits(None, "HEAD")
    assert commit.author == person
    assert commit.committer == Person("Cee", "c@x")


def test_another_encoding(make_repo: Maker) -> None:
    """The message is read in the encoding of the commit; in UTF-8 if that is unknown."""
    made = make_repo()
    for encoding, name in (
        (b"ISO-8859-1", b"\xc9d"),
        (b"no-such", b"\xc3\x89d"),
        (b"\xff", b"\xc3\x89d"),
    ):
        written(
            made,
            b"author " + name + b" <e@x> 1 +0000\ncommitter C <c@x> 1 +0000\nencoding " + encoding,
            b"\n\n" + name,
        )
        (commit,) = Repository.at(made.folder).commits(None, "HEAD")
        assert (commit.author, commit.subject) == (Person("Éd", "e@x"), "Éd")


def test_a_commit_without_a_message(make_repo: Maker) -> None:
    """Has an empty subject."""
    made = make_repo()
    for body in (b"", b"\n", b"\n\n", b"\n\n\n\n"):
        written(made, b"author A <a@x> 1 +0000\ncommitter C <c@x> 1 +0000", body)
        assert subjects(made, None, "HEAD") == [""]


def test_people_are_those_of_the_mailmap(make_repo: Maker) -> None:
    """Authors, committers, coauthors, whoever asks, and whoever works here."""
    made = make_repo()
    made.write(
        ".mailmap",
        "Ed Itor <ed@desk.example> <eddie@home.example>\n"
        "Re Searcher <re@desk.example> Old <old@x>\n",
    )
    made.commit(
        "One\n\nCo-authored-by: E <EDDIE@home.example>",
        author="Eddie <eddie@home.example>",
        committer="Old <old@x>",
    )
    made.git("config", "user.name", "Eddie")
    made.git("config", "user.email", "eddie@home.example")
    found = Repository.at(made.folder / "claims")
    (commit,) = found.commits(None, "HEAD")
    assert (commit.author, commit.committer, commit.coauthors) == (ED, RE, (ED,))
    assert found.canonical(Person("Eddie", "eddie@home.example")) == ED
    assert found.canonical(Person("Other", "old@x")) == Person("Other", "old@x")
    assert found.canonical(Person("E<d>", "ed\n@x")) == Person("Ed", "ed @x")
    assert found.identity() == ED


def test_who_works_here(make_repo: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    """From git's settings, never guessed from the machine."""
    made = make_repo()
    found = Repository.at(made.folder)
    assert found.identity() == RE
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ed Itor")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ed@desk.example")
    assert Repository.at(made.folder).identity() == ED
    monkeypatch.delenv("GIT_AUTHOR_NAME")
    made.git("config", "--unset", "user.name")
    with pytest.raises(GitError, match=r"`git config user\.name 'Your Name'`"):
        Repository.at(made.folder).identity()
    made.git("config", "user.name", "")
    with pytest.raises(GitError, match=r"`git config user\.name 'Your Name'`"):
        Repository.at(made.folder).identity()


def test_a_range(make_repo: Maker) -> None:
    """What one commit has and the other has not; newest first."""
    made = make_repo()
    for name in "abc":
        made.commit(name)
    assert subjects(made, None, "HEAD") == ["c", "b", "a"]
    assert subjects(made, "HEAD~2", "HEAD") == ["c", "b"]
    assert subjects(made, "HEAD", "HEAD") == []
    assert subjects(made, "HEAD", "HEAD~1") == []


def test_no_child_comes_after_its_parent(make_repo: Maker) -> None:
    """Whatever the clocks said."""
    made = make_repo()
    made.commit("a")
    made.minutes = -1000
    made.commit("b")
    made.minutes = 1000
    made.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    made.commit("c")
    made.minutes = -2000
    made.git("checkout", "--quiet", "main")
    made.merge("side", message="m")
    found = subjects(made, None, "HEAD")
    assert found[0] == "m"
    assert found[-1] == "a"


def octopus(made: Made) -> None:
    """Three branches merged at once.

    Two of them change one file, and so does a commit that another one takes back.
    """
    made.write("claims/a.yaml", "0\n" + "-\n" * 9 + "0\n")
    made.write("other", "0\n")
    made.commit("base")
    middle = "-\n" * 9
    changes = [
        ("one", "claims/a.yaml", f"1\n{middle}0\n"),
        ("two", "claims/a.yaml", f"0\n{middle}2\n"),
        ("three", "other", "3\n"),
    ]
    for branch, path, text in changes:
        made.git("checkout", "--quiet", "-b", branch, "main")
        made.write(path, text)
        made.commit(branch)
    made.git("checkout", "--quiet", "three")
    made.write("claims/a.yaml", "changed\n")
    made.commit("change")
    made.write("claims/a.yaml", "0\n" + "-\n" * 9 + "0\n")
    made.commit("take back")
    made.git("checkout", "--quiet", "main")
    made.merge("one", "two", "three", message="octopus")


def test_no_side_of_a_merge_is_hidden(make_repo: Maker) -> None:
    """Git leaves out commits that did not matter in the end; here all are listed."""
    made = make_repo()
    octopus(made)
    assert set(subjects(made, None, "HEAD")) == {
        "base",
        "one",
        "two",
        "three",
        "change",
        "take back",
        "octopus",
    }
    assert set(subjects(made, None, "HEAD", "claims")) == {
        "base",
        "one",
        "two",
        "change",
        "take back",
        "octopus",
    }
    assert set(subjects(made, "HEAD~1", "HEAD", "claims/a.yaml")) == {
        "one",
        "two",
        "change",
        "take back",
        "octopus",
    }
    assert subjects(made, None, "HEAD", "other") == ["octopus", "three", "base"]
    assert set(subjects(made, None, "HEAD", "other", "claims/")) == set(
        subjects(made, None, "HEAD", "")
    )
    assert len(Repository.at(made.folder).commits("HEAD~1", "HEAD", ["claims"])[0].parents) == 4
    assert subjects(made, None, "HEAD", "gone", "cl*", ":/", "-p") == []


@pytest.fixture
def signing(make_repo: Maker, tmp_path: Path) -> Made:
    """A repository that signs with a key of its own. No key is trusted yet."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is not installed")
    made = make_repo()
    for key in ("key", "other"):
        command = [
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            key,
            "-f",
            str(tmp_path / key),
        ]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    for name, value in (("gpg.format", "ssh"), ("user.signingkey", str(tmp_path / "key.pub"))):
        made.git("config", name, value)
    return made


def allow(made: Made, signers: Path, *keys: str) -> None:
    """Give git a list of signers with some keys."""
    lines = (f"ed@desk.example {(signers.parent / f'{key}.pub').read_text()}" for key in keys)
    signers.write_text("".join(lines))
    made.git("config", "gpg.ssh.allowedSignersFile", str(signers))


def test_signatures(signing: Made, tmp_path: Path) -> None:
    """Good with a known key, unknown with another, none, and bad if the commit was changed."""
    signing.commit("good", options=("-S",))
    signing.git("config", "user.signingkey", str(tmp_path / "other.pub"))
    signing.commit("stranger", options=("-S",))
    signing.commit("unsigned")
    signing.git("config", "user.signingkey", str(tmp_path / "key.pub"))
    signing.commit("changed", options=("-S",))
    changed = signing.git("cat-file", "commit", "HEAD").replace("\n\nchanged", "\n\nforged") + "\n"
    forged = signing.git("hash-object", "-t", "commit", "-w", "--stdin", given=changed)
    signing.git("reset", "--quiet", "--hard", forged)
    allow(signing, tmp_path / "signers", "key")

    def found(check: bool) -> dict[str, tuple[Signature, str]]:
        commits = Repository.at(signing.folder).commits(None, "HEAD", signatures=check)
        return {commit.subject: (commit.signature, commit.signer) for commit in commits}

    signatures = found(True)
    assert signatures["good"] == (Signature.GOOD, "ed@desk.example")
    assert signatures["stranger"] == (Signature.UNKNOWN, "")
    assert signatures["unsigned"] == (Signature.NONE, "")
    assert signatures["forged"][0] is Signature.BAD
    assert list(signatures) == ["forged", "unsigned", "stranger", "good"]
    unasked = (Signature.UNKNOWN, "")
    assert found(False) == {
        "good": unasked,
        "stranger": unasked,
        "forged": unasked,
        "unsigned": (Signature.NONE, ""),
    }


def test_a_signature_that_cannot_be_checked_is_not_none(signing: Made, tmp_path: Path) -> None:
    """Without a list of signers, or without the program, git itself says "not signed"."""
    signing.commit("good", options=("-S",))

    def verdict() -> Signature:
        return Repository.at(signing.folder).commits(None, "HEAD", signatures=True)[0].signature

    assert verdict() is Signature.UNKNOWN
    allow(signing, tmp_path / "signers", "key")
    assert verdict() is Signature.GOOD
    signing.git("config", "gpg.ssh.program", "/nowhere/ssh-keygen")
    assert verdict() is Signature.UNKNOWN


def test_signers_named_for_one_run(
    signing: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By variables, as a workflow does it."""
    signing.commit("good", options=("-S",))
    allow(signing, tmp_path / "signers", "key")
    signing.git("config", "--unset", "gpg.ssh.allowedSignersFile")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "gpg.ssh.allowedSignersFile")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(tmp_path / "signers"))
    assert (
        Repository.at(signing.folder).commits(None, "HEAD", signatures=True)[0].signature
        is Signature.GOOD
    )


def test_a_key_that_was_revoked(signing: Made, tmp_path: Path) -> None:
    """Makes a bad signature."""
    signing.commit("good", options=("-S",))
    allow(signing, tmp_path / "signers", "key")
    signing.git("config", "gpg.ssh.revocationFile", str(tmp_path / "key.pub"))
    (commit,) = Repository.at(signing.folder).commits(None, "HEAD", signatures=True)
    assert commit.signature is Signature.BAD
