# SPDX-License-Identifier: Apache-2.0
"""Runs Loep and its peers on the same text and prints a report in Markdown; `make compare` calls it.

usage: compare.py LOEP OUTPUT [--treebank FILE ...] [--readme FILE]

Speed is processor time (user and system) of one process on one core, less the time the same command takes for one
sentence, so that loading models does not count; tokens are Loep's, the same number for every tool. Start-up is the
wall clock of that one sentence, best of five. What is not installed is named and left out.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

import scores

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build/compare"
PYTHON = sys.executable


class Run:
    """A finished command: seconds of wall clock and processor, peak memory in bytes."""

    def __init__(self, command, output=None):
        sink = open(output, "wb") if output else subprocess.DEVNULL
        command = [str(part) for part in command]
        # Linux counts the memory of the caller in the peak of what it calls; GNU time is a small caller.
        peak = WORK / "peak"
        if os.access("/usr/bin/time", os.X_OK):
            command = ["/usr/bin/time", "-q", "-o", str(peak), "-f", "%M"] + command
        start = time.monotonic()
        # Its own child, so that the usage of this one command can be read.
        self.process = subprocess.Popen(
            command, stdout=sink, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=WORK)
        errors = self.process.stderr.read()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.wall = time.monotonic() - start
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024
        if output:
            sink.close()
        if command[0] == "/usr/bin/time" and peak.read_text().strip().isdigit():
            self.memory = int(peak.read_text()) * 1024
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(errors.decode(errors="replace").strip().split("\n")[-1])


class Tool:
    """A tool that is timed: `command` makes its call for a folder, `copies` is how often it gets the articles; 0 means every
    tenth article once, for tools that need minutes."""

    def __init__(self, name, does, command, copies):
        self.name, self.does, self.command, self.copies = name, does, command, copies

    def measure(self, tokens):
        starts = [Run(self.command(folder("one", 0))) for _ in range(5)]
        texts = folder("articles", self.copies) if self.copies else folder("tenth", 0)
        work = min((Run(self.command(texts)) for _ in range(2)), key=lambda run: run.processor)
        seconds = work.processor - min(start.processor for start in starts)
        self.startup = min(start.wall for start in starts)
        self.speed = (tokens["all"] * self.copies if self.copies else tokens["tenth"]) / max(seconds, 1e-3)
        self.memory = max(work.memory, starts[0].memory)


def folder(name, copies):
    return WORK / (f"{name}-{copies}" if copies else name)


def ready(texts):
    """The folder with the same articles as ready sentences, for sumy."""
    return texts.with_name(f"ready-{texts.name}")


def prepare(articles, sentences=None):
    """Folders with the articles, as text and (once there are some) as the ready sentences that sumy gets."""
    short = "Poetin sprak met Loekasjenko in Minsk."
    if sentences is None:
        shutil.rmtree(folder("tenth", 0), ignore_errors=True)
        folder("tenth", 0).mkdir(parents=True)
        for article in articles[::10]:
            (folder("tenth", 0) / f"{article.name}.txt").write_text(article.text + "\n", encoding="utf-8")
    for copies in (0, 1, 4, 20) if sentences is None else (0, 1):
        place = folder("articles", copies) if copies else folder("one", 0)
        if sentences is not None:
            place = ready(place)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        if not copies:
            (place / "a.txt").write_text(json.dumps([short]) if sentences else short + "\n", encoding="utf-8")
        for copy in range(copies):
            for article in articles:
                text = json.dumps(sentences[article.name], ensure_ascii=False) if sentences else article.text + "\n"
                (place / f"{article.name}.{copy}.txt").write_text(text, encoding="utf-8")


def tools(loep):
    peers = HERE / "peers.py"

    def loep_tag(*options):
        return lambda texts: [loep, "tag", texts, "--jobs", "1", "--quiet", *options]

    def python(name):
        return lambda texts: [PYTHON, peers, name, ready(texts) if name.startswith("sumy") else texts, "-"]

    def ucto(texts):
        # One call a file, as ucto works; a shell joins them for the larger text.
        joined = WORK / f"{texts.name}.joined"
        joined.write_text("\n\n".join(p.read_text(encoding="utf-8") for p in sorted(texts.glob("*.txt"))),
                          encoding="utf-8")
        return ["ucto", "-L", "nld", "-n", joined]

    return [
        Tool("Loep", "tokens, sentences, names, entities with identity, values, summary, keyphrases", loep_tag(), 20),
        Tool("Loep", "tokens, sentences, tags, lemmas, entities", loep_tag("--stages", "words,entities"), 20),
        Tool("Loep", "tokens and sentences", loep_tag("--stages", "sentences"), 20),
        Tool("Loep", "summary", lambda t: [loep, "summarize", t, "--jobs", "1", "--quiet"], 20),
        Tool("Frog", "tokens, sentences, tags, lemmas, entities",
             lambda t: ["frog", "--skip=acmp", f"--testdir={t}", f"--outputdir={WORK}/frog-{t.name}"], 0),
        Tool("ucto", "tokens and sentences", ucto, 4),
        Tool("spaCy", "tokens", python("spacy-tokens"), 20),
        Tool("spaCy", "tokens and sentences (sentencizer)", python("spacy-sentences"), 20),
        Tool("PyICU", "tokens and sentences", python("icu"), 20),
        Tool("sumy", "summary (TextRank), sentences given", python("sumy-textrank"), 1),
        Tool("sumy", "summary (LexRank), sentences given", python("sumy-lexrank"), 1),
        Tool("sumy", "summary (LSA), sentences given", python("sumy-lsa"), 1),
    ]


def loep_documents(loep, paths, *options):
    output = WORK / "loep.jsonl"
    Run([loep, "tag", *paths, "--quiet", *options], output)
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def peer_documents(name, texts):
    output = WORK / f"{name}.jsonl"
    Run([PYTHON, HERE / "peers.py", name, texts, output])
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]


def frog_sentences(path):
    """Rows (form, lemma, tag, entity) of a file of Frog's columns, sentence by sentence."""
    sentences = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 6:
            sentences[-1].append((fields[1], fields[2], fields[4], fields[6]))
        elif sentences[-1]:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def entities_of(sentences, text):
    """Entity spans in visible characters of `text` from sentences of (form, IOB2 tag)."""
    spans, _ = scores.spans_of_forms([[form for form, _ in sentence] for sentence in sentences], text)
    tags = [tag for sentence in sentences for _, tag in sentence]
    found, start, end, kind = set(), 0, 0, None
    for span, tag in list(zip(spans, tags)) + [((0, 0), "O")]:
        if kind and tag != f"I-{kind}":
            found.add((start, end, kind))
            kind = None
        if tag != "O" and kind is None:
            start, kind = span[0], tag[2:]
        end = span[1]
    return found


