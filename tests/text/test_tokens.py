"""Tokens: where a number or a word begins and ends, and which spellings are the same."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.text.tokens import (
    _KEPT,
    _RUN_TOKENS,
    FOLDS,
    IndexedText,
    _cut,
    is_word,
    normalize,
    token_texts,
    tokenize,
)

INVISIBLE = sorted(character for character, fold in FOLDS.items() if not fold)

# Pieces that have fooled tokenizers, to be thrown together in any order.
_LATIN = "e\u0301|I\u0307|\u0301|ﬁ|ﬃ|k|not | seats |3,177|-5|41%|7.5|don't|al-Sadr|10²|..."
_OTHERS = (
    "مُقْتَدَى|٪|٤١|، |צה״ל|שָׁלוֹם|席|三百|日本|か\u3099|ไทย|ที่|한국|\u1112\u1161\u11ab|👍🏽|👩|½|Ⅷ|\u20e3"
)
PIECES = [
    *"abzéİıß057-+.,'’‘“”\"«»%‰()[]…–—−²½ \n\t!?/$€&@#_\u00a0\u202f\u2009\u3000",
    *_LATIN.split("|"),
    *_OTHERS.split("|"),
]
mixed = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
texts = st.one_of(mixed, st.text(max_size=40))


def plain(piece: str) -> str:
    """A piece of text as it is compared, by the fold table and NFC alone."""
    for _ in range(2):
        piece = unicodedata.normalize(
            "NFC", "".join(FOLDS.get(character, character) for character in piece)
        )
    return "".join(piece.split()) if piece[-1:] in ("%", "‰", "٪") else piece


@st.composite
def veiled(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with invisible characters thrown in."""
    pieces = draw(
        st.lists(st.sampled_from([*PIECES, "3,177", "-5", "'", "0", "-"]), min_size=1, max_size=8)
    )
    text = "".join(pieces)
    places = draw(st.sets(st.integers(0, len(text)), min_size=1, max_size=4))
    hidden = "".join(
        (draw(st.sampled_from(INVISIBLE)) if at in places else "") + text[at : at + 1]
        for at in range(len(text) + 1)
    )
    return text, hidden


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # numbers
        ("3,177 ballot boxes", "3,177|ballot|boxes"),
        ("3.177,50", "3.177,50"),
        ("1,000,000", "1,000,000"),
        ("won 73 seats", "won|73|seats"),
        ("73, 37.", "73|,|37|."),
        ("-5 percent", "-5|percent"),
        ("+5", "+5"),
        ("−5", "-5"),
        ("(-5)", "(|-5|)"),
        ("10-5", "10|-|5"),
        ("2018–2021", "2018|-|2021"),
        ("five -5", "five|-5"),
        ("41%", "41%"),
        ("41 %", "41%"),
        ("41\u00a0%", "41%"),
        ("41\u202f‰", "41‰"),
        ("%41", "%41"),
        ("-0.5%", "-0.5%"),
        (".5", ".5"),
        ("-.5", "-.5"),
        ("0.5", "0.5"),
        ("p.5", "p|.|5"),
        ("10²", "10²"),
        ("10½", "10½"),
        ("10k", "10k"),
        ("1990s", "1990s"),
        ("10th", "10th"),
        ("3'177", "3'177"),
        ("3’177", "3'177"),
        ("3\u00a0177", "3 177"),
        ("3\u202f177", "3 177"),
        ("5'17", "5|'|17"),
        ("10\u00a0October", "10|October"),
        ("$5", "$|5"),
        ("19:30", "19|:|30"),
        # words
        ("al-Sadr's", "al-Sadr's"),
        ("al‑Sadr", "al-Sadr"),
        ("don’t", "don't"),
        ("COVID-19", "COVID-19"),
        ("ten-year-old", "ten-year-old"),
        ("10-year-old", "10|-|year-old"),
        ("word—word", "word|-|word"),
        ("word–word", "word|-|word"),
        ("dogs' tails", "dogs|'|tails"),
        ("'tis", "'|tis"),
        ("U.S.", "U|.|S|."),
        ("co­operate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("re\u0301sume\u0301", "résumé"),
        ("ﬁnal eﬀort oﬃce", "final|effort|office"),
        ("İstanbul", "İstanbul"),
        ("I\u0307stanbul", "İstanbul"),
        ("Note¹", "Note¹"),
        ("snake_case", "snake|_|case"),
        # quotation marks, ellipses
        ("“won”", '"|won|"'),
        ("«won»", '"|won|"'),
        ("‘won’", "'|won|'"),
        ("so… yes", "so|...|yes"),
        ("so.... yes", "so|....|yes"),
        # other scripts
        ("مُقْتَدَى الصدر، قال", "مُقْتَدَى|الصدر|،|قال"),
        ("٣٬١٧٧ صندوق", "٣٬١٧٧|صندوق"),
        ("٤١٪", "٤١٪"),
        ("٪٤١", "٪٤١"),
        ("\u202bالصدر\u202c", "الصدر"),
        ("שָׁלוֹם עולם", "שָׁלוֹם|עולם"),
        ("选举委员会", "选|举|委|员|会"),
        ("两百万人", "两百万|人"),
        ("三百二十九席", "三百二十九|席"),
        ("二〇二一年", "二〇二一|年"),
        ("日本の", "日|本|の"),
        ("か\u3099", "が"),
        ("ที่นี่", "ที่|นี่"),
        ("한국어", "한국어"),
        ("\u1112\u1161\u11ab", "한"),
        # emoji
        ("won 👍🏽!", "won|👍|🏽|!"),
        ("👩\u200d🚀", "👩|🚀"),
        ("❤\ufe0f", "❤"),
        # nothing
        ("", ""),
        (" \n\t\u00a0\u3000\u2028", ""),
        ("\u200b\ufeff\u00ad", ""),
    ],
)
def test_table_of_tokens(text: str, expected: str) -> None:
    """Each text has just these tokens."""
    assert tokenize(text).texts == tuple(expected.split("|") if expected else ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赢得73席成为最大党", "赢|得|73|席|成|为|最|大|党"),
        ("在2021年10月", "在|2021|年|10|月"),
        ("73万票", "73万|票"),
        ("10のテスト", "10|の|テ|ス|ト"),
        ("〇一年", "〇一|年"),
    ],
)
def test_digits_end_where_an_unspaced_script_begins(text: str, expected: str) -> None:
    """A Chinese or Japanese character beside a digit is a token; a Chinese numeral is not."""
    assert tokenize(text).texts == tuple(expected.split("|"))


