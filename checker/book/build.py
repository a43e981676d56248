"""Build the records of the model from plain data that fits its schema.

Here is checked what a schema cannot express: that values and quotes can be parsed, and that a
figure's measure exists. All other references between records are left to ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.book.document import Document
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

RELATION_KEYS = ("always", "normally", "exclusive")
"""The keys of a rule, one of which holds its relation."""

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
    ends_next_day = last <= first
    return Daypart(name, first, last + DAY if ends_next_day else last)


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
    # The schema demands each of these keys: null says that the researcher looked and found nothing.
    stated = [
        Stated(name, data[name]["is"], data[name]["quote"], place.below(name))
        for name in STATED_FIELDS
        if data[name] is not None
    ]
    source_status = None
    if status:
        source_status = SourceStatus(StatusKind(status["is"]), status["date"], status["note"])
    return Source(
        id=data["id"],
        language=data["language"],
        stated=tuple(stated),
        outlet=Outlet(**outlet) if outlet else None,
        status=source_status,
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
    return [_rule(document, number, topic) for number in range(len(document.data))]


def _rule(document: Document, number: int, topic: str) -> RelationRule:
    item = document.data[number]
    key = next(name for name in RELATION_KEYS if name in item)
    expression = item[key]
    # "exclusive" is a short form, so that the rule language needs no case of its own for it.
    if key == "exclusive":
        expression = f"count({', '.join(item[key])}) <= 1"
    return RelationRule(
        id=item["id"],
        topic=topic,
        key=key,
        expression=expression,
        unless=item.get("unless", ""),
        title=item.get("title", ""),
        ask=item.get("ask", ""),
        note=item.get("note", ""),
        place=NodePosition(document, (number,)),
    )


class ClaimBuilder:
    """Builds one claim from a document that fits the claim schema.

    Evidence that is wrong is left out, and a finding says why; the rest of the claim is built.
    """

    def __init__(self, document: Document, topic: str, settings: Settings) -> None:
        self._data = document.data
        self._place = NodePosition(document)
        self._topic = topic
        self._settings = settings
        self.findings: list[Finding] = []

    def build(self) -> Claim | None:
        """The claim, or None if the value that it asserts is not valid."""
        data = self._data
        # Without its own value a claim cannot be compared with evidence, so none of it is built.
        when, quantity = None, None
        if "when" in data:
            when = self._moment(data["when"], self._place.below("when"))
            if when is None:
                return None
        if "quantity" in data:
            quantity = self._quantity()
            if quantity is None:
                return None
        return Claim(
            id=data["id"],
            topic=self._topic,
            kind=ClaimKind(data["kind"]),
            statement=data["statement"],
            quantity=quantity,
            when=when,
            speaker=data.get("speaker"),
            interested=dict(data.get("interested") or {}),
            evidence=tuple(self._all_evidence(quantity.value if quantity else when)),
            review=build_review(data.get("review")),
            ask=data.get("ask", ""),
            note=data.get("note", ""),
            place=self._place,
        )

    def _refuse(self, kind: str, place: NodePosition, message: str, hint: str = "") -> None:
        self.findings.append(finding(kind, place.location, message, hint, self._data["id"]))

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
            message = f"book.yaml has no measure “{raw['measure']}”"
            hint = f"use one of: {', '.join(self._settings.measures)}"
            self._refuse("reference-unknown", place.below("measure"), message, hint)
            return None
        value = self._number(raw["value"], measure.dimension, place.below("value"))
        if value is None:
            return None
        if _is_negative(value) and not measure.allows_negative:
            message = f"the value is negative, but the measure “{measure.id}” does not allow that"
            hint = "correct the value, or write “signed: true” at the measure in book.yaml"
            self._refuse("value-invalid", place.below("value"), message, hint)
            return None
        return ClaimQuantity(raw["subject"], raw["measure"], raw.get("stage"), value)

    def _all_evidence(self, value: Quantity | Moment | None) -> Iterator[Evidence]:
        """The evidence that is valid, supporting first."""
        for stance in Stance:
            for number, raw in enumerate(self._data.get(stance.value) or []):
                item = self._evidence(stance, number, raw, value)
                if item is not None:
                    yield item

    def _evidence(
        self, stance: Stance, number: int, raw: dict[str, Any], value: Quantity | Moment | None
    ) -> Evidence | None:
        place = self._place.below(stance.value, number)
        try:
            parsed = parse_quote(raw["quote"])
        except QuoteError as error:
            hint = "copy four to 25 words of the source"
            self._refuse("quote-invalid", place.below("quote"), str(error), hint)
            return None
        is_background = raw.get("background", False)
        says = None
        if "says" in raw:
            says = self._says(raw, place.below("says"), value)
            if says is None:
                return None
        elif stance is Stance.SUPPORTING and not is_background:
            # Most evidence agrees with its claim, so the value need not be written twice.
            says = value
        # A figure is only contradicted by another figure, so without a value the quote is context.
        gives_no_figure = says is None and isinstance(value, Quantity)
        return Evidence(
            # Numbers count every piece in the file, so that one left out does not rename the rest.
            id=f"{self._data['id']}/{stance.value}/{number + 1}",
            claim=self._data["id"],
            stance=stance,
            source=raw["source"],
            quote=raw["quote"],
            parsed=parsed,
            origin=raw.get("origin", OUTLET),
            origin_inferred=raw.get("origin_inferred", ""),
            says=says,
            reading=raw.get("reading", ""),
            stage=raw.get("stage"),
            retracts=raw.get("retracts", False),
            background=is_background or gives_no_figure,
            note=raw.get("note", ""),
            place=place,
        )

    def _says(
        self, raw: dict[str, Any], place: NodePosition, value: Quantity | Moment | None
    ) -> Quantity | Moment | None:
        """The value that evidence reports, of the same sort as the claim's own value."""
        if isinstance(value, Quantity):
            return self._number(raw["says"], value.dimension, place)
        if self._data["kind"] == ClaimKind.EVENT:
            return self._moment(raw["says"], place)
        message = "“says” is only for the evidence of figures and events"
        self._refuse("value-invalid", place, message, "remove it, or change the kind of the claim")
        return None


def _is_negative(value: Quantity) -> bool:
    """Whether every number that the value allows is below zero."""
    high = value.interval.high
    return high is not None and high < 0
