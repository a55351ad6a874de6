//! The evidence of a posting by field: a list that is sorted by field name.
//!
//! A posting has evidence for a dozen fields at most, so a short sorted list is both smaller and quicker than
//! a tree, and is written in the same order.

use crate::Evidence;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// Name of a field of [`Facts`](crate::Facts).
type Field = Cow<'static, str>;

/// Evidence by field name, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceMap {
    fields: Vec<(Field, Vec<Evidence>)>,
}

/// The place of one field, filled or not yet.
#[derive(Debug)]
pub struct EvidenceEntry<'a> {
    map: &'a mut EvidenceMap,
    field: Field,
}

/// Room for the fields of a posting: of 4,971 in the hiring threads, all but five have at most this many.
const N_FIELDS_USUAL: usize = 12;

impl EvidenceMap {
    fn place_of(&self, field: &str) -> Result<usize, usize> {
        // Few fields, and nearly all names differ in their first letter: a walk is quicker than a search by
        // halves, and most steps need no comparison of whole names.
        let first = field.as_bytes().first();
        for (place, (known, _)) in self.fields.iter().enumerate() {
            let order = known.as_bytes().first().cmp(&first).then_with(|| known.as_ref().cmp(field));
            match order {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Ok(place),
                std::cmp::Ordering::Greater => return Err(place),
            }
        }
        Err(self.fields.len())
    }

    /// The evidence of a field, `None` when it has none.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Vec<Evidence>> {
        let place = self.place_of(field).ok()?;
        self.fields.get(place).map(|(_, evidence)| evidence)
    }

    /// Whether a field has evidence.
    #[must_use]
    pub fn contains_key(&self, field: &str) -> bool {
        self.place_of(field).is_ok()
    }

    /// The place of a field, to add to: fields come into being as they are asked for.
    pub fn entry(&mut self, field: Field) -> EvidenceEntry<'_> {
        EvidenceEntry { map: self, field }
    }

    /// Sets the evidence of a field.
    pub fn insert(&mut self, field: Field, evidence: Vec<Evidence>) {
        *self.entry(field).or_default() = evidence;
    }

    /// Field names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().map(|(field, _)| field)
    }

    /// Whether no field has evidence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl<'a> EvidenceEntry<'a> {
    /// The field's evidence, empty when it had none.
    pub fn or_default(self) -> &'a mut Vec<Evidence> {
        let place = match self.map.place_of(&self.field) {
            Ok(place) => place,
            Err(place) => {
                if self.map.fields.is_empty() {
                    self.map.fields.reserve_exact(N_FIELDS_USUAL);
                }
                self.map.fields.insert(place, (self.field, Vec::new()));
                place
            }
        };
        &mut self.map.fields.get_mut(place).expect("the field was found or put there").1
    }
}

impl<'a> IntoIterator for &'a EvidenceMap {
    type Item = (&'a Field, &'a Vec<Evidence>);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (Field, Vec<Evidence>)>,
        fn(&'a (Field, Vec<Evidence>)) -> (&'a Field, &'a Vec<Evidence>),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.iter().map(|(field, evidence)| (field, evidence))
    }
}

impl FromIterator<(Field, Vec<Evidence>)> for EvidenceMap {
    fn from_iter<I: IntoIterator<Item = (Field, Vec<Evidence>)>>(items: I) -> Self {
        let mut map = Self::default();
        for (field, evidence) in items {
            map.insert(field, evidence);
        }
        map
    }
}

impl Serialize for EvidenceMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de> Deserialize<'de> for EvidenceMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = EvidenceMap;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object of lists of evidence")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<EvidenceMap, A::Error> {
                let mut map = EvidenceMap::default();
                while let Some((field, evidence)) = object.next_entry()? {
                    map.insert(field, evidence);
                }
                Ok(map)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(start: u32) -> Evidence {
        Evidence::Text { start, end: start + 1, rule: "".into() }
    }

    #[test]
    fn fields_come_in_the_order_of_their_names() {
        let mut map = EvidenceMap::default();
        for field in ["visa", "domain", "offer"] {
            map.entry(field.into()).or_default().push(text(0));
        }
        assert_eq!(map.keys().collect::<Vec<_>>(), ["domain", "offer", "visa"]);
        assert_eq!(map.get("offer"), Some(&vec![text(0)]));
        assert_eq!(map.get("offe"), None);
    }

    #[test]
    fn json_keeps_what_it_says() {
        let map: EvidenceMap =
            [("visa".into(), vec![text(4), text(7)]), ("offer".into(), vec![])].into_iter().collect();
        let json = serde_json::to_string(&map).expect("evidence is JSON");
        assert!(json.starts_with(r#"{"offer":[],"visa":["#), "{json}");
        assert_eq!(serde_json::from_str::<EvidenceMap>(&json).expect("it was written so"), map);
    }

    #[test]
    fn insert_replaces() {
        let mut map = EvidenceMap::default();
        assert!(map.is_empty());
        map.insert("visa".into(), vec![text(1)]);
        map.insert("visa".into(), vec![text(2)]);
        assert_eq!(map.get("visa"), Some(&vec![text(2)]));
    }
}
