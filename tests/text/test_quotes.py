"""Quotes: what can be one, where a text has it, and what is never taken for it."""

from __future__ import annotations

from itertools import pairwise, permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.text.quotes import (
    MINIMUM_FRAGMENT_WORDS,
    Match,
    Quote,
    QuoteError,
    locate,
    nearest,
    parse_quote,
    quoted_words,
)
from checker.text.tokens import IndexedText, is_word

TEXT = IndexedText(
    "Officials said that 3,177 ballot boxes had not been opened, and that turnout fell by "
    "-5 percent to 41%. The bloc won 73 seats in the 329-seat parliament. “We did not lose,” its "
    "leader said in Najaf. "
    "Iraqi officials rejected accusations that Iraqi factions were involved in the attack. "
    "The bloc won 73 seats, its leader said."
)

PIECES = [
    *[
        "won ",
        "the ",
        "bloc ",
        "not ",
        "al-Sadr ",
        "don’t ",
        "3,177 ",
        "-5 ",
        "73 ",
        "41% ",
        "10² ",
        ".5 ",
    ],
    *[
        "“",
        "”",
        "'",
        ", ",
        ". ",
        "—",
        "-",
        "… ",
        "$",
        "席",
        "三百",
        "الصدر ",
        "é ",
        "e\u0301 ",
        "👍 ",
        "\u00a0",
        "\n",
    ],
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)


def found(raw: str, text: IndexedText = TEXT) -> list[str]:
    """The passages at which a quote is found, fragments joined by a bar."""
    matches = locate(text, parse_quote(raw))
    return [" | ".join(text.slice(*span) for span in match.spans) for match in matches]


# what can be a quote


@pytest.mark.parametrize("raw", ["", "   ", "...", "“”", "—", "?!", "👍", "[", "% $"])
def test_a_quote_has_a_word(raw: str) -> None:
    """Punctuation and symbols alone are no quote."""
    with pytest.raises(QuoteError, match="no word"):
        parse_quote(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "[…]",
        "[…] the bloc won 73 seats",
        "the bloc won 73 seats [...]",
        "a b c d […] … […] e f g h",
        "a b c d […][…] e f g h",
    ],
)
def test_a_part_beside_an_omission_is_not_empty(raw: str) -> None:
    """An omission has words on both sides."""
    with pytest.raises(QuoteError, match=r"beside \[…\] is empty"):
        parse_quote(raw)


@pytest.mark.parametrize(
    ("raw", "short"),
    [
        ("won 73 seats […] in the 329-seat parliament", "won 73 seats"),
        ("the bloc won 73 [...] parliament", "parliament"),
        ("the bloc won 73 […] “a, b, c …” […] its leader said in", "a, b, c"),
        ("well-known al-Sadr's bloc [ … ] the bloc won 73", "well-known al-Sadr's bloc"),
    ],
)
def test_a_part_beside_an_omission_has_four_words(raw: str, short: str) -> None:
    """The message names the part that is too short; punctuation does not count as words."""
    with pytest.raises(QuoteError, match="needs at least 4") as caught:
        parse_quote(raw)
    assert short in str(caught.value)


def test_four_words_are_enough() -> None:
    """Just as many as the constant says."""
    assert MINIMUM_FRAGMENT_WORDS == 4
    assert parse_quote("the bloc won 73 […] in the 329-seat parliament").words == 9


@pytest.mark.parametrize("mark", ["[…]", "[...]", "[ … ]", "[ ... ]", "[\u00a0…\u00a0]", "[…\n]"])
def test_marks_of_an_omission(mark: str) -> None:
    """However it is typed, it parts the quote in two."""
    assert parse_quote(f"the bloc won 73 {mark} in the 329-seat parliament").fragments == (
        ("the", "bloc", "won", "73"),
        ("in", "the", "329", "-", "seat", "parliament"),
    )


@pytest.mark.parametrize("mark", ["…", "...", "(…)", "[....]", "[. . .]", "[sic]"])
def test_anything_else_is_literal(mark: str) -> None:
    """A bare ellipsis is three dots that the text must have."""
    assert len(parse_quote(f"won {mark} seats").fragments) == 1


