"""Review claims: show one to an editor, and record what the editor decides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Final

from checker.assessment import Report
from checker.book import Act, Claim, ReviewState
from checker.findings import Finding, Severity
from checker.git import Person
from checker.render.formatting import plural
from checker.render.review import Changed, View
from checker.review import (
    ApprovalStatus,
    changes,
    digest_of,
    field_digests,
    parts_of,
    texts_of,
)
from checker.usecases.check import check_book
from checker.usecases.errors import UsageError, unknown
from checker.usecases.file_history import Authorship, BookHistory
from checker.usecases.review_writer import write_review
from checker.usecases.yaml_edit import Record, open_record
from checker.verification import Archive, QuoteStatus

ATTESTS: Final = "the quotes support the claim as worded"

_PROVEN: Final = (QuoteStatus.TEXT, QuoteStatus.RECEIPT)
_UNPROVEN: Final = frozenset(f"quote-{status}" for status in QuoteStatus)
"""Kinds of findings that only say that a quote is not proven; refusals count those."""

_JOINERS: Final = str.maketrans("", "", "\u200c\u200d")
"""Python does not count these as printable, but Persian needs them."""


_ERRORS_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class SavedReview:
    """A decision that was written to a file."""

    path: Path
    words: str
    """The decision in a line for the editor."""


class ReviewSession:
    """A book under review: its report, and its history in git.

    Raises ``UsageError`` if there is no book.
    """

    def __init__(self, folder: Path, archive: Archive | None) -> None:
        self.folder = folder
        self.report: Report = check_book(folder, archive)
        self._book = self.report.assessment.book
        self._files: BookHistory | None = None

    @property
    def files(self) -> BookHistory:
        """The book's history in git; raises ``UsageError`` if it is in no repository."""
        self._files = self._files or BookHistory(self.folder)
        return self._files

    def claim(self, name: str) -> Claim:
        """A claim by id; raises ``UsageError`` if it does not exist or cannot be read."""
        if name in self._book.claims:
            return self._book.claims[name]
        for item in self.report.findings:
            topic, _, file = item.location.path.partition("/")
            if topic and file == f"{name}.yaml" and item.severity is Severity.ERROR:
                raise UsageError(
                    f"{item.location.path} cannot be read: {item.message} ({item.kind}); "
                    "correct it first"
                )
        raise unknown("the book has no claim", name, self._book.claims)

    def listed(self, state: str = "", topic: str = "", assigned: str = "") -> list[Claim]:
        """The claims that match every filter, in the order of the book.

        An empty filter matches every claim. ``assigned`` is part of a name or address. Raises
        ``UsageError`` if the book has no such topic.
        """
        if topic and topic not in self._book.topics:
            raise UsageError(
                f"book.yaml has no topic “{topic}”; choose one of {', '.join(self._book.topics)}"
            )
        editor = assigned.casefold()

        def matches(claim: Claim) -> bool:
            in_topic = not topic or claim.topic == topic
            in_state = not state or state in self._states(claim)
            return in_topic and in_state and editor in claim.review.assigned.casefold()

        every = chain.from_iterable(claims for _, claims in self.report.claims_by_topic)
        return [claim for claim in every if matches(claim)]

    def _states(self, claim: Claim) -> set[str]:
        """The states under which a claim is listed: a grade that moved leaves it approved, too."""
        approval = self.report.assessment.approvals.get(claim.id)
        if approval is None or approval.mark is ApprovalStatus.VALID:
            return {claim.review.state.value}
        return {"lapsed"} if approval.mark is ApprovalStatus.LAPSED else {"approved", "grade-moved"}

    def following(self) -> View | None:
        """The next claim for the current user to review; None if there is none.

        Claims assigned to them come first, then those assigned to nobody. Claims that they
        recorded or last edited are left out.
        """
        me = self.files.identity()
        for claim in self._waiting(me):
            known = self.files.authorship(claim)
            if not any(me.same_as(person) for person in (*known.recorded, *known.edited)):
                return self.view(claim)
        return None

    def _waiting(self, me: Person) -> Iterator[Claim]:
        """The claims that need a review by this person, or by nobody in particular."""
        mine, unassigned = [], []
        for claim in self.listed():
            if not self._states(claim) & {"in-review", "lapsed", "grade-moved"}:
                continue
            # Claims that are assigned to somebody else are left to them.
            asked = Person.parse(claim.review.assigned)
            if asked is None:
                unassigned.append(claim)
            elif self.files.canonical(asked).same_as(me):
                mine.append(claim)
        yield from mine
        yield from unassigned

    def view(self, claim: Claim) -> View:
        """A claim with everything that an editor wants to know before approving it."""
        history, me = Authorship(), ""
        refusals = list(self._refusals(claim))
        try:
            history = self.files.authorship(claim)
            me = str(self.files.identity())
        except UsageError as problem:
            refusals.append(str(problem))
        refusals += self._own_work(history, me)
        old, why_not = self._approved(claim)
        return View(
            report=self.report,
            claim=claim,
            recorded=tuple(map(str, history.recorded)),
            edited=tuple(map(str, history.edited)),
            changed=tuple(self._changed(claim, old)),
            no_words=why_not,
            me=me,
            refusals=tuple(refusals),
            token=self.token(claim),
        )

    def token(self, claim: Claim) -> str:
        """A short digest of what an editor has read.

        It covers the bytes of the file, what an approval would bind, and the grade.
        """
        grade = self.report.assessment.grades[claim.id]
        read = [
            self._book.files[claim.place.document.path],
            self.digest(claim),
            grade.verdict,
            grade.strength,
        ]
        return sha256(json.dumps(read).encode()).hexdigest()[:12]

    def digest(self, claim: Claim) -> str:
        """The digest that an approval of the claim as it is would be bound to."""
        data = claim.place.document.data
        return digest_of(data, texts_of(self._book, data))

    def parts(self, claim: Claim) -> dict[str, Any]:
        """The fields of the claim as it is, which an approval binds."""
        data = claim.place.document.data
        return parts_of(data, texts_of(self._book, data))

    def _approved(self, claim: Claim) -> tuple[dict[str, Any] | None, str]:
        """The fields of a claim whose approval lapsed, as they were approved.

        None if there are none, with the reason if they were looked for.
        """
        approval = self.report.assessment.approvals.get(claim.id)
        if approval is None or approval.mark is not ApprovalStatus.LAPSED or approval.problem:
            return None, ""
        if approval.act is None:
            return None, ""
        try:
            return self.files.approved_version(claim, approval.act)
        except UsageError as problem:
            return None, str(problem)

    def _changed(self, claim: Claim, old: dict[str, Any] | None) -> Iterator[Changed]:
        approval = self.report.assessment.approvals.get(claim.id)
        if approval is None or approval.mark is not ApprovalStatus.LAPSED:
            return
        now = self.parts(claim)
        found = approval.changes if old is None else changes(field_digests(old), field_digests(now))
        for change in found:
            before = old.get(change.field) if old and change.how != "new" else None
            after = now.get(change.field) if change.how != "gone" else None
            yield Changed(change.field, change.how, before, after)

    def _refusals(self, claim: Claim) -> Iterator[str]:
        """Why nobody may approve a claim as it is."""
        approval = self.report.assessment.approvals.get(claim.id)
        if claim.review.state in (ReviewState.DRAFT, ReviewState.RETURNED):
            yield _not_in_review(claim)
        elif approval is not None and approval.mark is ApprovalStatus.VALID:
            yield (
                "it is already approved; to withdraw the approval, run "
                f"“checker review return {claim.id}”"
            )
        yield from self._unproven(claim)
        yield from self._errors(claim)

    def _unproven(self, claim: Claim) -> Iterator[str]:
        verified = self.report.assessment.verification.evidence
        statuses = [verified[item.id].status for item in claim.evidence]
        unproven = sum(status not in _PROVEN for status in statuses)
        if not statuses:
            yield "it has no evidence, so there is nothing to approve"
        elif unproven:
            verb = "is" if unproven == 1 else "are"
            yield (
                f"{unproven} of its {plural(len(statuses), 'quote')} {verb} not proven; correct "
                f"{'it' if unproven == 1 else 'them'}, or run “checker prove”"
            )

    def _errors(self, claim: Claim) -> Iterator[str]:
        """The errors of the claim, its sources and their receipts; unproven quotes are counted."""
        files = {claim.place.document.path}
        for item in claim.evidence:
            files |= {f"sources/{item.source}.yaml", f"sources/{item.source}.receipts.json"}

        def concerns(finding: Finding) -> bool:
            is_error = finding.severity is Severity.ERROR and finding.kind not in _UNPROVEN
            return is_error and (finding.claim == claim.id or finding.location.path in files)

        errors = [item for item in self.report.findings if concerns(item)]
        if not errors:
            return
        shown = "; ".join(
            f"{item.location.path}:{item.location.line} {item.message}"
            for item in errors[:_ERRORS_SHOWN]
        )
        yield f"it has {plural(len(errors), 'error')}: {shown}"

    def _own_work(self, history: Authorship, me: str) -> Iterator[str]:
        """Why the current user may not approve a claim: they wrote it, or nobody can tell."""
        if history.problem:
            yield history.problem
        elif me and self.files.people_changed():
            yield (
                ".mailmap, which tells people apart, has changes that are not committed; commit "
                "them first"
            )
        person = Person.parse(me)
        if person is None:
            return
        for did, people in (("recorded", history.recorded), ("last edited", history.edited)):
            mine = next((who for who in people if person.same_as(who)), None)
            if mine is not None:
                alias = "" if str(mine) == me else f" (as {mine})"
                yield f"you, {me}, {did} it{alias}; somebody else has to approve it"

    # acts

    def approve(self, name: str, seen: str, note: str, at: str) -> SavedReview:
        """Approves a claim; ``seen`` is the token of the version that the editor read.

        Raises ``UsageError`` if the claim may not be approved, or has changed since.
        """
        claim = self.claim(name)
        view = self.view(claim)
        if view.refusals:
            raise UsageError(f"{name} cannot be approved: {'; '.join(view.refusals)}")
        if seen.strip().lower() != view.token:
            raise UsageError(
                f"{name} changed since you read it; read it again with “checker review show {name}”"
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

        Raises ``UsageError`` if it is neither in review nor approved, or the reason is missing.
        """
        claim = self.claim(name)
        if claim.review.state in (ReviewState.DRAFT, ReviewState.RETURNED):
            raise UsageError(f"{name} cannot be returned: {_not_in_review(claim)}")
        if not note.strip():
            raise UsageError("returning a claim needs a reason; add --note TEXT")
        act = Act(
            to=ReviewState.RETURNED,
            by=str(self.files.identity()),
            at=_after(claim, at),
            note=_line(note),
        )
        return self._written(claim, ReviewState.RETURNED, act, f"returned {name}")

    def assign(self, name: str, words: str) -> SavedReview:
        """Asks an editor to review a claim; this puts a draft in review.

        Raises ``UsageError`` if the claim was returned, or the words are not ``Name <email>``.
        """
        claim, person = self.claim(name), Person.parse(words)
        if person is None or not words.isprintable():
            raise UsageError(
                f"“{words}” is not a name and address; write the editor as git does, such as "
                "“Ed Itor <ed@desk.example>”"
            )
        if claim.review.state is ReviewState.RETURNED:
            raise UsageError(f"{name} cannot be assigned: {_not_in_review(claim)}")
        with suppress(UsageError):  # without git there is no mailmap, and the name is used as it is
            person = self.files.canonical(person)
        state = claim.review.state
        if state is ReviewState.DRAFT:
            state = ReviewState.IN_REVIEW
        return self._written(claim, state, None, f"assigned {name} to {person}", str(person))

    def _written(
        self, claim: Claim, state: ReviewState, act: Act | None, words: str, assigned: str = ""
    ) -> SavedReview:
        record = self._record(claim)
        write_review(record, state, act, assigned)
        return SavedReview(record.path, words)

    def _record(self, claim: Claim) -> Record:
        """The claim's file, opened for a change.

        Raises ``UsageError`` if it is no longer what was checked.
        """
        path = claim.place.document.path
        record = open_record(self.folder / path, path)
        # An editor has only seen what was checked.
        if sha256(record.raw).hexdigest() != self._book.files[path]:
            raise UsageError(
                f"{record.path} changed while it was being checked, and nothing was written; "
                "run the command again"
            )
        return record


def _not_in_review(claim: Claim) -> str:
    if claim.review.state is ReviewState.DRAFT:
        return (
            "it is a draft; ask an editor first with "
            f'“checker review assign {claim.id} "Name <email>"”'
        )
    return "it was returned; do what the note asks, then write “state: in-review” in its file"


def _line(note: str) -> str:
    """A remark on one line; raises ``UsageError`` if it cannot be printed."""
    note = note.strip()
    if not note.translate(_JOINERS).isprintable():
        raise UsageError(
            "the note has a line break or another character that cannot be printed; write it on "
            "one line"
        )
    return note


def _after(claim: Claim, at: str) -> str:
    """The time of a new entry; raises ``UsageError`` if the thread has a later one."""
    last = max((act.at for act in claim.review.thread), default="")
    if at < last:
        raise UsageError(
            f"the clock says {at}, but the last entry of {claim.id} is from {last}; set the clock"
        )
    return at
