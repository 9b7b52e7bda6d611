"""Reads CoNLL-U and IOB2 for the comparison scripts."""
from dataclasses import dataclass, field


@dataclass
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    space_after: bool


@dataclass
class Sentence:
    id: str = ""
    text: str = ""
    words: list = field(default_factory=list)


def read(path):
    sentences, sentence = [], Sentence()
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id = "):
            sentence.id = line[12:]
        elif line.startswith("# text = "):
            sentence.text = line[9:]
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                feats = "" if columns[5] == "_" else columns[5]
                head = int(columns[6]) if columns[6].isdigit() else 0
                space = "SpaceAfter=No" not in columns[9]
                sentence.words.append(Word(*columns[1:5], feats, head, columns[7], columns[9], space))
        elif not line and sentence.words:
            sentences.append(sentence)
            sentence = Sentence()
    return sentences


def read_names(path):
    """Forms and labels by sentence; OTH is no kind of ours."""
    names, key = {}, ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id = "):
            key = line[12:]
        elif line and line[0] != "#":
            columns = line.split("\t")
            label = "O" if columns[2].endswith("-OTH") else columns[2]
            names.setdefault(key, []).append((columns[1], label))
    return names
