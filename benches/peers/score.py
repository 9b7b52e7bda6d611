"""One scorer for all systems, on gold sentences and words.

usage: score.py GOLD.conllu SYSTEM.conllu [NAMES.iob2]

UPOS, XPOS, lemma, UAS, LAS in percent of all words, punctuation counted, relations without subtypes; names by exact span and kind,
taken from NER= in the system's last column.
"""
import sys

import conllu


def spans(labels):
    found, start = set(), None
    for at, label in enumerate([*labels, "O"]):
        if start is not None and not (label.startswith("I-") and label[2:] == kind):
            found.add((start, at, kind))
            start = None
        if label[0] == "B" or (label[0] == "I" and start is None):
            start, kind = at, label[2:]
    return found


def ner(word):
    return next((item[4:] for item in word.misc.split("|") if item.startswith("NER=")), "O")


def main(gold_path, system_path, names_path=None):
    gold, system = conllu.read(gold_path), conllu.read(system_path)
    names = conllu.read_names(names_path) if names_path else {}
    columns = {"UPOS": 0, "XPOS": 0, "lemma": 0, "UAS": 0, "LAS": 0}
    n_words, right, n_found, n_wanted = 0, 0, 0, 0
    assert len(gold) == len(system), f"{len(gold)} gold sentences, {len(system)} of the system"
    for g, s in zip(gold, system):
        assert [w.form for w in g.words] == [w.form for w in s.words], g.id
        for a, b in zip(g.words, s.words):
            n_words += 1
            columns["UPOS"] += a.upos == b.upos
            columns["XPOS"] += a.xpos == b.xpos
            columns["lemma"] += a.lemma == b.lemma
            columns["UAS"] += a.head == b.head
            columns["LAS"] += a.head == b.head and a.deprel.split(":")[0] == b.deprel.split(":")[0].lower()
        labels = names.get(g.id)
        if labels and [form for form, _ in labels] == [w.form for w in g.words]:
            wanted, found = spans([label for _, label in labels]), spans([ner(w) for w in s.words])
            right, n_found, n_wanted = right + len(wanted & found), n_found + len(found), n_wanted + len(wanted)
    print("\t".join(f"{name} {100 * count / n_words:.2f}" for name, count in columns.items()), end="")
    print(f"\tnames F1 {200 * right / max(1, n_found + n_wanted):.2f}" if names else "")


if __name__ == "__main__":
    main(*sys.argv[1:])
