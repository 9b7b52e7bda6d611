"""Treebanks and name labels as spaCy's training files.

usage: spacy_data.py DATA OUT    DATA has ud/*.conllu and ner/*.iob2

Words are the treebanks' words. Sentences of GUM have no name labels; spaCy is told that they are missing.
"""
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

import conllu

NAMES = {"train": "en_ewt-ud-train.first-commit-0c7ce0d.iob2", "dev": "en_ewt-ud-dev.iob2"}


def doc_of(sentence, names, vocab):
    words = sentence.words
    doc = Doc(
        vocab,
        words=[w.form for w in words],
        spaces=[w.space_after for w in words],
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=[w.head - 1 if w.head else at for at, w in enumerate(words)],
        deps=["ROOT" if w.deprel == "root" else w.deprel for w in words],
        sent_starts=[at == 0 for at in range(len(words))],
        ents=names,
    )
    return doc


def main(data, out):
    vocab = spacy.blank("en").vocab
    for split in ("train", "dev"):
        labels = conllu.read_names(data / "ner" / NAMES[split])
        docs = DocBin(store_user_data=True)
        for bank in ("en_ewt-ud", "en_gum-open-ud"):
            for sentence in conllu.read(data / "ud" / f"{bank}-{split}.conllu"):
                found = labels.get(sentence.id)
                fits = found and [form for form, _ in found] == [w.form for w in sentence.words]
                names = [label for _, label in found] if fits else None
                docs.add(doc_of(sentence, names, vocab))
        docs.to_disk(out / f"{split}.spacy")
        print(split, len(docs), "sentences")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
