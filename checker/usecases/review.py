"""Review a book: show a claim to an editor, and write down what the editor decided."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from checker.assessment import Report
from checker.book import Act, Claim, ReviewState
from checker.findings import Severity
from checker.git import Person
from checker.render.review import Changed, View
from checker.review import (
    Mark,
    changes,
    digest_of,
    field_digests,
    parts_of,
    texts_of,
)
from checker.usecases.check import check_book
from checker.usecases.errors import UsageError, unknown
from checker.usecases.file_history import BookHistory, Authorship
from checker.usecases.review_writer import write_review
from checker.usecases.yaml_edit import Record, open_record
from checker.verification import Archive, QuoteStatus

ATTESTS: Final = "the quotes support the claim as worded"

_PROVEN: Final = (QuoteStatus.TEXT, QuoteStatus.RECEIPT)
_UNPROVEN: Final = frozenset(f"quote-{status}" for status in QuoteStatus)
"""Findings that say no more than that a quote is not proven."""

_JOINERS: Final = str.maketrans(
    "", "", "\u200c\u200d"
)  # not printable by themselves, and wanted in Persian


@dataclass(frozen=True, slots=True)
class SavedReview:
    """What was written."""

    path: Path
    words: str


class ReviewSession:
    """A book on an editor's desk. Raises ``UsageError`` where there is no book."""

    def __init__(self, folder: Path, archive: Archive | None) -> None:
        self.folder = folder
        self.report: Report = check_book(folder, archive)
        self._book = self.report.assessment.book
        self._files: BookHistory | None = None

    @property
    def files(self) -> Files:
        """The book in git; raises ``UsageError`` if it is in none."""
        self._files = self._files or BookHistory(self.folder)
        return self._files

    def claim(self, name: str) -> Claim:
        """A claim by id; raises ``UsageError`` if there is none, or it cannot be read."""
        if name in self._book.claims:
            return self._book.claims[name]
        for item in self.report.findings:
            path = item.location.path
            if (
                item.severity is Severity.ERROR
                and path.count("/") == 1
                and path.endswith(f"/{name}.yaml")
            ):
                raise UsageError(
                    f"{path} cannot be read: {item.message} ({item.kind}); correct it first"
                )
        raise unknown(f"no claim in {self._book.name} is called", name, self._book.claims)

    def listed(self, state: str = "", topic: str = "", assigned: str = "") -> list[Claim]:
        """Claims that fit, in the order of the book; raises ``UsageError`` for a topic that is none."""
        if topic and topic not in self._book.topics:
            raise UsageError(
                f"no topic “{topic}” in book.yaml; known: {', '.join(self._book.topics)}"
            )
        wanted = assigned.casefold()
        return [
            claim
            for _, claims in self.report.claims_by_topic
            for claim in claims
            if (not topic or claim.topic == topic)
            and (not state or state in self._states(claim))
            and (not assigned or wanted in claim.review.assigned.casefold())
        ]

    def _states(self, claim: Claim) -> set[str]:
        """The words that a claim is listed by."""
        approval = self.report.assessment.approvals.get(claim.id)
        if approval is None or approval.mark is Mark.STANDS:
            return {claim.review.state.value}
        return {"lapsed"} if approval.mark is Mark.LAPSED else {"approved", "grade-moved"}

    def following(self) -> View | None:
        """The next claim that waits for whoever works here: theirs first, then nobody's."""
        me = self.files.identity()
        for claim in self._waiting(me):
            past = self.files.past(claim)
            if not any(me.same_as(person) for person in (*past.recorded, *past.edited)):
                return self.view(claim)
        return None

    def _waiting(self, me: Person) -> Iterator[Claim]:
        waiting = [
            claim
            for claim in self.listed()
            if self._states(claim) & {"in-review", "lapsed", "grade-moved"}
        ]
        for mine in (True, False):
            for claim in waiting:
                asked = Person.parse(claim.review.assigned)
                if mine == (asked is not None and self.files.canonical(asked).same_as(me)) and (
                    mine or asked is None
                ):
                    yield claim

    def view(self, claim: Claim) -> View:
        """A claim with all that an editor wants to know before approving it."""
        past, me, unknown = Authorship(), "", ""
        try:
            past = self.files.past(claim)
            me = str(self.files.identity())
        except UsageError as problem:
            unknown = str(problem)
        old, why_not = self._approved(claim)
        refusals = [
            *self._refusals(claim),
            *([unknown] if unknown else []),
            *self._four_eyes(past, me),
        ]
        return View(
            report=self.report,
            claim=claim,
            recorded=tuple(map(str, past.recorded)),
            edited=tuple(map(str, past.edited)),
            changed=tuple(self._changed(claim, old)),
            no_words=why_not,
            me=me,
            refusals=tuple(refusals),
            token=self.token(claim),
        )

    def token(self, claim: Claim) -> str:
        """Stands for what an editor has read: the bytes of the file, what an approval would bind, the grade."""
        grade = self.report.assessment.grades[claim.id]
        read = [
            self._book.files[claim.place.document.path],
            self.digest(claim),
            grade.verdict,
            grade.strength,
        ]
        return sha256(json.dumps(read).encode()).hexdigest()[:12]

    def digest(self, claim: Claim) -> str:
        """What an approval of the claim as it is would be bound to."""
        data = claim.place.document.data
        return digest_of(data, texts_of(self._book, data))

    def parts(self, claim: Claim) -> dict[str, Any]:
        """The fields of the claim as it is."""
        data = claim.place.document.data
        return parts_of(data, texts_of(self._book, data))

    def _approved(self, claim: Claim) -> tuple[dict[str, Any] | None, str]:
        """The fields of a lapsed claim as they were approved."""
        approval = self.report.assessment.approvals.get(claim.id)
        if (
            approval is None
            or approval.act is None
            or approval.mark is not Mark.LAPSED
            or approval.problem
        ):
            return None, ""
        try:
            return self.files.approved(claim, approval.act)
        except UsageError as problem:
            return None, str(problem)

    def _changed(self, claim: Claim, old: dict[str, Any] | None) -> Iterator[Changed]:
        approval = self.report.assessment.approvals.get(claim.id)
        if approval is None or approval.mark is not Mark.LAPSED:
            return
        now = self.parts(claim)
        found = approval.changes if old is None else changes(field_digests(old), field_digests(now))
        for change in found:
            before = old.get(change.field) if old and change.how != "new" else None
            yield Changed(
                change.field,
                change.how,
                before,
                now.get(change.field) if change.how != "gone" else None,
            )

    def _refusals(self, claim: Claim) -> Iterator[str]:
        """Why nobody may approve a claim as it is."""
        approval = self.report.assessment.approvals.get(claim.id)
        if claim.review.state in (ReviewState.DRAFT, ReviewState.RETURNED):
            yield _not_in_review(claim)
        elif approval is not None and approval.mark is Mark.STANDS:
            yield f"it is approved already, and the approval stands; to take it back: checker review return {claim.id}"
        checks = [self.report.assessment.verification.evidence[item.id] for item in claim.evidence]
        unproven = sum(check.status not in _PROVEN for check in checks)
        if not checks:
            yield "it quotes nothing: there is no evidence to approve"
        elif unproven:
            yield f"{unproven} of its {len(checks)} quotes not proven: correct them, or run “checker prove”"
        sources = {item.source for item in claim.evidence}
        records = {
            f"sources/{name}{end}" for name in sources for end in (".yaml", ".receipts.json")
        }
        errors = [
            item
            for item in self.report.findings
            if item.severity is Severity.ERROR
            and (
                item.claim == claim.id
                or item.location.path in {claim.place.document.path, *records}
            )
            and item.kind not in _UNPROVEN
        ]
        if errors:
            words = "; ".join(
                f"{item.location.path}:{item.location.line} {item.message}" for item in errors[:3]
            )
            yield (
                f"there is an error: {words}"
                if len(errors) == 1
                else f"there are {len(errors)} errors: {words}"
            )

    def _four_eyes(self, past: Authorship, me: str) -> Iterator[str]:
        """Why whoever works here may not."""
        if past.problem:
            yield past.problem
        elif me and self.files.people_changed():
            yield ".mailmap, by which people are told apart, has changes that are not committed: commit them first"
        person = Person.parse(me)
        for did, people in (("recorded", past.recorded), ("last edited", past.edited)):
            for who in people:
                if person is not None and person.same_as(who):
                    same = "" if str(who) == me else f" (as {who})"
                    yield f"you, {me}, {did} it{same}; a claim is approved by somebody else"
                    break

    # acts

    def approve(self, name: str, seen: str, note: str, at: str) -> SavedReview:
        """Approves a claim that was read as ``seen``, a token.

        Raises ``UsageError`` if it may not be, or is not any more what was read.
        """
        claim = self.claim(name)
        view = self.view(claim)
        if view.refusals:
            raise UsageError(f"{name} cannot be approved: {'; '.join(view.refusals)}")
        if seen.strip().lower() != view.token:
            raise UsageError(
                f"{name} changed since you read it; read it again: checker review show {name}"
            )
        grade = self.report.assessment.grades[name]
        act = Act(
            to=ReviewState.APPROVED,
            by=view.me,
            at=_after(claim, at),
            note=_line(note),
            attests=ATTESTS,
            verdict=grade.verdict.value,
            strength=grade.strength.value if grade.strength else "",
            digest=self.digest(claim),
            fields=field_digests(self.parts(claim)),
        )
        return self._written(claim, ReviewState.APPROVED, act, f"approved {name} as {view.grade}")

    def give_back(self, name: str, note: str, at: str) -> SavedReview:
        """Returns a claim to its researcher, with the reason.

        Raises ``UsageError`` if it is not in review or approved, or there is no reason.
        """
        claim = self.claim(name)
        if claim.review.state in (ReviewState.DRAFT, ReviewState.RETURNED):
            raise UsageError(f"{name} cannot be returned: {_not_in_review(claim)}")
        if not note.strip():
            raise UsageError("returning a claim needs a reason: --note TEXT")
        act = Act(
            to=ReviewState.RETURNED,
            by=str(self.files.identity()),
            at=_after(claim, at),
            note=_line(note),
        )
        return self._written(claim, ReviewState.RETURNED, act, f"returned {name}")

    def assign(self, name: str, words: str) -> SavedReview:
        """Asks somebody to read a claim; a draft comes into review by it.

        Raises ``UsageError`` if it was returned, or the words are no ``Name <email>``.
        """
        claim, person = self.claim(name), Person.parse(words)
        if person is None or not words.isprintable():
            raise UsageError(
                "an editor is named like “Ed Itor <ed@desk.example>”, as git names them"
            )
        if claim.review.state is ReviewState.RETURNED:
            raise UsageError(f"{name} cannot be assigned: {_not_in_review(claim)}")
        with suppress(
            UsageError
        ):  # without git there is no mailmap, and the name is as good as it is written
            person = self.files.canonical(person)
        state = (
            ReviewState.IN_REVIEW if claim.review.state is ReviewState.DRAFT else claim.review.state
        )
        return self._written(claim, state, None, f"assigned {name} to {person}", str(person))

    def _written(
        self, claim: Claim, state: ReviewState, act: Act | None, words: str, assigned: str = ""
    ) -> SavedReview:
        record = self._record(claim)
        write_review(record, state, act, assigned)
        return SavedReview(record.path, words)

    def _record(self, claim: Claim) -> Record:
        """The file, if it is still what was checked."""
        path = claim.place.document.path
        record = open_record(self.folder / path, path)
        if sha256(record.raw).hexdigest() != self._book.files[path]:
            raise UsageError(
                f"{record.path} changed while it was being checked; nothing was written, run again"
            )
        return record


def _not_in_review(claim: Claim) -> str:
    if claim.review.state is ReviewState.DRAFT:
        return (
            f"it is a draft: ask an editor first, checker review assign {claim.id} “Name <email>”"
        )
    return "it was returned: do what the note asks, then write “state: in-review” in its file"


def _line(note: str) -> str:
    """A remark on one line; raises ``UsageError`` if it is none."""
    note = note.strip()
    if not note.translate(_JOINERS).isprintable():
        raise UsageError(
            "the note has characters that cannot be printed; write it in one line of text"
        )
    return note


def _after(claim: Claim, at: str) -> str:
    """The time, if it is not before what is in the thread already."""
    last = max((act.at for act in claim.review.thread), default="")
    if at < last:
        raise UsageError(
            f"the clock says {at}, and the last entry of {claim.id} is of {last}: set the clock"
        )
    return at
