//! The published JSON form: code points instead of bytes, `record.schema.json` otherwise.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use text::{CodePoints, Span};

use crate::{Participant, Record};

impl Record {
    /// The record as one line of JSON, spans in code points, fields in the schema's order.
    ///
    /// # Errors
    /// Only if the serialiser itself fails; the types hold nothing that JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.published())
    }

    /// The same, indented for reading.
    ///
    /// # Errors
    /// As [`Record::to_json`].
    pub fn to_json_pretty(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.published())
    }

    fn published(&self) -> Published {
        let points = CodePoints::new(&self.report.text);
        let mut record = self.clone();
        record.map_spans(|span| points.span_from_bytes(span));
        Published(record)
    }

    /// Replaces every published span of the record.
    fn map_spans(&mut self, map: impl Fn(Span) -> Span) {
        let all = |spans: &mut [Span]| spans.iter_mut().for_each(|span| *span = map(*span));
        let option = |span: &mut Option<Span>| *span = span.map(&map);
        let who = |participants: &mut [Participant]| {
            for participant in participants {
                participant.span = participant.span.map(&map);
            }
        };
        all(&mut self.sentences);
        for mention in self.entities.iter_mut().flat_map(|entity| entity.mentions.iter_mut()) {
            mention.span = map(mention.span);
        }
        self.times.iter_mut().for_each(|time| time.span = map(time.span));
        self.quantities.iter_mut().for_each(|quantity| quantity.span = map(quantity.span));
        self.places.iter_mut().for_each(|place| place.span = map(place.span));
        for statement in &mut self.statements {
            if let Some(source) = &mut statement.source {
                who(std::slice::from_mut(source));
            }
            option(&mut statement.cue);
            option(&mut statement.medium);
            all(&mut statement.content);
            who(&mut statement.addressees);
        }
        for event in &mut self.events {
            event.trigger = map(event.trigger);
            who(&mut event.actors);
            who(&mut event.recipients);
            all(&mut event.mentions);
        }
        for commitment in &mut self.commitments {
            who(std::slice::from_mut(&mut commitment.obligor));
            who(&mut commitment.counterparties);
            commitment.action = map(commitment.action);
            option(&mut commitment.object);
            all(&mut commitment.conditions);
            all(&mut commitment.mentions);
        }
    }
}

/// A record whose spans already count code points.
struct Published(Record);

impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = &self.0;
        let mut out = serializer.serialize_struct("Record", 10)?;
        out.serialize_field("schema", crate::SCHEMA)?;
        out.serialize_field("report", &record.report)?;
        out.serialize_field("sentences", &record.sentences)?;
        out.serialize_field("entities", &record.entities)?;
        out.serialize_field("times", &record.times)?;
        out.serialize_field("quantities", &record.quantities)?;
        out.serialize_field("places", &record.places)?;
        out.serialize_field("statements", &record.statements)?;
        out.serialize_field("events", &record.events)?;
        out.serialize_field("commitments", &record.commitments)?;
        out.end()
    }
}

// Serde's `serialize_with` hands over a reference to the field.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
pub(crate) fn tenths<S: Serializer>(value: &Option<i16>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|tenths| f64::from(tenths) / 10.0).serialize(serializer)
}

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
pub(crate) fn thousandths<S: Serializer>(value: &Option<u16>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|thousandths| f64::from(thousandths) / 1000.0).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use text::Span;

    use crate::{Record, Report};

    #[test]
    fn spans_are_published_in_code_points() {
        let text = "“Zürich” said no.".to_owned();
        let record = Record {
            report: Report { id: "r".to_owned(), language: "en".to_owned(), text, ..Report::default() },
            sentences: vec![Span::new(3, 10)],
            ..Record::default()
        };
        let json: serde_json::Value = serde_json::from_str(&record.to_json().unwrap()).unwrap();
        assert_eq!(json["sentences"], serde_json::json!([[1, 7]]));
        assert_eq!(json["schema"], "onrecord/1");
    }
}