INSIDE = [
    ("177", "3,177"),
    ("177 ballot boxes", "3,177 ballot boxes"),
    ("3", "3,177"),
    ("177", "3'177"),
    ("177", "3’177"),
    ("177", "3\u00a0177"),
    ("177", "3\u202f177"),
    ("7", "73"),
    ("3", "73"),
    ("won 7", "won 73"),
    ("5", "-5"),
    ("5 percent", "−5 percent"),
    ("5", "–5"),
    ("5", "+5"),
    ("5", "5%"),
    ("5", "5 %"),
    ("5", "%5"),
    ("5", ".5"),
    ("5", "0.5"),
    ("7", "7.5"),
    ("10", "10²"),
    ("2", "10²"),
    ("102", "10²"),
    ("10", "10k"),
    ("10", "10½"),
    ("19", "COVID-19"),
    ("year", "five-year"),
    ("Sadr", "al-Sadr"),
    ("can", "can't"),
    ("seat", "seats"),
    ("三", "三百"),
    ("百", "三百"),
    ("٤", "٤١"),
]


@pytest.mark.parametrize(("needle", "text"), INSIDE)
def test_no_quote_begins_or_ends_inside_a_token(needle: str, text: str) -> None:
    """The traps of plain substring search."""
    sentence = IndexedText(f"The count was {text} in the end")
    assert sentence.find(tokenize(needle).texts) == []
    assert sentence.find(tokenize(text).texts) == [3]


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("5", "-\u20605"),
        ("5", "−\u200b5"),
        ("177", "3,\u200b177"),
        ("177", "3\u2007177"),
        ("5", "0.\u20605"),
        ("-20", "10\u2060-20"),
        ("41", "41\u2060%"),
        ("41", "41\u00a0\u2060%"),
    ],
)
def test_no_invisible_character_opens_a_number(needle: str, text: str) -> None:
    """A word joiner, zero-width space or figure space inside a number leaves it one number."""
    assert IndexedText(f"The count was {text} in the end").find(tokenize(needle).texts) == []


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("5 million", "d’1,5 million"),
        ("177 קלפיות", "ב-3,177 קלפיות"),
        ("ב-41", "ב-41%"),
        ("177 صندوق", "و3,177 صندوق"),
        ("١٧٧", "و٣٬١٧٧"),
        ("بـ41", "بـ41%"),
        ("177 crore", "Rs3,177 crore"),
        ("5%", "sub-3.5%"),
        ("mid-3", "mid-3.5"),
        ("177 seats", "USD3’177 seats"),
    ],
)
def test_a_number_behind_letters_is_still_one_number(needle: str, text: str) -> None:
    """Letters before a number, joined by a hyphen, an apostrophe or nothing, do not open it."""
    assert IndexedText(f"The count was {text} in the end").find(tokenize(needle).texts) == []