def test_a_bare_ellipsis_must_stand_in_the_text() -> None:
    """It means itself, in either spelling, and never omitted words."""
    text = IndexedText("The bloc won... seats")
    assert found("bloc won… seats", text) == ["bloc won... seats"]
    assert found("bloc … seats", text) == []


@pytest.mark.parametrize(
    "raw",
    [
        "won 73 seats",
        "“won 73 seats”",
        "won 73 seats.",
        "… won 73 seats …",
        "(won 73 seats),",
        "- won 73 seats —",
        "'won 73 seats'?!",
    ],
)
def test_punctuation_at_the_edges_may_differ(raw: str) -> None:
    """It is left out on both sides, and the key is the same."""
    quote = parse_quote(raw)
    assert quote.fragments == (("won", "73", "seats"),)
    assert quote.key == parse_quote("won\n 73\u00a0seats").key


@pytest.mark.parametrize(
    ("raw", "edge"),
    [
        ("-5 percent", "-5"),
        ("$5 million", "$"),
        (".5 percent", ".5"),
        ("%5 of", "%5"),
        ("’90s men", "90s"),
    ],
)
def test_signs_and_symbols_at_the_edges_count(raw: str, edge: str) -> None:
    """Only punctuation is left out: not a sign, a currency, a decimal point, a percent sign."""
    assert parse_quote(raw).fragments[0][0] == edge


def test_keys_tell_quotes_apart() -> None:
    """Joining is not so simple that two quotes share a key."""
    raws = [
        "a b c d e f g h",
        "a b c d […] e f g h",
        "ab c d e f g h",
        "a b c d, e f g h",
        "A b c d e f g h",
    ]
    assert len({parse_quote(raw).key for raw in raws}) == len(raws)


# where a text has a quote


@pytest.mark.parametrize(
    ("raw", "passages"),
    [
        ("3,177 ballot boxes", ["3,177 ballot boxes"]),
        ("turnout fell by −5 percent", ["turnout fell by -5 percent"]),
        ('"We did not lose," its leader', ["We did not lose,” its leader"]),
        ("won 73 seats", ["won 73 seats", "won 73 seats"]),
        ("The bloc won 73 seats in", ["The bloc won 73 seats in"]),
        ("won 73 seats, its leader", ["won 73 seats, its leader"]),
        ("the bloc won 73 seats", []),
        (
            "The bloc won 73 […] its leader said in Najaf",
            ["The bloc won 73 | its leader said in Najaf"],
        ),
        ("Officials said that 3,177 […] the bloc won 73 seats", []),
        ("its leader said in Najaf […] Officials said that 3,177", []),
        ("said that 3,177 ballot […] 3,177 ballot boxes had", []),
        (
            "said that 3,177 ballot […] boxes had not been",
            ["said that 3,177 ballot | boxes had not been"],
        ),
    ],
)
def test_table_of_places(raw: str, passages: list[str]) -> None:
    """None, one, or two when there are several; parts in order, and none inside another."""
    assert found(raw) == passages


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("had not been opened", "had been opened"),
        ("We did not lose", "We did lose"),
        ("3,177 ballot boxes", "177 ballot boxes"),
        ("3,177 ballot boxes", "3177 ballot boxes"),
        ("3,177 ballot boxes", "3,117 ballot boxes"),
        ("3,177 ballot boxes", "3.177 ballot boxes"),
        ("fell by -5 percent", "fell by 5 percent"),
        ("-5 percent to", "5 percent to"),
        ("-5 percent to", "+5 percent to"),
        ("percent to 41%", "percent to 41"),
        ("percent to 41%", "percent to 4"),
        ("percent to 41%", "percent to 41 percent"),
        ("won 73 seats in", "won 37 seats in"),
        ("won 73 seats in", "won 7 seats in"),
        ("bloc won 73", "bloc won 7"),
        ("73 seats in the", "3 seats in the"),
        ("rejected accusations that Iraqi", "accepted accusations that Iraqi"),
        ("been opened, and that", "been opened and that"),
        ("leader said in Najaf", "leader said in najaf"),
        ("the 329-seat parliament", "the 329 seat parliament"),
    ],
)
def test_an_altered_quote_is_not_found(true: str, false: str) -> None:
    """Small changes that fuzzy matching forgives: a not, a digit, a sign, a percent sign."""
    assert found(true)
    assert not found(false)


