//! Arguments and status over stored analyses, so that a new model changes no case.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]

use grammar::{Grammar, Tense};
use linguist::{Analysis, TokenId, conllu};
use ontology::Status;

/// Words as `form/lemma/UPOS/XPOS/head/relation`, heads counted from 1; features are read off XPOS.
fn tree(words: &str) -> Analysis {
    let mut source = String::new();
    for (index, word) in words.split_whitespace().enumerate() {
        let parts: Vec<&str> = word.split('/').collect();
        let feats = match parts[3] {
            "VBD" => "Mood=Ind|Tense=Past|VerbForm=Fin",
            "VBZ" | "VBP" => "Mood=Ind|Tense=Pres|VerbForm=Fin",
            "VBN" => "Tense=Past|VerbForm=Part",
            "VB" => "VerbForm=Inf",
            "WP" | "WDT" => "PronType=Rel",
            _ => "_",
        };
        source.push_str(&format!(
            "{}\t{}\t{}\t{}\t{}\t{feats}\t{}\t{}\t_\t_\n",
            index + 1,
            parts[0],
            parts[1],
            parts[2],
            parts[3],
            parts[4],
            parts[5]
        ));
    }
    conllu::read_one(&source).unwrap()
}

fn grammar() -> Grammar {
    Grammar::load(&lexicon::Data::embedded()).unwrap()
}

fn find(analysis: &Analysis, form: &str) -> TokenId {
    analysis.ids().find(|&id| analysis.form(id) == form).unwrap()
}

fn forms(analysis: &Analysis, tokens: &[TokenId]) -> Vec<String> {
    tokens.iter().map(|&token| analysis.form(token).to_owned()).collect()
}

/// (tree, predicate, agents, patients)
const WHO: &[(&str, &str, &[&str], &[&str])] = &[
    (
        "Rebels/rebel/NOUN/NNS/2/nsubj seized/seize/VERB/VBD/0/root towns/town/NOUN/NNS/2/obj",
        "seized",
        &["Rebels"],
        &["towns"],
    ),
    (
        "Towns/town/NOUN/NNS/3/nsubj:pass were/be/AUX/VBD/3/aux:pass seized/seize/VERB/VBN/0/root by/by/ADP/IN/5/case rebels/rebel/NOUN/NNS/3/obl:agent",
        "seized",
        &["rebels"],
        &["Towns"],
    ),
    (
        "Troops/troop/NOUN/NNS/5/nsubj who/who/PRON/WP/3/nsubj held/hold/VERB/VBD/1/acl:relcl bridges/bridge/NOUN/NNS/3/obj left/leave/VERB/VBD/0/root",
        "held",
        &["Troops"],
        &["bridges"],
    ),
    (
        "Turkey/Turkey/PROPN/NNP/2/nsubj urged/urge/VERB/VBD/0/root Greece/Greece/PROPN/NNP/2/obj to/to/PART/TO/5/mark leave/leave/VERB/VB/2/xcomp",
        "leave",
        &["Greece"],
        &[],
    ),
    (
        "Turkey/Turkey/PROPN/NNP/2/nsubj promised/promise/VERB/VBD/0/root Greece/Greece/PROPN/NNP/2/obj to/to/PART/TO/5/mark leave/leave/VERB/VB/2/xcomp",
        "leave",
        &["Turkey"],
        &[],
    ),
    (
        "Police/police/NOUN/NNS/2/nsubj attacked/attack/VERB/VBD/0/root and/and/CCONJ/CC/4/cc arrested/arrest/VERB/VBD/2/conj students/student/NOUN/NNS/2/obj",
        "arrested",
        &["Police"],
        &["students"],
    ),
    (
        "Men/man/NOUN/NNS/0/root accused/accuse/VERB/VBN/1/acl of/of/SCONJ/IN/4/mark attacking/attack/VERB/VBG/2/advcl police/police/NOUN/NNS/4/obj",
        "attacking",
        &["Men"],
        &["police"],
    ),
    (
        "The/the/DET/DT/2/det army/army/NOUN/NN/3/nsubj launched/launch/VERB/VBD/0/root an/an/DET/DT/5/det attack/attack/NOUN/NN/3/obj on/on/ADP/IN/7/case rebels/rebel/NOUN/NNS/5/nmod",
        "attack",
        &["army"],
        &[],
    ),
];

