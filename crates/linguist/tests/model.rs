//! The committed weights: they are the ones named in `models/SHA256SUMS`, they read simple news sentences well, and they read
//! the same sentences in the same way on every machine.
#![expect(clippy::unwrap_used, reason = "a test stops at its first fault")]

use linguist::{Analysis, Model, NameKind, Segment, Segmentation, TokenId, Workspace, conllu, segment};

const WEIGHTS: &[u8] = include_bytes!("../../../models/core.onm");
const SUMS: &str = include_str!("../../../models/SHA256SUMS");
const OWN_SENTENCES: &str = include_str!("own_sentences.conllu");
const GOLDEN: &str = include_str!("golden.conllu");
const GOLDEN_TEXT: &str = "Foreign Minister Ana Ortiz said on Tuesday that Peru wouldn't withdraw its 1,200 troops from the border. \
    The talks, which had been delayed twice, were called off by the United Nations. \
    \"If prices rise again, we'll cut taxes,\" he told reporters in Lima.";

fn read(text: &str) -> Analysis {
    Model::load_embedded().unwrap().analyze(text, &segment(text), &mut Workspace::default())
}

fn names(analysis: &Analysis) -> Vec<(String, NameKind)> {
    let text = |tokens: std::ops::Range<u32>| {
        let tokens: Vec<TokenId> = tokens.map(TokenId).collect();
        analysis.cover(&tokens).of(&analysis.text).to_owned()
    };
    analysis.names.iter().map(|name| (text(name.tokens.clone()), name.kind)).collect()
}

#[test]
fn the_weights_are_the_ones_named() {
    let line = SUMS.lines().find(|line| line.ends_with(" core.onm")).unwrap();
    assert_eq!(line.split(' ').next().unwrap(), sha256(WEIGHTS));
}

/// Analyses change only with the weights or the rules, never with the machine. After such a change the new analysis is in the message.
#[test]
fn the_same_text_is_read_in_the_same_way_everywhere() {
    let analysis = read(GOLDEN_TEXT);
    let mut found = conllu::write(&analysis);
    for (name, kind) in names(&analysis) {
        found.push_str(&format!("# name = {kind:?} {name}\n"));
    }
    assert!(found == GOLDEN, "the analysis has changed; it is now\n{found}");
}

#[test]
fn simple_sentences_are_read_well() {
    let gold = conllu::read_one(OWN_SENTENCES).unwrap();
    let segmentation = Segmentation {
        tokens: gold.tokens.iter().map(|token| token.span).collect(),
        sentences: gold
            .sentences
            .iter()
            .map(|s| Segment { span: s.span, tokens: s.tokens.start as usize..s.tokens.end as usize })
            .collect(),
    };
    let found = Model::load_embedded().unwrap().analyze(&gold.text, &segmentation, &mut Workspace::default());
    let n = gold.tokens.len();
    let share = |is_right: &dyn Fn(TokenId) -> bool| {
        let wrong: Vec<&str> = gold.ids().filter(|&id| !is_right(id)).map(|id| gold.form(id)).collect();
        (100 * (n - wrong.len()) / n, wrong)
    };
    for (what, floor, (percent, wrong)) in [
        ("parts of speech", 97, share(&|id| found.upos(id) == gold.upos(id))),
        ("lemmas", 97, share(&|id| found.lemma(id) == gold.lemma(id))),
        ("heads", 92, share(&|id| found.head(id) == gold.head(id))),
        (
            "heads and relations",
            90,
            share(&|id| found.head(id) == gold.head(id) && found.deprel(id) == gold.deprel(id)),
        ),
    ] {
        assert!(percent >= floor, "{what}: {percent} % right, {floor} wanted; wrong at {wrong:?}");
    }
}

#[test]
fn names_are_found() {
    let analysis = read("Angela Merkel met officials of Microsoft in Paris.");
    let want =
        [("Angela Merkel", NameKind::Person), ("Microsoft", NameKind::Organization), ("Paris", NameKind::Location)];
    assert_eq!(names(&analysis), want.map(|(name, kind)| (name.to_owned(), kind)));
}

/// No text makes the model panic or gives a sentence without exactly one root.
#[test]
fn any_text_gives_trees() {
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let long = "tax ".repeat(2000);
    for text in [
        "",
        " ",
        "\n\n",
        ".",
        "a",
        "\u{0}\u{feff}\u{1F600} \u{301}",
        "((((((((",
        &long,
        "É É É",
        "1 2 3 4 5 6 7 8 9 10",
    ] {
        let analysis = model.analyze(text, &segment(text), &mut workspace);
        for (index, _) in analysis.sentences.iter().enumerate() {
            let roots = analysis.sentence_ids(TokenId::new(index).0).filter(|&id| analysis.head(id).is_none()).count();
            assert_eq!(roots, 1, "{text:?}");
        }
    }
    // A caller's own segmentation may be of any size, or empty.
    let whole = Segmentation {
        tokens: segment(&long).tokens,
        sentences: vec![
            Segment { span: text::Span::of_range(0, long.len()), tokens: 0..2000 },
            Segment { span: text::Span::default(), tokens: 0..0 },
        ],
    };
    let analysis = model.analyze(&long, &whole, &mut workspace);
    assert_eq!((analysis.tokens.len(), analysis.sentences.len()), (2000, 5));
}

#[test]
fn a_broken_model_is_refused() {
    for bytes in [&[][..], &WEIGHTS[..WEIGHTS.len() / 2], b"something else that is no model"] {
        let error = Model::load(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with("cannot load the language model: not a usable model file"), "{error}");
    }
}

/// A text is read in the same way alone and after others, so reports can be coded in any order.
#[test]
fn what_was_read_before_does_not_matter() {
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let fresh = model.analyze(GOLDEN_TEXT, &segment(GOLDEN_TEXT), &mut Workspace::default());
    let other = "Something else altogether happened in Oslo, Norway. Nobody knows why!";
    let _ = model.analyze(other, &segment(other), &mut workspace);
    assert_eq!(model.analyze(GOLDEN_TEXT, &segment(GOLDEN_TEXT), &mut workspace), fresh);
}

/// SHA-256 (FIPS 180-4), here because nothing else in the workspace needs it.
fn sha256(bytes: &[u8]) -> String {
    let primes: Vec<u32> = (2..312_u32).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let fraction = |root: f64| ((root - root.floor()) * 4_294_967_296.0) as u32;
    let k: Vec<u32> = primes.iter().take(64).map(|&p| fraction(f64::from(p).cbrt())).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|&p| fraction(f64::from(p).sqrt())).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    let mut w = [0_u32; 64];
    for block in padded.as_chunks::<64>().0 {
        for (word, four) in w.iter_mut().zip(block.as_chunks::<4>().0) {
            *word = u32::from_be_bytes(*four);
        }
        for t in 16..64 {
            let s0 = w[t - 15].rotate_right(7) ^ w[t - 15].rotate_right(18) ^ (w[t - 15] >> 3);
            let s1 = w[t - 2].rotate_right(17) ^ w[t - 2].rotate_right(19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16].wrapping_add(s0).wrapping_add(w[t - 7]).wrapping_add(s1);
        }
        let mut v = state.clone();
        for t in 0..64 {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let t1 = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(k[t]).wrapping_add(w[t]);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0).wrapping_add(majority);
        }
        state.iter_mut().zip(&v).for_each(|(s, v)| *s = s.wrapping_add(*v));
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}
