//! PLOVER: event types, modes, contexts and sectors (PLOVER manual, February 2024; codebook sections 2 and 7).

use crate::closed_set;

closed_set! {
    /// The sixteen event types.
    pub enum EventType {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}

closed_set! {
    /// A mode refines a type; which go with which is told by [`EventType::modes`].
    pub enum Mode {
        Visit = "visit",
        ThirdParty = "third-party",
        Multilateral = "multilateral",
        Phone = "phone",
        Withdraw = "withdraw",
        Release = "release",
        Disarm = "disarm",
        Ceasefire = "ceasefire",
        Access = "access",
        Resign = "resign",
        Assist = "assist",
        Change = "change",
        Yield = "yield",
        Meet = "meet",
        Disapprove = "disapprove",
        Investigate = "investigate",
        Allege = "allege",
        Restrict = "restrict",
        Arrest = "arrest",
        Relations = "relations",
        Expel = "expel",
        Territory = "territory",
        Violence = "violence",
        Demo = "demo",
        Riot = "riot",
        Strike = "strike",
        Hunger = "hunger",
        Boycott = "boycott",
        Obstruct = "obstruct",
        Vandalize = "vandalize",
        Convict = "convict",
        Discontinue = "discontinue",
        Troops = "troops",
        Weapons = "weapons",
        Police = "police",
        Militia = "militia",
        Seize = "seize",
        Censor = "censor",
        Curfew = "curfew",
        MartialLaw = "martial-law",
        Deport = "deport",
        Withhold = "withhold",
        Misinformation = "misinformation",
        Cyber = "cyber",
        Abduct = "abduct",
        Beat = "beat",
        Torture = "torture",
        Sexual = "sexual",
        Targeted = "targeted",
        Destroy = "destroy",
        Primitive = "primitive",
        Firearms = "firearms",
        Explosives = "explosives",
        SuicideAttack = "suicide-attack",
        Aerial = "aerial",
        Drone = "drone",
        HeavyWeapons = "heavy-weapons",
        CrowdControl = "crowd-control",
        Unconventional = "unconventional",
    }
}

closed_set! {
    /// What an event is about; any type may carry several.
    pub enum Context {
        Military = "military",
        Intelligence = "intelligence",
        Executive = "executive",
        Legislative = "legislative",
        Election = "election",
        PoliticalInstitutions = "political_institutions",
        ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy",
        Economic = "economic",
        Legal = "legal",
        Reparations = "reparations",
        HumanRights = "human_rights",
        RightsFreedoms = "rights_freedoms",
        Repression = "repression",
        HumanSecurity = "human_security",
        Gender = "gender",
        Lgbt = "lgbt",
        ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality",
        Diplomatic = "diplomatic",
        Territory = "territory",
        Peacekeeping = "peacekeeping",
        Health = "health",
        Asylum = "asylum",
        Migration = "migration",
        Disasters = "disasters",
        NaturalResource = "natural_resource",
        Environment = "environment",
        Technology = "technology",
        Terrorism = "terrorism",
        Cbrn = "cbrn",
        Cyber = "cyber",
        Misinformation = "misinformation",
        Crime = "crime",
        Corruption = "corruption",
        IllegalDrugs = "illegal_drugs",
        Trafficking = "trafficking",
    }
}

closed_set! {
    /// What a participant does in society.
    pub enum Sector {
        Gov = "GOV",
        Mil = "MIL",
        Cop = "COP",
        Jud = "JUD",
        Leg = "LEG",
        Spy = "SPY",
        Prm = "PRM",
        Reb = "REB",
        Uaf = "UAF",
        Pty = "PTY",
        Opp = "OPP",
        Eli = "ELI",
        Cvl = "CVL",
        Bus = "BUS",
        Lab = "LAB",
        Agr = "AGR",
        Edu = "EDU",
        Med = "MED",
        Jrn = "JRN",
        Rel = "REL",
        Ref = "REF",
        Crm = "CRM",
        Soc = "SOC",
        Pre = "PRE",
        Unk = "UNK",
    }
}

/// Verbal or material, cooperation or conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quad {
    VerbalCooperation,
    MaterialCooperation,
    VerbalConflict,
    MaterialConflict,
}

impl EventType {
    #[must_use]
    pub fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => Quad::MaterialConflict,
        }
    }

    /// The modes that PLOVER allows for the type; none for types without modes.
    #[must_use]
    pub fn modes(self) -> &'static [Mode] {
        match self {
            Self::Agree => &[],
            Self::Consult => &[Mode::Visit, Mode::ThirdParty, Mode::Multilateral, Mode::Phone],
            Self::Support => &[],
            Self::Concede => &[],
            Self::Cooperate => &[],
            Self::Aid => &[],
            Self::Retreat => {
                &[Mode::Withdraw, Mode::Release, Mode::Disarm, Mode::Ceasefire, Mode::Access, Mode::Resign]
            }
            Self::Request => &[Mode::Assist, Mode::Change, Mode::Yield, Mode::Meet],
            Self::Accuse => &[Mode::Disapprove, Mode::Investigate, Mode::Allege],
            Self::Reject => &[Mode::Assist, Mode::Change, Mode::Yield, Mode::Meet],
            Self::Threaten => {
                &[Mode::Restrict, Mode::Arrest, Mode::Relations, Mode::Expel, Mode::Territory, Mode::Violence]
            }
            Self::Protest => {
                &[Mode::Demo, Mode::Riot, Mode::Strike, Mode::Hunger, Mode::Boycott, Mode::Obstruct, Mode::Vandalize]
            }
            Self::Sanction => &[Mode::Convict, Mode::Expel, Mode::Withdraw, Mode::Discontinue],
            Self::Mobilize => &[Mode::Troops, Mode::Weapons, Mode::Police, Mode::Militia],
            Self::Coerce => &[
                Mode::Seize,
                Mode::Restrict,
                Mode::Censor,
                Mode::Curfew,
                Mode::MartialLaw,
                Mode::Arrest,
                Mode::Deport,
                Mode::Withhold,
                Mode::Misinformation,
                Mode::Cyber,
            ],
            Self::Assault => &[
                Mode::Abduct,
                Mode::Beat,
                Mode::Torture,
                Mode::Sexual,
                Mode::Targeted,
                Mode::Destroy,
                Mode::Primitive,
                Mode::Firearms,
                Mode::Explosives,
                Mode::SuicideAttack,
                Mode::Aerial,
                Mode::Drone,
                Mode::HeavyWeapons,
                Mode::CrowdControl,
                Mode::Unconventional,
            ],
        }
    }
}
