"""Runs a spaCy pipeline.

usage: spacy_run.py MODEL gold FILE.conllu     analyses given words, as CoNLL-U on the standard output
       spacy_run.py MODEL speed TEXT.txt       paragraphs of plain text; words a CPU second from raw text to trees and names
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
import sys
import time

import spacy
from spacy.tokens import Doc

import conllu


def rows(doc):
    for at, t in enumerate(doc, 1):
        head = 0 if t.head.i == t.i else t.head.i + 1
        deprel = "root" if head == 0 else t.dep_
        name = f"NER={t.ent_iob_}-{t.ent_type_}" if t.ent_iob_ in "BI" and t.ent_type_ else "_"
        yield "\t".join([str(at), t.text, t.lemma_ or "_", t.pos_ or "_", t.tag_ or "_", "_", str(head), deprel, "_", name])


def gold(nlp, path):
    sentences = conllu.read(path)
    docs = []
    for s in sentences:
        # One sentence: the parser must not cut it.
        starts = [at == 0 for at in range(len(s.words))]
        docs.append(Doc(nlp.vocab, [w.form for w in s.words], [w.space_after for w in s.words], sent_starts=starts))
    for doc in nlp.pipe(docs, batch_size=256):
        print("\n".join(rows(doc)), end="\n\n")


def speed(nlp, path):
    texts = [text for text in open(path, encoding="utf-8").read().split("\n\n") if text.strip()]
    for _ in range(2):
        started, n_words = time.process_time(), 0
        for doc in nlp.pipe(texts, batch_size=256):
            n_words += len(doc)
        seconds = time.process_time() - started
        print(f"{n_words} words in {seconds:.1f} CPU seconds: {n_words / seconds:.0f}/s")


if __name__ == "__main__":
    {"gold": gold, "speed": speed}[sys.argv[2]](spacy.load(sys.argv[1]), sys.argv[3])
