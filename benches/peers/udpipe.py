"""Trains and runs UDPipe 1 (ufal.udpipe).

usage: udpipe.py train MODEL TRAIN.conllu DEV.conllu [PARSER TAGGER TOKENIZER]
       udpipe.py gold MODEL FILE.conllu       given words, CoNLL-U on the standard output
       udpipe.py speed MODEL TEXT.txt

Hyper-parameters: those that UDPipe's authors give for English in training/models-ud-2.0 of their repository, but without the vectors
of forms that they pretrained. PARSER, TAGGER, TOKENIZER: passes over the data, 30, 20 and 100 there.
"""
import sys
import time

from ufal.udpipe import Model, Pipeline, ProcessingError, Sentence, Sentences, InputFormat, Trainer

TOKENIZER = {
    "dimension": 64, "epochs": 100, "initialization_range": 0.1, "batch_size": 100, "learning_rate": 0.005, "dropout": 0.1,
    "early_stopping": 1,
}
TAGGER = {
    "models": 2, "templates_1": "tagger", "guesser_suffix_rules_1": 12, "guesser_enrich_dictionary_1": 6,
    "guesser_prefixes_max_1": 0, "use_lemma_1": 1, "use_xpostag_1": 1, "use_feats_1": 1, "provide_lemma_1": 0,
    "provide_xpostag_1": 1, "provide_feats_1": 1, "prune_features_1": 0, "templates_2": "lemmatizer",
    "guesser_suffix_rules_2": 6, "guesser_enrich_dictionary_2": 6, "guesser_prefixes_max_2": 4, "use_lemma_2": 1,
    "use_xpostag_2": 0, "use_feats_2": 0, "provide_lemma_2": 1, "provide_xpostag_2": 0, "provide_feats_2": 0,
    "prune_features_2": 0,
}
PARSER = {
    "iterations": 30, "embedding_upostag": 20, "embedding_feats": 20, "embedding_xpostag": 0, "embedding_form": 50,
    "embedding_lemma": 0, "embedding_deprel": 20, "learning_rate": 0.01, "learning_rate_final": 0.001, "l2": 0.5,
    "hidden_layer": 200, "batch_size": 10, "transition_system": "projective", "transition_oracle": "dynamic",
    "structured_interval": 8,
}


def written(options):
    return ";".join(f"{name}={value}" for name, value in options.items())


def read(path):
    sentences, reader, error = Sentences(), InputFormat.newConlluInputFormat(), ProcessingError()
    reader.setText(open(path, encoding="utf-8").read())
    sentence = Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = Sentence()
    return sentences


def train(model, train_file, dev_file, parser="30", tagger="20", tokenizer="100"):
    error = ProcessingError()
    data = Trainer.train(
        "morphodita_parsito", read(train_file), read(dev_file),
        written(TOKENIZER | {"epochs": tokenizer}), written(TAGGER | {"iterations_1": tagger, "iterations_2": tagger}),
        written(PARSER | {"iterations": parser}), error,
    )
    if error.occurred():
        sys.exit(error.message)
    open(model, "wb").write(data.encode("latin1") if isinstance(data, str) else data)


def gold(model, path):
    loaded = Model.load(model)  # The pipeline does not keep its model alive.
    pipeline = Pipeline(loaded, "conllu", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    print(pipeline.process(open(path, encoding="utf-8").read()))


def speed(model, path):
    loaded, text = Model.load(model), open(path, encoding="utf-8").read()
    pipeline = Pipeline(loaded, "tokenize", Pipeline.DEFAULT, Pipeline.DEFAULT, "conllu")
    started = time.process_time()
    n_words = sum(line[:1].isdigit() and "-" not in line.split("\t")[0] for line in pipeline.process(text).splitlines())
    seconds = time.process_time() - started
    print(f"{n_words} words in {seconds:.1f} CPU seconds: {n_words / seconds:.0f}/s")


if __name__ == "__main__":
    {"train": train, "gold": gold, "speed": speed}[sys.argv[1]](*sys.argv[2:])