@pytest.mark.parametrize(
    ("needle", "text"),
    [("5%", "增长率为-5%"), ("5", "气温−5度"), ("5", "は-5"), ("5", "为.5"), ("5%", "เป็น-5%")],
)
def test_a_sign_behind_an_unspaced_script_is_a_sign(needle: str, text: str) -> None:
    """Without spaces, a number's sign follows a letter, and belongs to the number."""
    assert IndexedText(text).find(tokenize(needle).texts) == []


@pytest.mark.parametrize("text", ["41％", "41﹪", "41\n%", "41  %", "41\t%", "41\u2003\n%"])
def test_a_percent_sign_is_never_left_behind(text: str) -> None:
    """41 percent is not 41, whatever the sign and the white space before it."""
    assert IndexedText(f"The count was {text} in the end").find(("41",)) == []


@pytest.mark.parametrize("text", ["5%-7%", "5%–7%", "5 %–7 %", "5‰-7‰"])
def test_a_range_of_percentages_holds_no_negative_number(text: str) -> None:
    """5%-7% is two positive numbers, as 5-7 is."""
    assert [token.startswith("-") for token in tokenize(text).texts] == [False, True, False]
    assert tokenize(text).texts[1] == "-"


@pytest.mark.parametrize(("needle", "text"), [("$5", "-$5"), ("€5", "−€5"), ("5", "-£5")])
def test_a_sign_before_a_currency_belongs_to_the_number(needle: str, text: str) -> None:
    """A loss of five dollars is not five dollars."""
    assert IndexedText(f"The result was {text} million").find(tokenize(needle).texts) == []


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        ("5", "7·5"),
        ("7", "7·5"),
        ("１７７", "３，１７７"),
        ("５", "７．５"),
        ("١٧٧", "٣،١٧٧"),
        ("177", "3،177"),
    ],
)
def test_separators_of_other_hands(needle: str, text: str) -> None:
    """British raised points, full-width separators, the Arabic comma between digits."""
    assert IndexedText(f"The count was {text} in the end").find(tokenize(needle).texts) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("サッカー2021年", "サ|ッ|カ|ー|2021|年"), ("データーx", "デ|ー|タ|ー|x"), ("ーa", "ー|a")],
)
def test_the_long_vowel_mark_is_a_token(text: str, expected: str) -> None:
    """It begins no word and swallows no number."""
    assert tokenize(text).texts == tuple(expected.split("|"))


SAME = [
    ("“won’t”", '"won\'t"'),
    ("„won“ ‚it‘", "\"won\" 'it'"),
    ("won\u00a0seats", "won seats"),
    ("won\u3000seats\n", "won seats"),
    ("al\u2011Sadr al\u2010Sadr", "al-Sadr al-Sadr"),
    ("a – b — c − d", "a - b - c - d"),
    ("-5 −5 –5", "-5 -5 -5"),
    ("wait…", "wait..."),
    ("5\u202f%", "5%"),
    ("re\u0301sume\u0301", "résumé"),
    ("eﬃcient ﬂow", "efficient flow"),
    ("co\u00adoperate", "cooperate"),
    ("bal\u200blot\ufeff", "ballot"),
    ("\u2067الصدر\u2069", "الصدر"),
    ("می\u200cخواهم", "میخواهم"),
    ("\u212bngström", "Ångström"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_that_are_one(one: str, other: str) -> None:
    """The fold table and NFC make these the same."""
    assert tokenize(one).texts == tokenize(other).texts


@pytest.mark.parametrize(
    ("one", "other"), [("O\u2032Neil", "O'Neil"), ("dogs\u02bc", "dogs'"), ("\u02bctis", "'tis")]
)
def test_every_folded_apostrophe_is_an_apostrophe(one: str, other: str) -> None:
    """Characters that fold to an apostrophe join and part words as one does."""
    assert tokenize(one).texts == tokenize(other).texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10²", "102"),
        ("5", "５"),
        ("½", "1/2"),
        ("well-known", "well—known"),
        ("well-known", "well known"),
        ("well-known", "wellknown"),
        ("US", "us"),
        ("İstanbul", "istanbul"),
        ("Istanbul", "İstanbul"),
        ("ırak", "irak"),
        ("Maße", "Masse"),
        ("resume", "résumé"),
        ("مُقْتَدَى", "مقتدى"),
        ("-5", "5"),
        ("+5", "5"),
        ("5%", "5"),
        ("5%", "5‰"),
        ("3,177", "3177"),
        ("3,177", "3.177"),
        ("7.50", "7.5"),
        ("he won.", "he won"),
    ],
)
def test_spellings_that_are_not_one(one: str, other: str) -> None:
    """Only NFC and the fold table fold: case, compatibility forms and accents stay."""
    assert tokenize(one).texts != tokenize(other).texts


