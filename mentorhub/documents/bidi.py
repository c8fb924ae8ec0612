"""Which way each character of a line runs: Unicode's bidirectional algorithm (UAX #9), with isolates and brackets.

Written from the public specification; the names of the rules (W1, N0, ...) are those of UAX #9, so that code and
specification can be read side by side. Only the standard library's character data is used; the one property it lacks,
the pairs of brackets, stands below. Even levels run left to right, odd levels right to left.
"""

import unicodedata
from collections.abc import Sequence

MAX_DEPTH = 125
MAX_BRACKETS = 63

_BRACKET_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋"
    "⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
SAME_BRACKET = {"\u2329": "\u3008", "\u232a": "\u3009"}
CLOSING = {
    opening: SAME_BRACKET.get(closing, closing)
    for opening, closing in zip(_BRACKET_PAIRS[::2], _BRACKET_PAIRS[1::2], strict=True)
}
CLOSERS = frozenset(_BRACKET_PAIRS[1::2])

_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = {"LRE": (0, "ON"), "LRO": (0, "L"), "RLE": (1, "ON"), "RLO": (1, "R")}
_REMOVED = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "BN"})
_STRONG_OR_NUMBER = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"})


def classes(text: str) -> list[str]:
    """The bidirectional class of each character; a code point Unicode has not assigned counts as a letter."""
    return [unicodedata.bidirectional(character) or "L" for character in text]


def levels(text: str, base: int | None) -> list[int]:
    """The embedding level of each character of one paragraph (rules P2 to I2, and L1 for the whole paragraph).

    `base` is 0 for left to right, 1 for right to left, None to look for the first strong character. Invisible
    controls, which the specification removes, take the level of the character before them.
    """
    kinds = classes(text)
    if base is None:
        base = paragraph_level(kinds)
    if base == 0 and all(kind in _PLAIN for kind in kinds):
        return [0] * len(kinds)
    explicit, final = _explicit(kinds, base)
    found = list(explicit)
    for sequence in _isolating_runs(kinds, explicit):
        _resolve(text, kinds, final, explicit, found, sequence, base)
    _fill_removed(kinds, found, base)
    return trailing_to_base(kinds, found, base)


_PLAIN = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "S", "ON", "B", "NSM"})


def paragraph_level(kinds: Sequence[str], start: int = 0, end: int | None = None) -> int:
    """P2 and P3: the level of the first letter that is not inside an isolate; 0 when there is none."""
    depth = 0
    for kind in kinds[start:end]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return 0


def trailing_to_base(kinds: Sequence[str], found: Sequence[int], base: int) -> list[int]:
    """L1 for one line: separators, and white space before them or at the end, run the way the paragraph runs."""
    result = list(found)
    trailing = True
    for at in range(len(kinds) - 1, -1, -1):
        kind = kinds[at]
        if kind in ("S", "B"):
            trailing = True
            result[at] = base
        elif kind in _TRAILING or kind in _REMOVED:
            if trailing:
                result[at] = base
        else:
            trailing = False
    return result