class Report:
    def __init__(self):
        self.lines, self.absent = [], []
        # For the table in README: tool, column, cell.
        self.best = {}

    def note(self, tool, column, cell):
        """Keeps the first figure of a tool for a column of README's table."""
        self.best.setdefault(tool, {}).setdefault(column, cell)

    def readme_table(self):
        columns = ["tokens a CPU second", "start-up", "memory", "tokens F1", "sentences F1", "entities F1",
                   "summary ROUGE-1"]
        lines = ["| Tool | " + " | ".join(columns) + " |", "|" + "---|" * (len(columns) + 1)]
        for tool, cells in self.best.items():
            lines.append(f"| {tool} | " + " | ".join(cells.get(column, "") for column in columns) + " |")
        return "\n".join(lines) + "\n"

    def attempt(self, name, body):
        """What `body` gives; None, and a line in the report, when the tool is not there."""
        try:
            return body()
        except (OSError, RuntimeError) as error:
            self.absent.append(f"{name}: {error}")
            print(f"compare: without {name}: {error}", file=sys.stderr)
            return None

    def table(self, header, rows):
        self.lines += ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
        self.lines += ["| " + " | ".join(row) + " |" for row in rows] + [""]


def number(value):
    return f"{value:.0f}" if value < 1000 else f"{round(value, 2 - len(str(int(value)))):,.0f}"