def test_a_number_is_only_itself() -> None:
    """No number is found where the text has another, whatever they share."""
    numbers = [
        "73",
        "37",
        "7",
        "3",
        "-73",
        "+73",
        "73%",
        "-73%",
        "73‰",
        "7.3",
        "7,3",
        "73.0",
        "0.73",
        ".73",
        "-.73",
        "73²",
        "73k",
        "73rd",
        "703",
        "730",
        "73,000",
        "1,073",
        "73'000",
        "七十三",
    ]
    for one, other in permutations(numbers, 2):
        assert not found(f"won {other} seats", IndexedText(f"It won {one} seats.")), (one, other)
        assert not found(other, IndexedText(f"It won {one} seats.")), (one, other)


@given(
    st.lists(st.sampled_from(["did", "win", "lose", "the", "vote"]), min_size=2, max_size=12),
    st.data(),
)
@settings(deadline=None)
def test_a_dropped_not_is_never_overlooked(words: list[str], data: st.DataObject) -> None:
    """A text that says "not" once does not hold the same words without it."""
    at = data.draw(st.integers(1, len(words) - 1))
    text = IndexedText(" ".join([*words[:at], "not", *words[at:]]))
    assert found(" ".join(words), text) == []


def brute_force(
    text: tuple[str, ...], fragments: tuple[tuple[str, ...], ...]
) -> set[tuple[tuple[int, int], ...]]:
    """Every way in which the text has the fragments, by trying all."""
    places = [
        [
            (at, at + len(part))
            for at in range(len(text) - len(part) + 1)
            if text[at : at + len(part)] == part
        ]
        for part in fragments
    ]
    return {
        way
        for way in product(*places)
        if all(before[1] <= behind[0] for before, behind in pairwise(way))
    }


letters = st.sampled_from("ab")
fragment = st.lists(letters, min_size=1, max_size=3).map(tuple)


@given(st.lists(letters, max_size=14), st.lists(fragment, min_size=1, max_size=4).map(tuple))
@settings(deadline=None, max_examples=500)
def test_locate_is_brute_force_up_to_two(
    words: list[str], fragments: tuple[tuple[str, ...], ...]
) -> None:
    """No way is invented, none is missed, and two are distinguished from one."""
    text = IndexedText(" ".join(words))
    ways = brute_force(tuple(words), fragments)
    matches = locate(text, Quote(fragments))
    assert len(matches) == min(2, len(ways))
    assert len(set(matches)) == len(matches)
    assert {match.spans for match in matches} <= ways


@given(st.lists(letters, max_size=10), st.lists(fragment, min_size=1, max_size=3).map(tuple))
@settings(deadline=None)
def test_the_first_place_ends_first(
    words: list[str], fragments: tuple[tuple[str, ...], ...]
) -> None:
    """Of several ways the first returned is one that ends as early as any."""
    matches = locate(IndexedText(" ".join(words)), Quote(fragments))
    assume(matches)
    assert matches[0].spans[-1][1] == min(
        way[-1][1] for way in brute_force(tuple(words), fragments)
    )


@st.composite
def slices(draw: st.DrawFn) -> tuple[IndexedText, int, int]:
    """A text and a run of its tokens that begins with a word or number and has one."""
    text = IndexedText(draw(texts))
    begins = [at for at, token in enumerate(text.tokens.texts) if is_word(token)]
    assume(begins)
    start = draw(st.sampled_from(begins))
    return text, start, draw(st.integers(start + 1, len(text.tokens)))


