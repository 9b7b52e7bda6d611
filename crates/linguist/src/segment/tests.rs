//! Cases of segmentation: a text, and its tokens with " / " between sentences.

use super::{MAX_SENTENCE_TOKENS, segment};

fn read(text: &str) -> String {
    let found = segment(text);
    let sentence = |part: &super::Segment| {
        let tokens = found.tokens.get(part.tokens.clone()).unwrap_or(&[]);
        tokens.iter().map(|token| token.of(text)).collect::<Vec<_>>().join(" ")
    };
    found.sentences.iter().map(sentence).collect::<Vec<_>>().join(" / ")
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text:?}");
    }
}

#[test]
fn cuts_words() {
    check(&[
        ("They don't, can't and won't.", "They do n't , ca n't and wo n't ."),
        ("I'm sure she'd say they've left", "I 'm sure she 'd say they 've left"),
        ("We cannot go; it’s gonna rain", "We can not go ; it ’s gon na rain"),
        ("O'Hara's and the ministers' plan", "O'Hara 's and the ministers ' plan"),
        ("a state-of-the-art, long-term plan", "a state - of - the - art , long - term plan"),
        ("pro-government e-mail, ex-president, re-elected", "pro-government e-mail , ex-president , re-elected"),
        ("AT&T and the S&P 500", "AT&T and the S&P 500"),
        ("and/or the U.S.-led force", "and / or the U.S. - led force"),
        ("the 'seventies' and the '80s", "the ' seventies ' and the '80s"),
        ("\"Stop,\" he said", "\" Stop , \" he said"),
        ("anti-U.S. protests and non-U.S. troops", "anti-U.S. protests and non-U.S. troops"),
        ("since the post-9/11 and mid-1990s talks", "since the post-9/11 and mid-1990s talks"),
        ("it 's the 'D-Day' plan", "it 's the ' D - Day ' plan"),
        ("Lt.Gen. Ortiz took No.10", "Lt. Gen. Ortiz took No. 10"),
        ("the U.S.'s role", "the U.S. 's role"),
    ]);
}

#[test]
fn cuts_figures_and_addresses() {
    check(&[
        ("$4.2 million, US$30m and 15%", "$ 4.2 million , US$ 30 m and 15 %"),
        ("at 3:30pm on 10/12/2004 or 5 p.m. Monday", "at 3:30 pm on 10/12/2004 or 5 p.m. Monday"),
        ("2,500 troops, 1,200,000 people, the 1990s", "2,500 troops , 1,200,000 people , the 1990s"),
        ("the 101st, 30km away, in 2004-2006, aged 10-12", "the 101st , 30 km away , in 2004 - 2006 , aged 10 - 12"),
        ("two-thirds (2/3) since 9/11", "two - thirds ( 2 / 3 ) since 9/11"),
        ("an F-16 and a T-72", "an F - 16 and a T - 72"),
        ("call 202-555-0147 or mail desk@example.org.", "call 202-555-0147 or mail desk@example.org ."),
        ("see http://example.org/a_(b).", "see http://example.org/a_(b) ."),
        ("wait... what?!", "wait ... what ?!"),
        ("No. 10 said no.", "No. 10 said no ."),
    ]);
}

#[test]
fn ends_sentences() {
    check(&[
        ("Gen. Ortiz met Mr. Lee. They talked.", "Gen. Ortiz met Mr. Lee . / They talked ."),
        ("He left the U.S. The army stayed.", "He left the U.S. / The army stayed ."),
        ("He joined the U.S. Army on Dec. 10.", "He joined the U.S. Army on Dec. 10 ."),
        ("It began at 9 p.m. The mayor slept.", "It began at 9 p.m . / The mayor slept ."),
        ("It began at 9 p.m. Monday.", "It began at 9 p.m. Monday ."),
        ("He works for Acme Corp. in Ohio.", "He works for Acme Corp. in Ohio ."),
        ("John F. Ortiz spoke. So did J.K. Lee.", "John F. Ortiz spoke . / So did J.K. Lee ."),
        ("\"We won.\" He wept.", "\" We won . \" / He wept ."),
        (
            "\"Why now?\" asked Ortiz. \"Who knows?\" Lee said.",
            "\" Why now ? \" asked Ortiz . / \" Who knows ? \" Lee said .",
        ),
        ("(It was late.) They left.", "( It was late . ) / They left ."),
        ("Yahoo! bought it. eBay did not.", "Yahoo! bought it . / eBay did not ."),
        ("Prices rose 3.5 percent. 40 people came.", "Prices rose 3.5 percent . / 40 people came ."),
        ("It grew in 2009. [2] Then it shrank.", "It grew in 2009 . [ 2 ] / Then it shrank ."),
    ]);
}