def report_speed(report, loep, tokens):
    measured = []
    for tool in tools(loep):
        print(f"compare: {tool.name}, {tool.does}", file=sys.stderr)
        report.attempt(f"{tool.name}, {tool.does}", lambda: (tool.measure(tokens), measured.append(tool)))
    whole = measured[0]
    report.lines += ["## Speed and memory", ""]
    rows = []
    named = {"Loep": "Loep, everything", "Frog": "Frog, tags and entities", "spaCy": "spaCy, rules only"}
    for tool in measured:
        name = named.get(tool.name, tool.name)
        report.note(name, "tokens a CPU second", number(tool.speed))
        report.note(name, "start-up", f"{tool.startup * 1000:,.0f} ms")
        report.note(name, "memory", f"{tool.memory / 1e6:,.0f} MB")
        ratio = whole.speed / tool.speed
        rows.append([
            tool.name, tool.does, number(tool.speed), f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}",
            f"{tool.startup * 1000:,.0f}", f"{tool.memory / 1e6:,.0f}"])
    report.table(
        ["Tool", "What it does", "tokens per CPU second", "whole Loep is so many times as fast", "start-up (ms)",
         "peak memory (MB)"], rows)


def report_treebanks(report, loep, paths):
    if not paths:
        report.lines += ["The scores of tokens need a treebank: `make compare TREEBANKS='FILE.conllu …'`.", ""]
        return
    for path in paths:
        bank = scores.Treebank(path)
        seen = scores.visible(bank.text)
        gold_tokens = [(seen[a], seen[b]) for a, b in bank.tokens]
        gold_sentences = [(seen[a], seen[b]) for a, b in bank.sentences]
        place = WORK / "treebank"
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(WORK / "frog-treebank", ignore_errors=True)
        place.mkdir()
        (place / "a.txt").write_text(bank.text + "\n", encoding="utf-8")
        rows = []

        def add(name, tokens, sentences, words=None):
            row = [name, f"{scores.f1(gold_tokens, tokens):.2f}"]
            row.append(f"{scores.f1(gold_sentences, sentences):.1f}" if sentences else "")
            if words:
                # Two conventions that are nobody's merit: Alpino's underscore in compounds, brackets around features.
                gold = [((seen[a], seen[b]), bank.tags[a, b]) for a, b in bank.tokens]
                row.append(f"{scores.f1(gold, [(span, tag) for span, tag, _ in words]):.1f}")
                gold = [((seen[a], seen[b]), bank.lemmas[a, b].replace("_", "")) for a, b in bank.tokens]
                row.append(f"{scores.f1(gold, [(span, lemma.replace('_', '')) for span, _, lemma in words]):.1f}")
            rows.append(row + [""] * (5 - len(row)))
            for tool in report.best:
                if tool.split(",")[0] == name:
                    report.note(tool, "tokens F1", row[1])
                    report.note(tool, "sentences F1", row[2])

        def run_loep():
            document = loep_documents(loep, [place], "--stages", "words")[0]
            words = [((seen[t["start"]], seen[t["end"]]), t["xpos"], t["lemma"]) for t in document["tokens"]]
            add("Loep", [w[0] for w in words], [(seen[s["start"]], seen[s["end"]]) for s in document["sentences"]],
                words)

        def run_frog():
            Run(["frog", "--skip=acmp", f"--testdir={place}", f"--outputdir={WORK}/frog-treebank"])
            sentences = frog_sentences(next((WORK / "frog-treebank").iterdir()))
            tokens, cut = scores.spans_of_forms(
                [[row[0] for row in sentence] for sentence in sentences], bank.text)
            flat = [row for sentence in sentences for row in sentence]
            tags = [row[2].replace("()", "").replace("(", "|").replace(",", "|").rstrip(")") for row in flat]
            add("Frog", tokens, cut, [(span, tag, row[1]) for span, tag, row in zip(tokens, tags, flat)])

        def run_ucto():
            output = WORK / "ucto.txt"
            Run(["ucto", "-L", "nld", "--filter=NO", "-n", place / "a.txt"], output)
            lines = output.read_text(encoding="utf-8").splitlines()
            add("ucto", *scores.spans_of_forms([line.split() for line in lines], bank.text))

        def run_peer(name, title):
            document = peer_documents(name, place)[0]
            add(title, [(seen[a], seen[b]) for a, b in document["tokens"]],
                [(seen[a], seen[b]) for a, b in document["sentences"]])

        report.attempt("Loep", run_loep)
        report.attempt("Frog", run_frog)
        report.attempt("ucto", run_ucto)
        report.attempt("spaCy", lambda: run_peer("spacy-sentences", "spaCy"))
        report.attempt("PyICU", lambda: run_peer("icu", "PyICU"))
        report.lines += [f"### {pathlib.Path(path).name}, from raw text", ""]
        report.table(["Tool", "tokens F1", "sentences F1", "CGN tag F1", "lemma F1"], rows)