@given(texts)
@example("so.… yes")
@example("so.….5")
@example("so.…5")
@example("%²\u3000%")
@settings(deadline=None)
def test_tokens_have_their_places(text: str) -> None:
    """The text at a token's place is the token once folded; tokens are in order and disjoint."""
    tokens = tokenize(text)
    assert len(tokens) == len(tokens.texts) == len(tokens.starts) == len(tokens.ends)
    behind = 0
    for token, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True):
        assert behind <= start < end <= len(text)
        assert token
        assert plain(text[start:end]) == token
        assert unicodedata.is_normalized("NFC", token)
        assert not set(token) & set(FOLDS)
        behind = end


@pytest.mark.parametrize("text", [".…", "he said.… and left", "..…", "….…", "so.…5"])
def test_a_full_stop_before_an_ellipsis(text: str) -> None:
    """However dots and ellipses follow each other, no character belongs to two tokens."""
    tokens = tokenize(text)
    places = list(zip(tokens.starts, tokens.ends, strict=True))
    assert all(before[1] <= behind[0] for before, behind in pairwise(places)), places
    assert tokens.texts == tokenize(text.replace("…", "...")).texts


@given(st.one_of(texts, veiled().map(lambda pair: pair[1])))
@example(".…")
@example("re\u200dsume\u200d\u0301")
@settings(deadline=None)
def test_the_place_of_a_token_holds_just_it(text: str) -> None:
    """The text at a token's place, read by itself, is that token and nothing more."""
    tokens = tokenize(text)
    for token, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True):
        assert tokenize(text[start:end]).texts == (token,)


@given(st.one_of(texts, veiled().map(lambda pair: pair[1])))
@settings(deadline=None)
def test_tokens_leave_out_only_what_cannot_be_seen(text: str) -> None:
    """Every character outside the tokens is white space or in the fold table as invisible."""
    tokens = tokenize(text)
    covered = {
        at
        for start, end in zip(tokens.starts, tokens.ends, strict=True)
        for at in range(start, end)
    }
    left_out = {character for at, character in enumerate(text) if at not in covered}
    assert all(character.isspace() or character in INVISIBLE for character in left_out)


@given(st.one_of(mixed, st.text(st.characters(max_codepoint=0x24F), max_size=40)))
@settings(deadline=None)
def test_composed_and_decomposed_are_one(text: str) -> None:
    """A text has the same tokens in NFC and in NFD."""
    composed = tokenize(unicodedata.normalize("NFC", text)).texts
    assert composed == tokenize(unicodedata.normalize("NFD", text)).texts


def test_marks_of_two_scripts_on_one_letter() -> None:
    """Marks stay with their letter in whatever order canonical equivalence puts them."""
    text = "a\u0301\u0e38"
    composed = tokenize(unicodedata.normalize("NFC", text)).texts
    assert composed == tokenize(unicodedata.normalize("NFD", text)).texts


@given(veiled())
@settings(deadline=None, max_examples=300)
def test_invisible_characters_change_nothing(pair: tuple[str, str]) -> None:
    """A text has the same tokens with and without invisible characters in it."""
    text, hidden = pair
    assert tokenize(hidden).texts == tokenize(text).texts


@pytest.mark.parametrize("text", ["≠-5", "\u219a-5", "x ≮.5"])
def test_a_struck_symbol_is_the_same_composed_and_decomposed(text: str) -> None:
    """NFC and NFD agree on what is a sign behind a symbol with a mark."""
    composed = tokenize(unicodedata.normalize("NFC", text)).texts
    assert composed == tokenize(unicodedata.normalize("NFD", text)).texts


@pytest.mark.parametrize("text", ["三十\uf9d1", "\uf9d1百", "5\uf9d1"])
def test_composition_changes_nothing(text: str) -> None:
    """A text has the tokens of its NFC."""
    assert tokenize(text).texts == tokenize(unicodedata.normalize("NFC", text)).texts