def visual_order(line: Sequence[int]) -> list[int]:
    """L2: the positions of a line (characters, or runs of one level) from left to right."""
    order = list(range(len(line)))
    if not line:
        return order
    lowest_odd = min((level for level in line if level % 2), default=max(line) + 1)
    for level in range(max(line), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            if line[order[at]] < level:
                at += 1
                continue
            end = at
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end
    return order


def _explicit(kinds: list[str], base: int) -> tuple[list[int], list[str]]:  # noqa: PLR0912, PLR0915 - as many as the rules
    """X1 to X8: the level each character is put on by embeddings, overrides and isolates, and its class after them."""
    found = [base] * len(kinds)
    final = list(kinds)
    match = _matching_pdis(kinds)
    stack: list[tuple[int, str, bool]] = [(base, "ON", False)]
    too_deep_isolates = too_deep_embeddings = open_isolates = 0
    for at, kind in enumerate(kinds):
        level, override, _isolate = stack[-1]
        if kind in _EMBEDDINGS:
            found[at] = level
            parity, forced = _EMBEDDINGS[kind]
            deeper = _next_level(level, parity)
            if deeper <= MAX_DEPTH and not too_deep_isolates and not too_deep_embeddings:
                stack.append((deeper, forced, False))
            elif not too_deep_isolates:
                too_deep_embeddings += 1
        elif kind in _ISOLATES:
            found[at] = level
            if override != "ON":
                final[at] = override
            parity = paragraph_level(kinds, at + 1, match.get(at)) if kind == "FSI" else int(kind == "RLI")
            deeper = _next_level(level, parity)
            if deeper <= MAX_DEPTH and not too_deep_isolates and not too_deep_embeddings:
                open_isolates += 1
                stack.append((deeper, "ON", True))
            else:
                too_deep_isolates += 1
        elif kind == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif open_isolates:
                too_deep_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                open_isolates -= 1
            level, override, _isolate = stack[-1]
            found[at] = level
            if override != "ON":
                final[at] = override
        elif kind == "PDF":
            found[at] = level
            if too_deep_isolates:
                pass
            elif too_deep_embeddings:
                too_deep_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        elif kind == "B":
            found[at] = base
        else:
            found[at] = level
            if override != "ON" and kind != "BN":
                final[at] = override
    return found, final


def _next_level(level: int, parity: int) -> int:
    return level + 1 if (level + 1) % 2 == parity else level + 2


def _matching_pdis(kinds: list[str]) -> dict[int, int]:
    """BD9: where each isolate ends; one that never ends is missing."""
    match: dict[int, int] = {}
    waiting: list[int] = []
    for at, kind in enumerate(kinds):
        if kind in _ISOLATES:
            waiting.append(at)
        elif kind == "PDI" and waiting:
            match[waiting.pop()] = at
    return match


def _isolating_runs(kinds: list[str], found: list[int]) -> list[list[int]]:
    """X9 and X10: the stretches of one level that belong together, passing over what stands isolated between them."""
    runs: list[list[int]] = []
    for at, kind in enumerate(kinds):
        if kind in _REMOVED:
            continue
        if runs and found[runs[-1][-1]] == found[at]:
            runs[-1].append(at)
        else:
            runs.append([at])
    match = _matching_pdis(kinds)
    run_starting_at = {run[0]: run for run in runs}
    continued = {match[run[-1]] for run in runs if run[-1] in match}
    sequences: list[list[int]] = []
    for run in runs:
        if run[0] in continued:
            continue
        sequence = list(run)
        while sequence[-1] in match:
            sequence += run_starting_at[match[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _resolve(
    text: str,
    kinds: list[str],
    final: list[str],
    explicit: list[int],
    found: list[int],
    sequence: list[int],
    base: int,
) -> None:
    """W1 to I2 for one isolating run sequence; writes the levels into `found`."""
    level = explicit[sequence[0]]
    before = _neighbour(kinds, explicit, sequence[0], -1, base)
    last = sequence[-1]
    after = base if kinds[last] in _ISOLATES else _neighbour(kinds, explicit, last, 1, base)
    start = "R" if max(level, before) % 2 else "L"
    end = "R" if max(level, after) % 2 else "L"
    direction = "R" if level % 2 else "L"
    types = [final[at] for at in sequence]
    _resolve_weak(types, start)
    _resolve_brackets(text, kinds, sequence, types, direction, start)
    _resolve_neutral(types, direction, start, end)
    for at, kind in zip(sequence, types, strict=True):
        if level % 2 == 0:
            found[at] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        else:
            found[at] = level + (kind != "R")


def _neighbour(kinds: list[str], explicit: list[int], at: int, step: int, base: int) -> int:
    """The level of the nearest character that X9 keeps, before or after; the paragraph's at its ends."""
    at += step
    while 0 <= at < len(kinds):
        if kinds[at] not in _REMOVED:
            return explicit[at]
        at += step
    return base


def _resolve_weak(types: list[str], start: str) -> None:  # noqa: PLR0912 - as many as the rules
    """W1 to W7: marks, digits and the signs around digits."""
    before = strong = start
    for at, kind in enumerate(types):
        if kind == "NSM":
            kind = "ON" if before in _ISOLATES or before == "PDI" else before  # noqa: PLW2901 - rule W1
        if kind == "EN" and strong == "AL":
            kind = "AN"  # noqa: PLW2901 - rule W2
        elif kind in ("L", "R", "AL"):
            strong = kind
        types[at] = before = kind
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for at in range(1, len(types) - 1):
        left, kind, right = types[at - 1 : at + 2]
        if left == right and ((kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")):
            types[at] = left
    at = 0
    while at < len(types):
        if types[at] != "ET":
            at += 1
            continue
        end = at
        while end < len(types) and types[end] == "ET":
            end += 1
        if (at and types[at - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[at:end] = ["EN"] * (end - at)
        at = end
    strong = start
    for at, kind in enumerate(types):
        if kind in ("ES", "CS", "ET"):
            types[at] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[at] = "L"


def _resolve_brackets(
    text: str, kinds: list[str], sequence: list[int], types: list[str], direction: str, start: str
) -> None:
    """N0: a pair of brackets runs the way of what it encloses, so that both ends point the same way."""
    for opening, closing in _bracket_pairs(text, sequence, types):
        inside = {_STRONG_OR_NUMBER[kind] for kind in types[opening + 1 : closing] if kind in _STRONG_OR_NUMBER}
        if not inside:
            continue
        towards = direction
        if direction not in inside:
            context = next(
                (_STRONG_OR_NUMBER[kind] for kind in reversed(types[:opening]) if kind in _STRONG_OR_NUMBER),
                start,
            )
            towards = context if context != direction else direction
        for bracket in (opening, closing):
            types[bracket] = towards
            for at in range(bracket + 1, len(sequence)):
                if kinds[sequence[at]] != "NSM":
                    break
                types[at] = towards


def _bracket_pairs(text: str, sequence: list[int], types: list[str]) -> list[tuple[int, int]]:
    """BD16: the pairs, in the order of their opening brackets."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, kind in enumerate(types):
        if kind != "ON":
            continue
        character = text[sequence[at]]
        if character in CLOSING:
            if len(waiting) == MAX_BRACKETS:
                break
            waiting.append((CLOSING[character], at))
        elif character in CLOSERS:
            wanted = SAME_BRACKET.get(character, character)
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == wanted:
                    pairs.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(types: list[str], direction: str, start: str, end: str) -> None:
    """N1 and N2: spaces and punctuation go with both neighbours when these agree, else with the paragraph."""
    at = 0
    while at < len(types):
        if types[at] not in _NEUTRAL:
            at += 1
            continue
        stop = at
        while stop < len(types) and types[stop] in _NEUTRAL:
            stop += 1
        left = _STRONG_OR_NUMBER[types[at - 1]] if at else start
        right = _STRONG_OR_NUMBER[types[stop]] if stop < len(types) else end
        types[at:stop] = [left if left == right else direction] * (stop - at)
        at = stop


def _fill_removed(kinds: list[str], found: list[int], base: int) -> None:
    before = base
    for at, kind in enumerate(kinds):
        if kind in _REMOVED:
            found[at] = before
        before = found[at]
