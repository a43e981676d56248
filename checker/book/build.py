"""Plain data that fits its schema, to records of the model.

What a schema cannot say is said here: ids that must be file names, values that must parse, quotes
that must be quotes. References between records are the business of ``checks``.
"""

from __future__ import annotations

from typing import Any

from checker.book.model import (
    OUTLET,
    BaselineEntry,
    Claim,
    ClaimKind,
    ClaimQuantity,
    Entity,
    Evidence,
    NodePosition,
    Outlet,
    RelationRule,
    Source,
    Stance,
    Stated,
    Waiver,
)
from checker.book.reader import Document
from checker.book.review import build_review
from checker.book.settings import Measure, Rubric, Settings, Topic
from checker.book.status import SourceStatus, StatusKind
from checker.findings import Finding, finding
from checker.text import Fingerprint, QuoteError, parse_quote
from checker.values import (
    Dimension,
    InvalidValue,
    Moment,
    Quantity,
    parse_moment,
    parse_quantity,
)
from checker.values.calendar import DAY, Daypart

STATED_FIELDS = ("title", "publisher", "author", "published", "url")


def build_settings(document: Document) -> Settings:
    """The settings of a book from a document that fits the book schema."""
    data = document.data
    measures = {
        name: Measure(
            id=name,
            dimension=Dimension(item["dimension"]),
            unit=item["unit"],
            signed=item.get("signed", False),
            adds_to=item.get("adds_to"),
            takes_from=item.get("takes_from"),
            note=item.get("note", ""),
        )
        for name, item in data["measures"].items()
    }
    return Settings(
        title=data["title"],
        language=data["language"],
        time_zone=data["time_zone"],
        calendar={
            name: _daypart(name, *ends) for name, ends in (data.get("dayparts") or {}).items()
        },
        stages=tuple(data.get("stages") or ()),
        measures=measures,
        topics={name: Topic(name, item["title"]) for name, item in data["topics"].items()},
        rubric=Rubric(**(data.get("rubric") or {})),
        gates=tuple(data.get("gates") or ()),
    )


def _daypart(name: str, start: str, end: str) -> Daypart:
    first, last = (int(time[:2]) * 60 + int(time[3:]) for time in (start, end))
    return Daypart(name, first, last if last > first else last + DAY)


def build_entities(document: Document) -> dict[str, Entity]:
    """Entities by id, from a document that fits the entities schema."""
    return {
        name: Entity(
            id=name,
            name=item["name"],
            aliases=tuple(item.get("aliases", ())),
            belongs_to=item.get("belongs_to"),
            authority=tuple(item.get("authority", ())),
            interested=tuple(item.get("interested", ())),
            group=item.get("group", False),
            note=item.get("note", ""),
            place=NodePosition(document, (name,)),
        )
        for name, item in document.data.items()
    }


def build_source(document: Document) -> Source:
    """A source from a document that fits the source schema."""
    data, place = document.data, NodePosition(document)
    outlet, text, status = data["outlet"], data.get("text"), data.get("status")
    stated = [
        Stated(name, data[name]["is"], data[name]["quote"], place.below(name))
        for name in STATED_FIELDS
        if data[name] is not None
    ]
    return Source(
        id=data["id"],
        language=data["language"],
        stated=tuple(stated),
        outlet=Outlet(**outlet) if outlet else None,
        status=SourceStatus(StatusKind(status["is"]), status["date"], status["note"])
        if status
        else None,
        unreliable=data.get("unreliable", ""),
        note=data.get("note", ""),
        document=data.get("document", False),
        text=Fingerprint(text["sha256"], text["tokens"], text["root"]) if text else None,
        shared=(text or {}).get("shared") or {},
        place=place,
    )


def build_waivers(document: Document) -> tuple[Waiver, ...]:
    """The waivers of one source, from a document that fits the waivers schema."""
    data = document.data
    return tuple(
        Waiver(
            text=data["text"],
            tokens=(item["tokens"][0], item["tokens"][1]),
            seal=str(item["seal"]),
            reason=item["reason"],
            note=item["note"],
            place=NodePosition(document, ("waived", number)),
        )
        for number, item in enumerate(data["waived"])
    )


def build_baseline(document: Document) -> tuple[BaselineEntry, ...]:
    """The known findings, from a document that fits the baseline schema."""
    return tuple(
        BaselineEntry(
            str(item["fingerprint"]), item["message"], NodePosition(document, ("known", number))
        )
        for number, item in enumerate(document.data["known"])
    )


def build_rules(document: Document, topic: str) -> list[RelationRule]:
    """The rules of one file, from a document that fits the rules schema."""
    return [
        RelationRule(
            id=item["id"],
            topic=topic,
            key=(key := next(name for name in ("always", "normally", "exclusive") if name in item)),
            expression=f"count({', '.join(item[key])}) <= 1" if key == "exclusive" else item[key],
            unless=item.get("unless", ""),
            title=item.get("title", ""),
            ask=item.get("ask", ""),
            note=item.get("note", ""),
            place=NodePosition(document, (number,)),
        )
        for number, item in enumerate(document.data)
    ]


