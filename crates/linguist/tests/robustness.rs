//! The whole core on texts that nobody wrote to be read.
#![expect(clippy::unwrap_used, reason = "a test stops at its first fault")]

use std::sync::LazyLock;

use linguist::{Analysis, MAX_SENTENCE_TOKENS, Model, TokenId, Workspace, segment};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::load_embedded().unwrap());

fn analyze(text: &str) -> Analysis {
    MODEL.analyze(text, &segment(text), &mut Workspace::default())
}

const REPORT: &str = "Ferry talks fail\n\
    QUITO, Ecuador (Feb. 27) — The transport minister, Ana Ortiz, said on Monday that the ferry workers' union wouldn't accept a 3.5 percent rise.\n\
    \"We asked for $4 million,\" said Luis Paredes, who leads the union. \"They offered half.\"\n\
    The strike, which began at 6 a.m. and was called off by the U.S. Coast Guard's lawyers in 1998, may go on.\n";

/// Everything about the tokens from byte `from` on that is not a place in the text.
fn facts(analysis: &Analysis, from: u32) -> Vec<String> {
    let first = analysis.tokens.partition_point(|token| token.span.start < from);
    let n_before = analysis.sentences.partition_point(|sentence| sentence.span.start < from);
    let tokens = analysis.ids().skip(first).map(|id| {
        let token = analysis.token(id);
        let head = token.head.map(|head| head.index() - first);
        let (start, end) = (token.span.start - from, token.span.end - from);
        let sentence = token.sentence as usize - n_before;
        format!(
            "{start}-{end} {} {} {} {:?} {head:?} {} {sentence}",
            analysis.lemma(id),
            token.upos,
            token.xpos,
            token.feats,
            token.deprel
        )
    });
    let names = analysis.names.iter().filter(|name| name.tokens.start as usize >= first);
    let names = names.map(|name| {
        format!("{:?} {}-{}", name.kind, name.tokens.start as usize - first, name.tokens.end as usize - first)
    });
    tokens.chain(names).collect()
}

#[test]
fn a_paragraph_before_shifts_spans_and_changes_no_fact() {
    let alone = facts(&analyze(REPORT), 0);
    assert!(alone.len() > 80);
    for before in [
        "A short note.\n\n",
        "Harbor news, No. 12\n\nThe port was quiet; nobody came, and nobody had been asked to.\nIt rained.\n\n",
    ] {
        let text = format!("{before}{REPORT}");
        assert_eq!(facts(&analyze(&text), u32::try_from(before.len()).unwrap()), alone, "{before:?}");
    }
}

#[test]
fn the_same_text_gives_the_same_analysis() {
    let mut workspace = Workspace::default();
    let first = MODEL.analyze(REPORT, &segment(REPORT), &mut workspace);
    let second = MODEL.analyze(REPORT, &segment(REPORT), &mut workspace);
    assert_eq!(first, second);
    assert_eq!(first, analyze(REPORT));
}

/// Each sentence is a tree: one root, heads inside, no loops. Tokens and names are in order and inside their bounds.
fn check(analysis: &Analysis) {
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        assert!(!tokens.is_empty() && tokens.len() <= MAX_SENTENCE_TOKENS);
        let roots = tokens.clone().filter(|&id| analysis.head(TokenId(id)).is_none()).count();
        assert_eq!(roots, 1, "{:?}", sentence.span.of(&analysis.text));
        for id in tokens.clone().map(TokenId) {
            assert!(analysis.head(id).is_none_or(|head| tokens.contains(&head.0)));
            assert!(analysis.ancestors(id).count() < tokens.len());
            assert_eq!(analysis.sentence_of(id) as usize, index);
            assert!(!analysis.form(id).is_empty() && !analysis.lemma(id).is_empty());
        }
    }
    for name in &analysis.names {
        assert!(name.tokens.start < name.tokens.end && name.tokens.end as usize <= analysis.tokens.len());
        let sentence = |token: u32| analysis.sentence_of(TokenId(token));
        assert_eq!(sentence(name.tokens.start), sentence(name.tokens.end - 1));
    }
}

#[test]
fn nonsense_gives_trees() {
    let parts = [
        "",
        " ",
        "\n\n",
        ".",
        "...",
        "\u{feff}",
        "\0",
        "a",
        "said",
        "\"",
        "日本語の文。",
        "😀😀",
        "(((",
        "--",
        "ǅ",
        "İstanbul",
        "’s",
        "n't",
        "1,2,3",
        "\u{202e}abc",
        "a\u{301}\u{301}",
    ];
    let mut text = String::new();
    let mut state = 7_usize;
    for _ in 0..400 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(parts[(state >> 33) % parts.len()]);
        if (state >> 20).is_multiple_of(3) {
            text.push(' ');
        }
    }
    check(&analyze(&text));
    for part in parts {
        check(&analyze(part));
    }
    check(&analyze(REPORT));
}

#[test]
fn a_huge_word_and_a_huge_sentence_are_read() {
    let word = analyze(&format!("The {} left.", "x".repeat(2_000_000)));
    check(&word);
    assert_eq!(word.tokens.len(), 4);
    let sentence = analyze(&"the ferry and ".repeat(700));
    check(&sentence);
    assert_eq!(sentence.tokens.len(), 2100);
}