@given(slices())
@settings(deadline=None)
def test_what_stands_in_a_text_is_found_at_its_place(case: tuple[IndexedText, int, int]) -> None:
    """Any passage cut at token boundaries is a quote, and its own place is among the places."""
    text, start, end = case
    quote = parse_quote(text.slice(start, end))
    assert start in text.find(quote.fragments[0])
    matches = locate(text, quote)
    assert matches
    if len(matches) == 1:
        assert matches == [Match(((start, start + len(quote.fragments[0])),))]


@given(slices(), st.data())
@settings(deadline=None)
def test_a_foreign_token_is_never_found(
    case: tuple[IndexedText, int, int], data: st.DataObject
) -> None:
    """One token replaced by one that is not in the text, and the quote is not either."""
    text, start, end = case
    tokens = list(text.tokens.texts[start:end])
    tokens[data.draw(st.integers(0, len(tokens) - 1))] = data.draw(
        st.sampled_from(["zebra", "99", "-73", "席位者"])
    )
    foreign = parse_quote(" ".join(tokens))
    assume(any(token not in text.tokens.texts for token in foreign.fragments[0]))
    assert locate(text, foreign) == []


@given(slices(), st.data())
@settings(deadline=None)
def test_an_edited_passage_is_found_only_if_it_stands_elsewhere(
    case: tuple[IndexedText, int, int], data: st.DataObject
) -> None:
    """A token dropped, doubled or moved: the naive search over tokens has the last word."""
    text, start, end = case
    tokens = list(text.tokens.texts[start:end])
    at = data.draw(st.integers(0, len(tokens) - 1))
    token = tokens.pop(at)
    for _ in range(data.draw(st.integers(0, 2))):
        tokens.insert(data.draw(st.integers(0, len(tokens))), token)
    assume(any(map(is_word, tokens)))
    quote = parse_quote(" ".join(tokens))
    assert len(locate(text, quote)) == min(2, len(brute_force(text.tokens.texts, quote.fragments)))


# the hint


def test_nearest_shows_the_passage_that_was_misquoted() -> None:
    """A wrong digit, and the reader is shown what the text says."""
    near = nearest(TEXT, "3,117 ballot boxes had not been opened")
    assert near is not None
    assert near.passage == "3,177 ballot boxes had not been opened"
    assert 80 < near.score < 100


def test_nearest_of_a_verbatim_passage_is_itself() -> None:
    """Score 100, in the text's own spelling."""
    near = nearest(TEXT, 'lose," its leader said in Najaf')
    assert near is not None
    assert near.passage == "lose,” its leader said in Najaf"
    assert near.score == 100


@pytest.mark.parametrize(
    ("text", "raw"), [("", "won"), ("  \n", "won"), ("won", ""), ("won", " \n")]
)
def test_nothing_is_nearest_to_nothing(text: str, raw: str) -> None:
    """No hint without a text and a quote."""
    assert nearest(IndexedText(text), raw) is None


@given(texts, st.one_of(texts, st.text(max_size=60)))
@settings(deadline=None)
def test_nearest_is_a_passage_of_the_text(text: str, raw: str) -> None:
    """Whole tokens that follow one another in the text, with a score between 0 and 100."""
    indexed = IndexedText(text)
    near = nearest(indexed, raw)
    if near is None:
        assert not len(indexed.tokens) or not raw.strip()
        return
    assert 0 <= near.score <= 100
    assert near.passage in text
    starts, ends = set(indexed.tokens.starts), set(indexed.tokens.ends)
    size = len(near.passage)
    assert any(
        at in starts and at + size in ends
        for at in range(len(text))
        if text.startswith(near.passage, at)
    )


