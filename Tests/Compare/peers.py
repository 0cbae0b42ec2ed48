# SPDX-License-Identifier: Apache-2.0
"""The peers that are Python libraries, each as a command: peers.py NAME FOLDER OUTPUT.

Reads every *.txt of FOLDER (for sumy a JSON array of ready sentences) and writes one JSON object a file to OUTPUT; with - for
OUTPUT nothing is written, so that only the peer's own work is timed.
"""

import json
import pathlib
import sys


def spacy_tokens(texts, keep):
    import spacy

    nlp = spacy.blank("nl")
    for name, text in texts:
        doc = nlp.make_doc(text)
        if keep:
            yield name, {"tokens": [[t.idx, t.idx + len(t)] for t in doc if not t.is_space]}


def spacy_sentences(texts, keep):
    import spacy

    nlp = spacy.blank("nl")
    nlp.max_length = 1 << 30
    nlp.add_pipe("sentencizer")
    for name, text in texts:
        doc = nlp(text)
        if keep:
            sentences = [[t for t in s if not t.is_space] for s in doc.sents]
            yield name, {
                "tokens": [[t.idx, t.idx + len(t)] for t in doc if not t.is_space],
                "sentences": [[s[0].idx, s[-1].idx + len(s[-1])] for s in sentences if s],
            }


def icu_segments(texts, keep):
    import icu

    def spans(breaker, text, string):
        breaker.setText(string)
        start, found = 0, []
        for end in breaker:
            found.append((start, end))
            start = end
        return found

    words = icu.BreakIterator.createWordInstance(icu.Locale("nl"))
    sentences = icu.BreakIterator.createSentenceInstance(icu.Locale("nl"))
    for name, text in texts:
        string = icu.UnicodeString(text)
        cut = [spans(words, text, string), spans(sentences, text, string)]
        if keep:
            # ICU counts UTF-16 units; Python counts code points.
            place, units = {}, 0
            for index, character in enumerate(text):
                place[units] = index
                units += 2 if ord(character) > 0xFFFF else 1
            place[units] = len(text)
            result = []
            for ranges in cut:
                trimmed = []
                for start, end in ranges:
                    start, end = place[start], place[end]
                    while start < end and text[start].isspace():
                        start += 1
                    while end > start and text[end - 1].isspace():
                        end -= 1
                    if start < end:
                        trimmed.append([start, end])
                result.append(trimmed)
            yield name, {"tokens": result[0], "sentences": result[1]}


def sumy(method):
    def summarise(texts, keep):
        from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
        from sumy.nlp.stemmers import Stemmer
        try:
            # sumy has none for Dutch.
            from spacy.lang.nl.stop_words import STOP_WORDS as stop_words
        except ImportError:
            stop_words = ()

        if method == "text_rank":
            from sumy.summarizers.text_rank import TextRankSummarizer as Summarizer
        elif method == "lex_rank":
            from sumy.summarizers.lex_rank import LexRankSummarizer as Summarizer
        else:
            from sumy.summarizers.lsa import LsaSummarizer as Summarizer
        import re

        class Words:
            """Words as sumy's own tokeniser takes them; its sentence models are not in the registry."""

            def to_words(self, text):
                return tuple(re.findall(r"[^\W\d_]+", text.lower()))

        words = Words()
        summariser = Summarizer(Stemmer("dutch"))
        summariser.stop_words = stop_words
        for name, text in texts:
            sentences = json.loads(text)
            document = ObjectDocumentModel([Paragraph([Sentence(s, words) for s in sentences])])
            chosen = summariser(document, 3)
            if keep:
                yield name, {"summary": [str(s) for s in chosen]}

    return summarise


PEERS = {
    "spacy-tokens": spacy_tokens,
    "spacy-sentences": spacy_sentences,
    "icu": icu_segments,
    "sumy-textrank": sumy("text_rank"),
    "sumy-lexrank": sumy("lex_rank"),
    "sumy-lsa": sumy("lsa"),
}


def main():
    name, folder, output = sys.argv[1:]
    files = sorted(path for path in pathlib.Path(folder).iterdir() if path.suffix == ".txt")
    texts = ((path.stem, path.read_text(encoding="utf-8")) for path in files)
    keep = output != "-"
    lines = [json.dumps({"id": stem, **answer}) for stem, answer in PEERS[name](texts, keep)]
    if keep:
        pathlib.Path(output).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
