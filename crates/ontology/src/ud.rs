//! Universal Dependencies: tags, relations and features (universaldependencies.org, English guidelines).

use crate::closed_set;

closed_set! {
    /// Universal part of speech.
    pub enum Upos {
        Adj = "ADJ",
        Adp = "ADP",
        Adv = "ADV",
        Aux = "AUX",
        Cconj = "CCONJ",
        Det = "DET",
        Intj = "INTJ",
        Noun = "NOUN",
        Num = "NUM",
        Part = "PART",
        Pron = "PRON",
        Propn = "PROPN",
        Punct = "PUNCT",
        Sconj = "SCONJ",
        Sym = "SYM",
        Verb = "VERB",
        X = "X",
    }
}

closed_set! {
    /// Penn Treebank tag, as the English treebanks carry it in XPOS.
    pub enum Xpos {
        Nn = "NN",
        In = "IN",
        Dt = "DT",
        Nnp = "NNP",
        Jj = "JJ",
        Prp = "PRP",
        Stop = ".",
        Rb = "RB",
        Nns = "NNS",
        Comma = ",",
        Vb = "VB",
        Cc = "CC",
        Vbd = "VBD",
        Vbp = "VBP",
        Vbz = "VBZ",
        Cd = "CD",
        Vbn = "VBN",
        Vbg = "VBG",
        To = "TO",
        Md = "MD",
        PrpPoss = "PRP$",
        Rrb = "-RRB-",
        Lrb = "-LRB-",
        Colon = ":",
        Wdt = "WDT",
        Wrb = "WRB",
        OpenQuote = "``",
        Hyph = "HYPH",
        CloseQuote = "''",
        Pos = "POS",
        Wp = "WP",
        Rp = "RP",
        Nnps = "NNPS",
        Uh = "UH",
        Jjr = "JJR",
        Jjs = "JJS",
        Ex = "EX",
        Rbr = "RBR",
        Nfp = "NFP",
        Sym = "SYM",
        Fw = "FW",
        Gw = "GW",
        Add = "ADD",
        Dollar = "$",
        Pdt = "PDT",
        Rbs = "RBS",
        Ls = "LS",
        Afx = "AFX",
        WpPoss = "WP$",
    }
}

closed_set! {
    /// Dependency relation with its subtype.
    pub enum Deprel {
        Acl = "acl",
        AclRelcl = "acl:relcl",
        Advcl = "advcl",
        AdvclRelcl = "advcl:relcl",
        Advmod = "advmod",
        Amod = "amod",
        Appos = "appos",
        Aux = "aux",
        AuxPass = "aux:pass",
        Case = "case",
        Cc = "cc",
        CcPreconj = "cc:preconj",
        Ccomp = "ccomp",
        Compound = "compound",
        CompoundPrt = "compound:prt",
        Conj = "conj",
        Cop = "cop",
        Csubj = "csubj",
        CsubjOuter = "csubj:outer",
        CsubjPass = "csubj:pass",
        Dep = "dep",
        Det = "det",
        DetPredet = "det:predet",
        Discourse = "discourse",
        Dislocated = "dislocated",
        Expl = "expl",
        Fixed = "fixed",
        Flat = "flat",
        Goeswith = "goeswith",
        Iobj = "iobj",
        List = "list",
        Mark = "mark",
        Nmod = "nmod",
        NmodDesc = "nmod:desc",
        NmodPoss = "nmod:poss",
        NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj",
        NsubjOuter = "nsubj:outer",
        NsubjPass = "nsubj:pass",
        Nummod = "nummod",
        Obj = "obj",
        Obl = "obl",
        OblAgent = "obl:agent",
        OblUnmarked = "obl:unmarked",
        Orphan = "orphan",
        Parataxis = "parataxis",
        Punct = "punct",
        Reparandum = "reparandum",
        Root = "root",
        Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The universal relation without the subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn universal(self) -> &'static str {
        let label = self.as_str();
        label.split(':').next().unwrap_or(label)
    }
}

closed_set! {
    pub enum Number { Sing = "Sing", Plur = "Plur", Ptan = "Ptan", }
}

closed_set! {
    pub enum Tense { Past = "Past", Pres = "Pres", }
}

closed_set! {
    pub enum VerbForm { Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger", }
}

closed_set! {
    pub enum Mood { Ind = "Ind", Imp = "Imp", Sub = "Sub", }
}

closed_set! {
    pub enum Person { First = "1", Second = "2", Third = "3", }
}

closed_set! {
    pub enum Voice { Pass = "Pass", }
}

closed_set! {
    pub enum PronType {
        Art = "Art", Dem = "Dem", Emp = "Emp", Ind = "Ind", Int = "Int", Neg = "Neg", Prs = "Prs", Rcp = "Rcp", Rel = "Rel", Tot = "Tot",
    }
}

/// The morphological features that the layers read. `None`: not marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Feats {
    pub number: Option<Number>,
    pub tense: Option<Tense>,
    pub verb_form: Option<VerbForm>,
    pub mood: Option<Mood>,
    pub person: Option<Person>,
    pub voice: Option<Voice>,
    pub pron_type: Option<PronType>,
}

impl Feats {
    /// Reads a CoNLL-U FEATS column; features that no layer needs are passed over.
    ///
    /// ```
    /// use ontology::{Feats, Tense};
    /// assert_eq!(Feats::from_conllu("Mood=Ind|Tense=Past|VerbForm=Fin").tense, Some(Tense::Past));
    /// ```
    #[must_use]
    pub fn from_conllu(column: &str) -> Self {
        let mut feats = Self::default();
        for (name, value) in column.split('|').filter_map(|pair| pair.split_once('=')) {
            match name {
                "Number" => feats.number = value.parse().ok(),
                "Tense" => feats.tense = value.parse().ok(),
                "VerbForm" => feats.verb_form = value.parse().ok(),
                "Mood" => feats.mood = value.parse().ok(),
                "Person" => feats.person = value.parse().ok(),
                "Voice" => feats.voice = value.parse().ok(),
                "PronType" => feats.pron_type = value.parse().ok(),
                _ => {}
            }
        }
        feats
    }

    /// The features as a CoNLL-U column, in alphabetical order; `_` when there are none.
    #[must_use]
    pub fn to_conllu(self) -> String {
        let pairs = [
            ("Mood", self.mood.map(Mood::as_str)),
            ("Number", self.number.map(Number::as_str)),
            ("Person", self.person.map(Person::as_str)),
            ("PronType", self.pron_type.map(PronType::as_str)),
            ("Tense", self.tense.map(Tense::as_str)),
            ("VerbForm", self.verb_form.map(VerbForm::as_str)),
            ("Voice", self.voice.map(Voice::as_str)),
        ];
        let written: Vec<String> =
            pairs.iter().filter_map(|(name, value)| value.map(|value| format!("{name}={value}"))).collect();
        if written.is_empty() { "_".to_owned() } else { written.join("|") }
    }
}