#[test]
fn ends_sentences_without_capitals_and_stops() {
    check(&[
        ("are you sure? i do not know!! what then", "are you sure ? / i do not know !! / what then"),
        ("the host of a Jeopardy! show", "the host of a Jeopardy! show"),
        ("It is the citizens? right to know.", "It is the citizens ? right to know ."),
        ("\"why now? is it time? he asked.", "\" why now ? / is it time ? he asked ."),
        ("do it. call us. vol. ii is out.", "do it . / call us . / vol . ii is out ."),
        ("Best regards, Peru", "Best regards , / Peru"),
        ("With regards, he left the House, she said.", "With regards , he left the House , she said ."),
        ("Press Office 04/26/2001 07:17 AM Will you come?", "Press Office / 04/26/2001 07:17 AM / Will you come ?"),
        ("It opened on 04/26/2001 in Ohio.", "It opened on 04/26/2001 in Ohio ."),
        ("http://a.example/1 http://a.example/2", "http://a.example/1 / http://a.example/2"),
        ("<< plan.doc >> Please read.", "<< plan.doc >> / Please read ."),
        ("alt.animals.cat and the.next.word", "alt.animals.cat and the . next . word"),
        ("$$$ and $5", "$$$ and $ 5"),
    ]);
}

#[test]
fn reads_lines() {
    check(&[
        (
            "Bridge closes\nThe bridge closed on Monday.\nIt is old.",
            "Bridge closes / The bridge closed on Monday . / It is old .",
        ),
        ("The bridge over the river\nclosed on Monday.", "The bridge over the river closed on Monday ."),
        ("Talks fail\n\nthe end", "Talks fail / the end"),
        ("QUITO, Ecuador (Feb. 27) — The army left.", "QUITO , Ecuador ( Feb. 27 ) — / The army left ."),
        (
            "The soldiers who had come over the bridge in the night met Gen.\nOrtiz at dawn.",
            "The soldiers who had come over the bridge in the night met Gen. Ortiz at dawn .",
        ),
        ("They asked for:\n- bread\n- water", "They asked for : / - bread / - water"),
        ("1. The army must leave.", "1 . The army must leave ."),
    ]);
}

/// A small generator (xorshift) of text from characters that have given tokenizers trouble.
fn garbage(seed: u64, n_chars: usize) -> String {
    const LETTERS: &[char] = &[
        'a',
        'n',
        't',
        's',
        'S',
        'U',
        'x',
        'é',
        'ß',
        '1',
        '0',
        '9',
        '.',
        '.',
        ',',
        '\'',
        '’',
        '"',
        '”',
        '-',
        '–',
        '/',
        ':',
        '@',
        '&',
        '$',
        '#',
        '(',
        ')',
        '[',
        ']',
        '!',
        '?',
        '…',
        ' ',
        ' ',
        ' ',
        '\n',
        '\t',
        '\r',
        '\u{a0}',
        '\u{2028}',
        '\u{200b}',
        '\u{301}',
        '\u{feff}',
        '日',
        '本',
        'ع',
        '😀',
        '\u{1f3fd}',
        '\0',
        '_',
        '%',
        '+',
        '=',
        'İ',
        'ǅ',
        '٣',
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0)
    };
    (0..n_chars).map(|_| LETTERS[next() % LETTERS.len()]).collect()
}

#[test]
fn every_character_is_in_one_token_and_every_token_in_one_sentence() {
    for seed in 0..400 {
        let text = garbage(seed, 300);
        let found = segment(&text);
        let kept: String = found.tokens.iter().map(|token| token.of(&text)).collect();
        let wanted: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        assert_eq!(kept, wanted, "seed {seed}");
        assert!(found.tokens.windows(2).all(|pair| pair[0].end <= pair[1].start), "seed {seed}");
        assert!(
            found.tokens.iter().all(|token| !token.is_empty() && !token.of(&text).contains(char::is_whitespace)),
            "seed {seed}"
        );
        let mut next = 0;
        for sentence in &found.sentences {
            assert_eq!(sentence.tokens.start, next);
            assert!(sentence.tokens.len() <= MAX_SENTENCE_TOKENS);
            next = sentence.tokens.end;
            assert_eq!(sentence.span, found.tokens[sentence.tokens.start].cover(found.tokens[next - 1]));
        }
        assert_eq!(next, found.tokens.len());
    }
}

#[test]
fn a_paragraph_before_changes_nothing_after_it() {
    let shift = |text: &str, by: u32| {
        let found = segment(text);
        found
            .tokens
            .iter()
            .filter(|token| token.start >= by)
            .map(|token| (token.start - by, token.end - by))
            .collect::<Vec<_>>()
    };
    for seed in 0..100 {
        let text = format!("A{}", garbage(seed, 200));
        let before = "The mayor spoke.\n\n";
        assert_eq!(shift(&text, 0), shift(&format!("{before}{text}"), 18), "seed {seed}");
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    for part in [
        "a", "1", ".", "'", "-", "a.", "a@", "1-", "1/", "www.", "http://", "(", "a'", "a ", "a,", "S. ", "\n", "[1]",
        "\u{301}", "1,", "re-", "\"", "A&", ". ",
    ] {
        let text = part.repeat(400_000 / part.len());
        let found = segment(&text);
        let n_kept: usize = found.tokens.iter().map(|token| token.of(&text).len()).sum();
        assert_eq!(n_kept, text.chars().filter(|letter| !letter.is_whitespace()).map(char::len_utf8).sum::<usize>());
        assert!(found.sentences.iter().all(|sentence| sentence.tokens.len() <= MAX_SENTENCE_TOKENS), "{part:?}");
    }
}

#[test]
fn a_long_sentence_is_cut_at_its_last_comma() {
    let text = format!("{}, {}", "word ".repeat(200), "word ".repeat(200));
    let found = segment(&text);
    let lengths: Vec<usize> = found.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
    assert_eq!(lengths, [201, 200]);
}