#[test]
fn arguments_are_found_through_the_syntax() {
    let grammar = grammar();
    for (words, predicate, agents, patients) in WHO {
        let analysis = tree(words);
        let found = grammar.arguments(&analysis, find(&analysis, predicate));
        assert_eq!(forms(&analysis, &found.agents), *agents, "agents of {predicate} in {words}");
        assert_eq!(forms(&analysis, &found.patients), *patients, "patients of {predicate} in {words}");
    }
}

/// (tree, event, status)
const WHETHER: &[(&str, &str, Status)] = &[
    ("They/they/PRON/PRP/2/nsubj left/leave/VERB/VBD/0/root", "left", Status::Actual),
    (
        "They/they/PRON/PRP/4/nsubj did/do/AUX/VBD/4/aux not/not/PART/RB/4/advmod leave/leave/VERB/VB/0/root",
        "leave",
        Status::Negated,
    ),
    ("They/they/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux leave/leave/VERB/VB/0/root", "leave", Status::Future),
    ("They/they/PRON/PRP/3/nsubj may/may/AUX/MD/3/aux leave/leave/VERB/VB/0/root", "leave", Status::Hypothetical),
    (
        "They/they/PRON/PRP/2/nsubj refused/refuse/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp",
        "leave",
        Status::Negated,
    ),
    (
        "They/they/PRON/PRP/2/nsubj agreed/agree/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp",
        "leave",
        Status::Future,
    ),
    (
        "They/they/PRON/PRP/2/nsubj began/begin/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp",
        "leave",
        Status::Actual,
    ),
    (
        "They/they/PRON/PRP/3/nsubj will/will/AUX/MD/3/aux begin/begin/VERB/VB/0/root to/to/PART/TO/5/mark leave/leave/VERB/VB/3/xcomp",
        "leave",
        Status::Future,
    ),
    (
        "They/they/PRON/PRP/2/nsubj demanded/demand/VERB/VBD/0/root the/the/DET/DT/4/det withdrawal/withdrawal/NOUN/NN/2/obj",
        "withdrawal",
        Status::Hypothetical,
    ),
    ("No/no/DET/DT/2/det troops/troop/NOUN/NNS/3/nsubj left/leave/VERB/VBD/0/root", "left", Status::Negated),
    (
        "They/they/PRON/PRP/2/nsubj urged/urge/VERB/VBD/0/root us/we/PRON/PRP/2/obj to/to/PART/TO/5/mark leave/leave/VERB/VB/2/xcomp and/and/CCONJ/CC/8/cc to/to/PART/TO/8/mark disarm/disarm/VERB/VB/2/conj",
        "disarm",
        Status::Hypothetical,
    ),
    (
        "They/they/PRON/PRP/2/nsubj said/say/VERB/VBD/0/root troops/troop/NOUN/NNS/5/nsubj would/would/AUX/MD/5/aux leave/leave/VERB/VB/2/ccomp",
        "leave",
        Status::Future,
    ),
];

#[test]
fn status_follows_from_the_structure() {
    let grammar = grammar();
    for (words, event, status) in WHETHER {
        let analysis = tree(words);
        let found = grammar.factuality(&analysis, find(&analysis, event));
        assert_eq!(found.status, *status, "{event} in {words}: {:?}", found.reasons);
    }
}

#[test]
fn an_infinitive_takes_the_tense_above_it() {
    let analysis =
        tree("They/they/PRON/PRP/2/nsubj began/begin/VERB/VBD/0/root to/to/PART/TO/4/mark leave/leave/VERB/VB/2/xcomp");
    assert_eq!(grammar().factuality(&analysis, find(&analysis, "leave")).tense, Tense::Past);
}

#[test]
fn a_phrase_leaves_out_its_preposition_and_relative_clause() {
    let analysis = tree(
        "to/to/ADP/IN/4/case the/the/DET/DT/4/det foreign/foreign/ADJ/JJ/4/amod minister/minister/NOUN/NN/0/root of/of/ADP/IN/6/case Mali/Mali/PROPN/NNP/4/nmod who/who/PRON/WP/8/nsubj left/leave/VERB/VBD/4/acl:relcl",
    );
    assert_eq!(
        grammar::phrase(&analysis, find(&analysis, "minister")).of(&analysis.text),
        "the foreign minister of Mali"
    );
}
