# SPDX-License-Identifier: Apache-2.0
"""Scores, the same for every tool: spans, tags, entities, ROUGE."""

import collections
import re
import unicodedata


def f1(gold, system):
    """F1 in per cent of two collections of spans; each counts as right when it is in both."""
    gold, system = set(gold), set(system)
    return 200 * len(gold & system) / max(1, len(gold) + len(system))


def visible(text):
    """For each position the number of characters before it that are not white space.

    Tools that print tokens without offsets can be compared by it, whatever they do to white space.
    """
    counts, count = [], 0
    for character in text:
        counts.append(count)
        count += not character.isspace()
    counts.append(count)
    return counts


def places(printed, text):
    """For each position in `printed` the position in `text`: both without white space, nearly equal.

    Tools may write an ellipsis as three full stops and the like; where the two differ, the nearest place at which they
    go on alike is taken.
    """
    found, i, j, alike = [], 0, 0, 12
    while i < len(printed):
        if j < len(text) and printed[i] == text[j]:
            found.append(j)
            i, j = i + 1, j + 1
            continue
        steps = ((a, total - a) for total in range(1, 40) for a in range(total + 1))
        for a, b in steps:
            if printed[i + a : i + a + alike] == text[j + b : j + b + alike]:
                found += [min(j + step, j + b) for step in range(a)]
                i, j = i + a, j + b
                break
        else:
            found.append(min(j, len(text)))
            i, j = i + 1, j + 1
    return found + [len(text)]


def spans_of_forms(sentences, text):
    """Token and sentence spans, counted in visible characters of `text`, from lists of printed forms."""
    bare = "".join(character for character in text if not character.isspace())
    printed = "".join(character for sentence in sentences for form in sentence for character in form
                      if not character.isspace())
    place_of = places(printed, bare)
    tokens, cut, place = [], [], 0
    for sentence in sentences:
        start = place
        for form in sentence:
            length = sum(not character.isspace() for character in form)
            # The end of the last character, since what follows may be missing from one of the two.
            tokens.append((place_of[place], place_of[place + length - 1] + 1 if length else place_of[place]))
            place += length
        if sentence and place > start:
            cut.append((place_of[start], place_of[place - 1] + 1))
    return tokens, cut


def rouge_tokens(text):
    words, current = [], ""
    for character in text.lower():
        category = unicodedata.category(character)
        if category[0] in "LN" or category in ("Mn", "Mc"):
            current += character
        elif current:
            words.append(current)
            current = ""
    return words + [current] if current else words


def rouge_n(candidate, reference, n):
    def grams(words):
        return collections.Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))

    one, two = grams(candidate), grams(reference)
    return balance(sum((one & two).values()), sum(one.values()), sum(two.values()))


def rouge_l(candidate, reference):
    row = [0] * (len(reference) + 1)
    for word in candidate:
        before = 0
        for index, other in enumerate(reference, 1):
            kept = row[index]
            row[index] = before + 1 if word == other else max(row[index], row[index - 1])
            before = kept
    return balance(row[-1], len(candidate), len(reference))


def balance(hits, candidate, reference):
    return 200 * hits / (candidate + reference) if candidate and reference else 0.0


class Article:
    """An article of the Loep corpus; the format is in Resources/corpus/GUIDELINES.md."""

    def __init__(self, path):
        self.name, self.text, self.summary = path.stem, "", ""
        # Where the title ends.
        self.title, self.mentions = 0, []
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("S:"):
                self.summary = line[2:].strip()
            elif line[:2] in ("T:", "P:"):
                if self.text:
                    self.text += "\n\n"
                place = 0
                block = line[2:].lstrip()
                for match in re.finditer(r"\[([^|\]]+)\|([A-Z]+)(?:\|[^\]]*)?\]", block):
                    self.text += block[place : match.start()]
                    start = len(self.text)
                    self.text += match[1]
                    self.mentions.append((start, len(self.text), match[2]))
                    place = match.end()
                self.text += block[place:]
                if line.startswith("T:"):
                    self.title = len(self.text)


class Treebank:
    """Text, tokens, sentences, CGN tags and lemmas of a CoNLL-U file; paragraphs as `loep eval tokens` makes them."""

    def __init__(self, path):
        self.text, self.tokens, self.sentences = "", [], []
        self.tags, self.lemmas = {}, {}
        paragraph, hidden = None, 0
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("# sent_id = "):
                    following = line[12:].rsplit(".s.", 1)[0]
                elif line.startswith("# text = "):
                    if paragraph is not None:
                        self.text += " " if paragraph == following else "\n\n"
                    paragraph, hidden = following, 0
                    place = len(self.text)
                    self.text += line[9:]
                    self.sentences.append((place, len(self.text)))
                elif line[:1].isdigit():
                    fields = line.split("\t")
                    if "." in fields[0]:
                        continue
                    bounds = [int(part) for part in fields[0].split("-")]
                    if len(bounds) == 2:
                        hidden = bounds[1]
                    elif bounds[0] <= hidden:
                        continue
                    place = self.text.index(fields[1], place)
                    span = (place, place + len(fields[1]))
                    self.tokens.append(span)
                    self.tags[span], self.lemmas[span] = fields[4], fields[2]
                    place = span[1]