# words in quotation marks


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("he said they will win", 0),
        ("", 0),
        ("“we will win” he said", 3),
        ('"we will win" he said', 3),
        ("«we will win» he said", 3),
        ("he said “we will", 2),
        ('he said "we will', 2),
        ("he said «we will", 2),
        ("we will win the vote” he said", 5),
        ("we will win the vote», he said", 5),
        ("“we will” he said and “they will not win”", 4),
        ('"we will" he said and "they will not win"', 4),
        ("“we will win” he said “we", 3),
        ("will win” he said in Najaf “and lose", 2),
        ("he said", 0),
        ("“” he said it all", 0),
        ("“we don’t want al-Sadr” he said", 4),
        ("“نحن سنفوز غدا” قال", 3),
        ("he called it a ‘fraud’", 0),
        ("“we will win", 3),
        ("we will win”", 3),
    ],
)
def test_words_in_quotation_marks(raw: str, words: int) -> None:
    """The most words in one pair of marks; a mark without partner runs to the quote's edge."""
    assert quoted_words(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('he said:"we will win the vote"', 5),
        ('he said to us:"we will', 2),
        ('قال:"نحن سنفوز غدا"', 3),
        ("he said '\"we will win\" is all'", 3),
    ],
)
def test_a_straight_mark_before_a_word_opens(raw: str, words: int) -> None:
    """Between a word and anything but a word, a mark belongs to the word."""
    assert quoted_words(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('we will win the vote" he said', 5),
        ('we will win the vote," he said', 5),
        ('we will win the vote."', 5),
        ('we will win" he said and then left', 3),
    ],
)
def test_a_straight_mark_behind_a_word_closes(raw: str, words: int) -> None:
    """A quote that begins inside speech, in straight marks, is the speech before the mark."""
    assert quoted_words(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"), [("„wir siegen“ sagte er am Abend", 2), ("er sagte „wir siegen“", 2)]
)
def test_low_and_high_marks_are_a_pair(raw: str, words: int) -> None:
    """„…“, as German and Polish write, holds what is between them and not what follows."""
    assert quoted_words(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("»wir siegen gemeinsam« sagte er", 3),
        ("er sagte »wir siegen gemeinsam«", 3),
        ("”vi vinner nu” sa han", 3),
        ("han sa ”vi vinner nu” i Najaf", 3),
    ],
)
def test_marks_that_point_the_other_way(raw: str, words: int) -> None:
    """German and Danish write »…«, Swedish and Finnish ”…”: the speech is between the marks."""
    assert quoted_words(raw) == words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("5 million d’électeurs", "près d’1,5 million d’électeurs ont voté"),
        ("177 קלפיות נפתחו", "ב-3,177 קלפיות נפתחו אתמול"),
        ("177 صندوق اقتراع", "و3,177 صندوق اقتراع"),
        ("5%的选民", "减少了-5%的选民"),
        ("支持率为41", "支持率为41％"),
        ("turnout was 41", "turnout was 41\n% in Najaf"),
        ("$5 million", "a result of -$5 million"),
        ("5 percent of votes", "7·5 percent of votes"),
    ],
)
def test_no_part_of_a_number_is_proven(raw: str, text: str) -> None:
    """In no language does a quote begin or end inside a number."""
    assert found(raw, IndexedText(text)) == []


@pytest.mark.parametrize("sign", ["-", "−", "–", "+"])
@given(st.integers(0, 9999), st.sampled_from(["", "(", "“", "to ", "from\u00a0", ": "]))
@settings(deadline=None, max_examples=50)
def test_a_dropped_sign_is_never_overlooked(sign: str, number: int, before: str) -> None:
    """A number is not found where the text has only the signed one, nor the reverse."""
    assert found(f"{number} points", IndexedText(f"It moved {before}{sign}{number} points")) == []
    assert found(f"{sign}{number} points", IndexedText(f"It moved {before}{number} points")) == []


@given(
    st.integers(0, 99999),
    st.integers(0, 99999),
    st.sampled_from(["{}", "{:,}", "{}%", "-{}", "{}.5", "{}k"]),
)
@settings(deadline=None)
def test_another_number_is_never_found(one: int, other: int, form: str) -> None:
    """Two numbers written alike are found in each other's place only if they are the same."""
    text = IndexedText(f"It won {form.format(one)}, they said.")
    assert bool(found(f"won {form.format(other)}", text)) is (one == other)
    assert bool(found(form.format(other), text)) is (one == other)
