//! Statements of whole texts: quotations around and beyond their cues, texts given in full, headlines, nesting.

#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

use linguist::{Model, Workspace};
use ontology::{Act, StatementKind};
use record::{Report, Statement};
use statement::Statements;
use text::Span;

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

/// What a case expects of one statement: source, content (parts joined by " | "), kind.
type Expected = (&'static str, &'static str, StatementKind);

fn parts(text: &str, statement: &Statement) -> (String, String) {
    let source = statement.source.and_then(|source| source.span).map_or("", |span| span.of(text));
    let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
    (source.to_owned(), content.join(" | "))
}

struct Layer {
    model: Model,
    workspace: Workspace,
    statements: Statements,
}

impl Layer {
    fn load() -> Self {
        let statements = Statements::load(&lexicon::Data::embedded()).unwrap();
        Self { model: Model::load_embedded().unwrap(), workspace: Workspace::default(), statements }
    }

    fn find(&mut self, text: &str) -> Vec<Statement> {
        let analysis = GRAMMAR.mend(self.model.analyze(text, &linguist::segment(text), &mut self.workspace));
        let report = Report { text: text.to_owned(), ..Report::default() };
        self.statements.find(&analysis, &report, &[], &[])
    }
}

fn check(cases: &[(&str, &[Expected])]) {
    let mut layer = Layer::load();
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found = layer.find(text);
        for (source, content, kind) in *expected {
            let holds = found.iter().any(|statement| {
                let (by, what) = parts(text, statement);
                by.contains(source) && what == *content && statement.kind == *kind
            });
            if !holds {
                let all: Vec<_> = found.iter().map(|statement| (parts(text, statement), statement.kind)).collect();
                wrong.push(format!("{text:?}\n    expected {source:?} {content:?} {kind:?}\n    found {all:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_verb_of_a_row_says_its_own() {
    use StatementKind::{Direct, Indirect};
    check(&[
        (
            "The minister said that the vote was fair and accused the opposition of fraud.",
            &[("The minister", "that the vote was fair", Indirect), ("The minister", "of fraud", Indirect)],
        ),
        (
            "Carter thanked the crews, praised the envoy and promised to return.",
            &[("Carter", "the crews", Indirect), ("Carter", "the envoy", Indirect), ("Carter", "to return", Indirect)],
        ),
        (
            "The army condemned Diallo, who left the country in May, adding that he was a traitor.",
            &[
                ("The army", "Diallo, who left the country in May", Indirect),
                ("The army", "that he was a traitor", Indirect),
            ],
        ),
        (
            "The court freed Diallo, whose arrest had led to unrest, ruling that the charge was false.",
            &[("The court", "that the charge was false", Indirect)],
        ),
        (
            "He said, \"My name is John,\" and she said, \"We will go.\"",
            &[("He", "\"My name is John,\"", Direct), ("she", "\"We will go.\"", Direct)],
        ),
        ("He said, “The law is dead,” and left the room.", &[("He", "“The law is dead,”", Direct)]),
    ]);
}

#[test]
fn what_is_said_ends_where_the_outlet_goes_on() {
    use StatementKind::Indirect;
    check(&[
        (
            "The dam broke on Monday and two villages were flooded, according to the police.",
            &[("the police", "The dam broke on Monday and two villages were flooded", Indirect)],
        ),
        (
            "According to aid workers, two villages were flooded and the number is expected to rise.",
            &[("workers", "two villages were flooded and the number is expected to rise", Indirect)],
        ),
        (
            "The mayor said the road was closed, while the army denied the claim.",
            &[("The mayor", "the road was closed", Indirect)],
        ),
        ("The road is closed, it is reported here.", &[("", "The road is closed", Indirect)]),
        (
            "The rebels' warning that they would strike has alarmed the mayor.",
            &[("The rebels'", "that they would strike", Indirect)],
        ),
    ]);
}

#[test]
fn lists_headlines_and_conversations_name_their_speaker_once() {
    use StatementKind::{Direct, Indirect};
    check(&[
        (
            "The Ministers, meeting at Oslo,\nHaving heard the envoy,\n1. Strongly condemn the raid on the market;\n2. Deplore \
             the decision to leave the treaty, and invite the army to reconsider.",
            &[
                ("The Ministers", "the raid on the market", Indirect),
                ("The Ministers", "the decision to leave the treaty", Indirect),
                ("The Ministers", "to reconsider", Indirect),
            ],
        ),
        (
            "Mayor to leave in May, minister says\nThe mayor was elected in 2010.",
            &[("minister", "Mayor to leave in May", Indirect)],
        ),
        (
            "Norway welcomes ceasefire in the valley\nThe guns fell silent on Monday.",
            &[("Norway", "ceasefire in the valley", Indirect)],
        ),
        (
            "Reporter: Will the army leave?\nSpokesperson: The army will stay.\nReporter: Thank you.",
            &[("Reporter", "Will the army leave?", Direct), ("Spokesperson", "The army will stay.", Direct)],
        ),
    ]);
}

#[test]
fn what_is_said_decides_its_act() {
    let mut layer = Layer::load();
    for (text, act) in [
        ("“We will withdraw the troops,” Carter said.", Act::Promise),
        ("“Any further raid will be met with force,” Carter said.", Act::Threaten),
        ("“This is an outrage,” Carter said.", Act::Accuse),
        ("Carter called the envoy a hero.", Act::Praise),
        ("Carter insisted that the army had left.", Act::Assert),
    ] {
        let found = layer.find(text);
        let acts: Vec<_> = found.iter().map(|statement| statement.act).collect();
        assert_eq!(acts, [act], "{text}");
    }
}

#[test]
fn quotations_and_texts_find_their_speakers() {
    use StatementKind::{Direct, Indirect, Mixed};
    let cases: &[(&str, &[Expected])] = &[
        (
            "“We will stay,” Carter said in Geneva. “The talks go on.”",
            &[("Carter", "“We will stay,” | “The talks go on.”", Direct)],
        ),
        (
            "\"We will stay,\" said General Omar Diallo, head of the army. \"Nobody leaves.\"",
            &[("General Omar Diallo", "\"We will stay,\" | \"Nobody leaves.\"", Direct)],
        ),
        (
            "Carter said: \"We will stay.\n\"Nobody leaves.\"\nThe army left.",
            &[("Carter", "\"We will stay. | \"Nobody leaves.\"", Direct)],
        ),
        (
            "Carter said the plan was “a very bad joke” and nothing else.",
            &[("Carter", "the plan was “a very bad joke” and nothing else", Mixed)],
        ),
        (
            "Talks on the dam\nThe minister said:\nWe welcome the talks. They must go on.\nNotes to editors\nThe talks began in May.",
            &[("The minister", "We welcome the talks. | They must go on.", Direct)],
        ),
        (
            "Statement by Minister Ana Ruiz on the talks\nI welcome the talks. They must go on.",
            &[("Minister Ana Ruiz", "I welcome the talks. | They must go on.", Direct)],
        ),
        ("The convoy has arrived, Carter told reporters on Monday.", &[("Carter", "The convoy has arrived", Indirect)]),
        (
            "Carter did not say whether the convoy had arrived.",
            &[("Carter", "whether the convoy had arrived", Indirect)],
        ),
        (
            "“We leave in May,” said the captain of the “Eagle”, a frigate. “Nobody stays behind.”",
            &[("the captain", "“We leave in May,” | “Nobody stays behind.”", Direct)],
        ),
        (
            "“The minister sends his condolences to the families,” Carter said.",
            &[("The minister", "to the families", Indirect)],
        ),
        (
            "Carter told the council the vote “must be fair”: “We will count every ballot.”",
            &[("Carter", "the vote “must be fair” | “We will count every ballot.”", Mixed)],
        ),
        (
            "“We believe, as everybody here knows, that the dam is safe,” Carter said.",
            &[("Carter", "“We believe, as everybody here knows, that the dam is safe,”", Direct)],
        ),
        ("He knew that, at thirty, she was rich.", &[("He", "that, at thirty, she was rich", Indirect)]),
        ("They thank the envoy, who said: “We leave in May.”", &[("the envoy", "“We leave in May.”", Direct)]),
        ("Their argument is that the law was never passed.", &[("Their", "that the law was never passed", Indirect)]),
        (
            "Mr. President, the Kingdom of Norway wishes to congratulate you on your election.",
            &[("Kingdom of Norway", "you on your election", Indirect)],
        ),
        (
            "I think the road is long and I know that it is steep.",
            &[("I", "the road is long", Indirect), ("I", "that it is steep", Indirect)],
        ),
        (
            "Foreign Secretary welcomes Oslo agreement\nThe minister spoke on Monday.",
            &[("Foreign Secretary", "Oslo agreement", Indirect)],
        ),
    ];
    check(cases);
}

#[test]
fn what_nobody_says_is_no_statement() {
    let mut layer = Layer::load();
    let mut wrong = Vec::new();
    for (text, cue) in [
        ("They keep the treaties that they signed, fully observing the rules that bind them.", "observing"),
        ("It will be recorded that the dam was safe.", "recorded"),
        ("The committee, which wrote the bill, met on Monday.", "wrote"),
        ("The report of the panel is long.", "report"),
        ("Oaths denied office to members of small churches.", "denied"),
        ("He worked without praising them.", "praising"),
        ("The people in our States have gained much.", "States"),
        ("Small towns can best decide how they share the water.", "decide"),
        ("No wonder the mayor praised the plan.", "wonder"),
        ("He took such measures as he judged necessary.", "judged"),
    ] {
        let found = layer.find(text);
        if found.iter().any(|statement| statement.cue.is_some_and(|span| span.of(text) == cue)) {
            wrong.push(text);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn what_one_asks_is_a_question_or_a_request() {
    let mut layer = Layer::load();
    for (text, act) in [
        ("Carter asked who would pay for the dam.", Act::Ask),
        ("Carter asked that the council pay for the dam.", Act::Request),
        ("Carter did not fail to say that the dam was safe.", Act::Assert),
    ] {
        let found = layer.find(text);
        let acts: Vec<_> = found.iter().map(|statement| (statement.act, statement.negated)).collect();
        assert_eq!(acts, [(act, false)], "{text}");
    }
}

#[test]
fn a_statement_knows_the_one_it_stands_in() {
    let text = "Carter said that the minister had promised to leave.";
    let found = Layer::load().find(text);
    let inner = found.iter().find(|statement| parts(text, statement).1 == "to leave").unwrap();
    let outer = inner.within.and_then(|id| found.get(id.index())).unwrap();
    assert_eq!(parts(text, outer).0, "Carter");
    let leave = u32::try_from(text.find("leave").unwrap()).unwrap();
    assert_eq!(record::Holders::new(&found).at(Span::new(leave, leave + 5)), Some(inner.id));
}

#[test]
fn what_is_not_said_is_marked() {
    let text = "Carter did not say whether the convoy had arrived.";
    let found = Layer::load().find(text);
    assert!(found.iter().any(|statement| statement.negated && statement.cue.is_some_and(|cue| cue.of(text) == "say")));
}

#[test]
fn no_text_is_too_odd() {
    let mut layer = Layer::load();
    for text in [
        "",
        "\"",
        "“““",
        ":",
        "said",
        "X said:",
        "X said:\n",
        "\" said \" said \"",
        "— said —\n\n:\n\"",
        "According to",
        "According to ,",
    ] {
        let _ = layer.find(text);
        let _ = layer.find(&text.repeat(40));
    }
}