@given(texts)
@example("d'1,5")
@settings(deadline=None)
def test_no_token_ends_between_digits_and_their_separator(text: str) -> None:
    """A full stop or comma between two digits is never a cut, whatever is around."""
    tokens = tokenize(text)
    inside = {
        cut
        for at in range(len(text) - 2)
        if text[at].isdecimal() and text[at + 1] in ".,٫٬" and text[at + 2].isdecimal()
        for cut in (at + 1, at + 2)
    }
    assert not inside & {*tokens.starts, *tokens.ends}


@given(texts)
@settings(deadline=None)
def test_no_number_begins_behind_its_sign(text: str) -> None:
    """A digit behind a sign begins no token, except behind a letter, digit or percent sign."""
    for start in tokenize(text).starts:
        if text[start].isdecimal() and text[start - 1 : start] in {*"+-−–"}:
            before = text[start - 2] if start > 1 else " "
            assert (
                unicodedata.category(before)[0] in "LMN" or before in "%‰٪" or before in INVISIBLE
            )


@given(texts)
@settings(deadline=None)
def test_a_token_normalised_again_is_itself(text: str) -> None:
    """Normalisation has nothing left to do in a token."""
    for token in tokenize(text).texts:
        assert normalize(token) == token


@pytest.mark.parametrize("token", ["73", "won", "10²", "-5", "席", "三百", "الصدر", "41%"])
def test_words_and_numbers_count_as_words(token: str) -> None:
    """A token with a letter or a digit is a word."""
    assert is_word(token)


@pytest.mark.parametrize("token", ["-", "...", '"', "%", "👍", "$", ","])
def test_marks_and_symbols_are_no_words(token: str) -> None:
    """A token without a letter or a digit is not a word."""
    assert not is_word(token)


def occurrences(tokens: tuple[str, ...], needle: tuple[str, ...]) -> list[int]:
    """The naive search: compare at every place."""
    places = range(len(tokens) - len(needle) + 1)
    return [at for at in places if tokens[at : at + len(needle)] == needle]


words = st.sampled_from(["a", "b", "aa", "ab", "1", "11", "-1", "1%", "...", "."])


@given(st.lists(words, max_size=25), st.lists(words, min_size=1, max_size=4))
@settings(deadline=None, max_examples=300)
def test_find_is_the_naive_search(text: list[str], needle: list[str]) -> None:
    """Every occurrence is found, overlapping ones too, and nothing else."""
    indexed = IndexedText(" ".join(text))
    wanted = tokenize(" ".join(needle)).texts
    assert indexed.find(wanted) == occurrences(indexed.tokens.texts, wanted)


@given(mixed, st.data())
@settings(deadline=None)
def test_find_in_any_text(text: str, data: st.DataObject) -> None:
    """The same for texts of every kind, with a run of their own tokens as the needle."""
    indexed = IndexedText(text)
    size = len(indexed.tokens)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    needle = indexed.tokens.texts[start:end]
    if not needle:
        assert indexed.find(needle) == []
        return
    found = indexed.find(needle)
    assert start in found
    assert found == occurrences(indexed.tokens.texts, needle)
    assert (
        indexed.slice(start, end)
        == text[indexed.tokens.starts[start] : indexed.tokens.ends[end - 1]]
    )


def test_find_sees_overlapping_occurrences() -> None:
    """A run may begin inside another."""
    assert IndexedText("a a a a").find(("a", "a")) == [0, 1, 2]


def test_find_in_an_empty_text() -> None:
    """There is nothing in it."""
    assert IndexedText("").find(("a",)) == []
    assert IndexedText(" \n").find(("a",)) == []


@pytest.mark.parametrize("separator", ["\x1f", "\x1f\x1f", " \x1f "])
def test_find_is_not_confused_by_its_own_separator(separator: str) -> None:
    """A control character in the text, visible or not, does not move what is behind it."""
    indexed = IndexedText(f"a b{separator}c d")
    assert indexed.find(("c", "d")) == [indexed.tokens.texts.index("c")]


@given(texts)
@example("41 %")
@example("41 \u200b%")
@example("41 ％")
@example("1 \u200b500 and 1\u2009500")
@example("a\x1cb \x1f5")
@example("5\x85-5\u2028%")
def test_cutting_at_white_space_first_changes_nothing(text: str) -> None:
    """The quick way, by runs that are known already, and the one pattern over the whole text."""
    assert token_texts(text) == tuple(_cut(text))


def test_runs_are_not_kept_without_limit() -> None:
    """Neither many of them nor long ones."""
    token_texts(" ".join(f"word{number}" for number in range(_KEPT + 10)))
    token_texts("x" * 1_000)
    assert 0 < len(_RUN_TOKENS) <= _KEPT
    assert max(map(len, _RUN_TOKENS)) <= 40