def report_entities(report, loep, articles):
    gold = set()
    for article in articles:
        seen = scores.visible(article.text)
        gold |= {(article.name, seen[a], seen[b], kind) for a, b, kind in article.mentions}
    rows = []

    def add(name, found):
        right = len(gold & found)
        for tool in report.best:
            if tool.split(",")[0] == name:
                report.note(tool, "entities F1", f"{scores.f1(gold, found):.1f}")
        spans = scores.f1({g[:3] for g in gold}, {f[:3] for f in found})
        rows.append([name, f"{100 * right / max(1, len(found)):.1f}", f"{100 * right / len(gold):.1f}",
                     f"{scores.f1(gold, found):.1f}", f"{spans:.1f}"]
                    + [f"{scores.f1({g for g in gold if g[3] == k}, {f for f in found if f[3] == k}):.1f}"
                       for k in ("PER", "LOC", "ORG", "PRO", "EVE", "MISC")])

    def run_loep():
        found = set()
        for document in loep_documents(loep, [folder("articles", 1)], "--stages", "entities"):
            seen = scores.visible(document["text"])
            name = pathlib.Path(document["id"]).name.removesuffix(".0.txt")
            found |= {(name, seen[e["start"]], seen[e["end"]], e["type"]) for e in document["entities"]}
        add("Loep", found)

    def run_frog():
        Run(["frog", "--skip=acmp", f"--testdir={folder('articles', 1)}", f"--outputdir={WORK}/frog-articles-1"])
        found = set()
        texts = {article.name: article.text for article in articles}
        for path in (WORK / "frog-articles-1").iterdir():
            sentences = [[(row[0], row[3]) for row in sentence] for sentence in frog_sentences(path)]
            name = path.name.split(".0.txt")[0]
            found |= {(name, *entity) for entity in entities_of(sentences, texts[name])}
        add("Frog", found)

    report.attempt("Loep", run_loep)
    report.attempt("Frog", run_frog)
    report.lines += ["## Entities", "", f"{len(articles)} articles, {len(gold)} gold entities, exact spans.", ""]
    report.table(["Tool", "precision", "recall", "F1", "F1 of spans alone", "PER", "LOC", "ORG", "PRO", "EVE", "MISC"],
                 rows)


def report_summaries(report, loep, articles):
    rows = []

    def add(name, summaries):
        figures = [0.0, 0.0, 0.0]
        for article in articles:
            candidate = scores.rouge_tokens(" ".join(summaries.get(article.name, [])))
            reference = scores.rouge_tokens(article.summary)
            figures[0] += scores.rouge_n(candidate, reference, 1)
            figures[1] += scores.rouge_n(candidate, reference, 2)
            figures[2] += scores.rouge_l(candidate, reference)
        rows.append([name] + [f"{figure / len(articles):.1f}" for figure in figures])
        for tool in report.best:
            # Of sumy's methods the best counts.
            if tool.split(",")[0] == name.split(" ")[0]:
                cell = rows[-1][1]
                report.best[tool]["summary ROUGE-1"] = max(cell, report.best[tool].get("summary ROUGE-1", ""))

    def run_loep():
        documents = loep_documents(loep, [folder("articles", 1)], "--stages", "summary")
        add("Loep", {pathlib.Path(d["id"]).name.removesuffix(".0.txt"): [s["text"] for s in d["summary"]]
                     for d in documents})

    def run_peer(name, title):
        add(title, {d["id"].removesuffix(".0"): d["summary"] for d in peer_documents(name, ready(folder("articles", 1)))})

    report.attempt("Loep", run_loep)
    add("the first three sentences", {
        a.name: json.loads((ready(folder("articles", 1)) / f"{a.name}.0.txt").read_text("utf-8"))[:3]
        for a in articles})
    for name in ("TextRank", "LexRank", "LSA"):
        report.attempt(f"sumy {name}", lambda: run_peer(f"sumy-{name.lower()}", f"sumy {name}"))
    report.lines += ["## Summaries", "", "Three sentences against the reference of each article, ROUGE F1.", ""]
    report.table(["Tool", "ROUGE-1", "ROUGE-2", "ROUGE-L"], rows)