class ClaimBuilder:
    """Builds one claim; what is wrong with its values and quotes is collected, and the rest built."""

    def __init__(self, document: Document, topic: str, settings: Settings) -> None:
        self._data = document.data
        self._place = NodePosition(document)
        self._topic = topic
        self._settings = settings
        self.findings: list[Finding] = []

    def build(self) -> Claim | None:
        """The claim, or None if its own value is not one."""
        data = self._data
        when = self._moment(data["when"], self._place.below("when")) if "when" in data else None
        quantity = self._quantity() if "quantity" in data else None
        if ("when" in data and when is None) or ("quantity" in data and quantity is None):
            return None
        value = quantity.value if quantity else when
        evidence = [
            item
            for stance in Stance
            for number, raw in enumerate(data.get(stance.value) or [])
            if (item := self._evidence(stance, number, raw, value)) is not None
        ]
        return Claim(
            id=data["id"],
            topic=self._topic,
            kind=ClaimKind(data["kind"]),
            statement=data["statement"],
            quantity=quantity,
            when=when,
            speaker=data.get("speaker"),
            interested=dict(data.get("interested") or {}),
            evidence=tuple(evidence),
            review=build_review(data.get("review")),
            ask=data.get("ask", ""),
            note=data.get("note", ""),
            place=self._place,
        )

    def _refuse(self, rule: str, place: NodePosition, message: str, hint: str = "") -> None:
        self.findings.append(finding(rule, place.location, message, hint, self._data["id"]))

    def _moment(self, raw: Any, place: NodePosition) -> Moment | None:
        try:
            return parse_moment(raw, self._settings.calendar)
        except InvalidValue as error:
            self._refuse("value-invalid", place, str(error))
            return None

    def _number(self, raw: Any, dimension: Dimension, place: NodePosition) -> Quantity | None:
        try:
            return parse_quantity(raw, dimension)
        except InvalidValue as error:
            self._refuse("value-invalid", place, str(error))
            return None

    def _quantity(self) -> ClaimQuantity | None:
        raw, place = self._data["quantity"], self._place.below("quantity")
        measure = self._settings.measures.get(raw["measure"])
        if measure is None:
            known = ", ".join(self._settings.measures)
            self._refuse(
                "reference-unknown",
                place.below("measure"),
                f"no measure “{raw['measure']}” in book.yaml",
                f"known: {known}",
            )
            return None
        value = self._number(raw["value"], measure.dimension, place.below("value"))
        high = value.interval.high if value else None
        if (
            high is not None
            and high < 0
            and not measure.signed
            and measure.dimension is not Dimension.POINTS
        ):
            self._refuse(
                "value-invalid",
                place.below("value"),
                f"{measure.id} is never below zero",
                "write “signed: true” at the measure in book.yaml, if it can be",
            )
            return None
        return (
            ClaimQuantity(raw["subject"], raw["measure"], raw.get("stage"), value)
            if value
            else None
        )

    def _says(
        self, raw: dict[str, Any], place: NodePosition, value: Quantity | Moment | None
    ) -> Quantity | Moment | None:
        if isinstance(value, Quantity):
            return self._number(raw["says"], value.dimension, place.below("says"))
        if self._data["kind"] == ClaimKind.EVENT:
            return self._moment(raw["says"], place.below("says"))
        self._refuse(
            "value-invalid",
            place.below("says"),
            "“says” goes with a figure or an event that has a time",
        )
        return None

    def _evidence(
        self, stance: Stance, number: int, raw: dict[str, Any], value: Quantity | Moment | None
    ) -> Evidence | None:
        place = self._place.below(stance.value, number)
        try:
            parsed = parse_quote(raw["quote"])
        except QuoteError as error:
            self._refuse(
                "quote-form",
                place.below("quote"),
                str(error),
                "quote four to 25 words of the source",
            )
            return None
        background = raw.get("background", False)
        said = None
        if "says" in raw:
            said = self._says(raw, place, value)
            if said is None:
                return None
        elif stance is Stance.SUPPORTING and not background:
            said = value
        return Evidence(
            id=f"{self._data['id']}/{stance.value}/{number + 1}",
            claim=self._data["id"],
            stance=stance,
            source=raw["source"],
            quote=raw["quote"],
            parsed=parsed,
            origin=raw.get("origin", OUTLET),
            origin_inferred=raw.get("origin_inferred", ""),
            says=said,
            reading=raw.get("reading", ""),
            stage=raw.get("stage"),
            retracts=raw.get("retracts", False),
            # On a figure, a contradiction without a value is context: it does not say otherwise.
            background=background or (said is None and isinstance(value, Quantity)),
            note=raw.get("note", ""),
            place=place,
        )