def versions(loep):
    def first_line(command):
        try:
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            return (run.stdout or run.stderr).split("\n")[0].strip()
        except OSError:
            return None

    python = ("import importlib.metadata as m\nfor n in ('spacy','sumy','PyICU'):\n"
              "  try: print(n, m.version(n), end='; ')\n  except m.PackageNotFoundError: pass")
    found = [first_line([str(loep), "version"]), first_line(["frog", "--version"]), first_line(["ucto", "--version"]),
             first_line([PYTHON, "-c", python])]
    return [line for line in found if line]


def processor():
    try:
        for line in open("/proc/cpuinfo", encoding="utf-8"):
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("loep")
    parser.add_argument("output")
    parser.add_argument("--treebank", nargs="*", default=[])
    parser.add_argument("--readme", help="a file whose table between <!-- peers --> and <!-- end --> is written anew")
    arguments = parser.parse_args()
    loep = pathlib.Path(arguments.loep).resolve()
    banks = [pathlib.Path(path).resolve() for path in arguments.treebank]
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("LOEP_HOME", str(ROOT / "Resources"))
    articles = [scores.Article(path) for path in sorted((ROOT / "Resources/corpus/dev").glob("*.txt"))]
    prepare(articles)
    documents = loep_documents(loep, [folder("articles", 1)], "--stages", "sentences")
    tenth = {article.name for article in articles[::10]}
    counts = {pathlib.Path(d["id"]).name.removesuffix(".0.txt"): len(d["tokens"]) for d in documents}
    tokens = {"all": sum(counts.values()), "tenth": sum(count for name, count in counts.items() if name in tenth)}
    titles = {article.name: article.title for article in articles}
    sentences = {}
    for document in documents:
        name = pathlib.Path(document["id"]).name.removesuffix(".0.txt")
        title = titles[name]
        sentences[name] = [document["text"][s["start"] : s["end"]].replace("\n", " ")
                           for s in document["sentences"] if s["start"] >= title]
    prepare(articles, sentences)
    shutil.rmtree(WORK / "frog-articles-1", ignore_errors=True)

    report = Report()
    report_speed(report, loep, tokens)
    report.lines += ["## Tokens, sentences, words", ""]
    report_treebanks(report, loep, banks)
    report_entities(report, loep, articles)
    report_summaries(report, loep, articles)
    head = [
        "# Loep beside its peers", "",
        "Written by `make compare`, which installs the peers, runs everything on this text in one go and scores all",
        "tools with the same code (`Tests/Compare`). Do not edit by hand.", "",
        f"- Text: the {len(articles)} articles of `Resources/corpus/dev`, {number(tokens['all'])} tokens.",
        f"- Machine: {processor()}, one core a tool.",
        f"- Versions: {'; '.join(versions(loep))}.",
        "- Speed: processor time, user and system, without what the same command needs for one sentence; fast tools",
        "  get the articles several times over, Frog gets every tenth of them. Start-up: one sentence, wall clock, best of five.",
        "- The dev part is by the same writers as the text Loep's entities and summaries were trained on, and served to",
        "  choose between trainings: it flatters Loep. Frog was trained on other news (SoNaR), with the same six types.",
        "- Frog runs without its chunker, parser, morphology and multi-word units (`--skip=acmp`), which would slow it more.",
        "- spaCy's Dutch models are not in the Python registry, so spaCy is its rule-based tokeniser and sentence cutter.",
        "- sumy gets Loep's sentences without the title and spaCy's stop words: its own cutter needs models that are not in",
        "  the registry, and it has no Dutch stop words.",
        "",
    ]
    if report.absent:
        head += ["Left out on this machine:", ""] + [f"- {line}" for line in report.absent] + [""]
    if arguments.readme:
        readme = pathlib.Path(arguments.readme)
        before, rest = readme.read_text(encoding="utf-8").split("<!-- peers -->\n")
        after = rest.split("<!-- end -->", 1)[1]
        readme.write_text(f"{before}<!-- peers -->\n{report.readme_table()}<!-- end -->{after}", encoding="utf-8")
    pathlib.Path(arguments.output).write_text("\n".join(head + report.lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
