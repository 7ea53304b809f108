//! The catalogue as a build holds it: read and checked when it is built, so that the page has neither the texts of the files nor
//! what reads and checks them.

mod bytes;

use bytes::{In, Out};

use super::{
    Catalog, Confidence, Currency, Date, End, Entry, Fact, FactName, History, Limit, Origin, Past, Plan, Price,
    Provider, ReadDate, Reset, Source, Tier, Tiers, Whose, Window,
};
use crate::parts::{Meter, Slot};

impl Catalog {
    /// All of it in bytes.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.files.to_vec().pack(&mut out);
        out.finish()
    }

    /// What [`Catalog::pack`] made bytes of, which is not checked again; `None` of other bytes.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        Some(Self { own: None, files: Vec::unpack(&mut In::new(bytes)?)?.into() })
    }
}

/// What goes into bytes and comes back the same.
trait Packed: Sized {
    fn pack(&self, out: &mut Out);
    fn unpack(from: &mut In<'_>) -> Option<Self>;
}

/// One field after the other.
macro_rules! fields {
    ($($name:ident { $($field:ident),+ })+) => { $(
        impl Packed for $name {
            fn pack(&self, out: &mut Out) {
                $(self.$field.pack(out);)+
            }

            fn unpack(from: &mut In<'_>) -> Option<Self> {
                Some(Self { $($field: Packed::unpack(from)?),+ })
            }
        }
    )+ };
}

fields! {
    Plan {
        id, name, part, slot, account, tier, rank, model, approximate, ends, batch, document, besides, currency, base, prices,
        limits, facts, credit_past, past
    }
    Price { meter, most, history }
    Tier { from, price, per }
    Limit { window, meter, of, past, burst, fixed, reset, history }
    Reset { utc_hour, note }
    Fact { name, history }
    End { day, successor, routed }
    Source { origin, confidence, added, note }
    Date { year, month, day }
}

/// Without its cards: those that can be chosen are plans.
impl Packed for Provider {
    fn pack(&self, out: &mut Out) {
        self.id.pack(out);
        self.name.pack(out);
        self.document.pack(out);
        self.plans.pack(out);
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        let [id, name] = [Packed::unpack(from)?, Packed::unpack(from)?];
        Some(Self { id, name, document: Packed::unpack(from)?, plans: Packed::unpack(from)?, gpus: Vec::new() })
    }
}

/// By its place among all of its kind.
macro_rules! places {
    ($($name:ty: $all:expr;)+) => { $(
        impl Packed for $name {
            fn pack(&self, out: &mut Out) {
                out.number($all.iter().take_while(|one| *one != self).count());
            }

            fn unpack(from: &mut In<'_>) -> Option<Self> {
                $all.get(from.number()?).copied()
            }
        }
    )+ };
}

places! {
    bool: [false, true];
    Slot: Slot::ALL;
    Meter: Meter::ALL;
    Window: Window::ALL;
    Past: Past::ALL;
    FactName: FactName::ALL;
    Whose: [Whose::Service, Whose::Account, Whose::Visitor];
    Currency: [Currency::Usd, Currency::Credits];
    Confidence: [Confidence::Low, Confidence::Medium, Confidence::High];
}

macro_rules! whole_numbers {
    ($($name:ty),+) => { $(
        impl Packed for $name {
            fn pack(&self, out: &mut Out) {
                out.number(usize::from(*self));
            }

            fn unpack(from: &mut In<'_>) -> Option<Self> {
                from.number()?.try_into().ok()
            }
        }
    )+ };
}

whole_numbers!(u8, u16, usize);

impl Packed for f64 {
    fn pack(&self, out: &mut Out) {
        out.float(*self);
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        from.float()
    }
}

impl Packed for String {
    fn pack(&self, out: &mut Out) {
        out.text(self);
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, out: &mut Out) {
        self.is_some().pack(out);
        self.iter().for_each(|it| it.pack(out));
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        Some(if bool::unpack(from)? { Some(T::unpack(from)?) } else { None })
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, out: &mut Out) {
        self.len().pack(out);
        self.iter().for_each(|it| it.pack(out));
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        (0..from.number()?).map(|_| T::unpack(from)).collect()
    }
}

impl<T: Packed> Packed for History<T> {
    fn pack(&self, out: &mut Out) {
        self.entries().count().pack(out);
        self.entries().for_each(|entry| entry.pack(out));
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        Vec::unpack(from)?.try_into().ok()
    }
}

impl<T: Packed> Packed for Entry<T> {
    fn pack(&self, out: &mut Out) {
        self.from.pack(out);
        self.value.pack(out);
        out.source(&self.source);
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        Some(Self { from: Packed::unpack(from)?, value: Packed::unpack(from)?, source: from.source()? })
    }
}

impl Packed for Tiers {
    fn pack(&self, out: &mut Out) {
        self.to_vec().pack(out);
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        Vec::unpack(from)?.try_into().ok()
    }
}

impl Packed for Origin {
    fn pack(&self, out: &mut Out) {
        match self {
            Self::Page { url, read } => {
                url.pack(out);
                Some(*read).pack(out);
            }
            Self::Document(title) => {
                title.pack(out);
                None::<ReadDate>.pack(out);
            }
            Self::Scenario => {}
        }
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        let place = Packed::unpack(from)?;
        Some(match Packed::unpack(from)? {
            Some(read) => Self::Page { url: place, read },
            None => Self::Document(place),
        })
    }
}

/// A year alone is a day that no month has.
impl Packed for ReadDate {
    fn pack(&self, out: &mut Out) {
        match *self {
            Self::Day(day) => day.pack(out),
            Self::Year(year) => Date { year, month: 0, day: 0 }.pack(out),
        }
    }

    fn unpack(from: &mut In<'_>) -> Option<Self> {
        let day = Date::unpack(from)?;
        Some(if day.month == 0 { Self::Year(day.year) } else { Self::Day(day) })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use super::*;

    #[test]
    fn the_build_has_every_file_as_it_is_written() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/static/catalog");
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = paths.filter(|path| path.extension().is_some_and(|it| it == "toml"));
        let (cards, files): (Vec<_>, Vec<_>) = files.partition(|path| path.ends_with("cards.toml"));
        let texts: Vec<_> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        let files: Vec<_> = texts.iter().map(|text| ("a file", text.as_str())).collect();
        let written = Catalog::read_with_cards(&fs::read_to_string(&cards[0]).unwrap(), &files).unwrap();
        let sorted = |catalog: &Catalog| {
            let mut providers = catalog.providers().cloned().collect::<Vec<_>>();
            providers.sort_by(|a, b| a.id.cmp(&b.id));
            providers
        };
        let builtin = Catalog::builtin().unwrap();
        assert_eq!(sorted(&builtin).len(), texts.len());
        for (built, written) in sorted(&builtin).iter().zip(sorted(&written)) {
            assert_eq!(*built, Provider { gpus: Vec::new(), ..written });
        }
        assert_eq!(builtin.pack(), Catalog::unpack(&builtin.pack()).unwrap().pack());
    }

    #[test]
    fn a_source_is_in_memory_once() {
        let catalog = Catalog::builtin().unwrap();
        let sources = || catalog.plans().map(|plan| &plan.base.entries().next().unwrap().source);
        let twins =
            sources().flat_map(|one| sources().filter(move |other| *other == one).map(move |other| (one, other)));
        assert!(twins.into_iter().all(|(one, other)| Arc::ptr_eq(one, other)));
    }

    #[test]
    fn bytes_that_end_early_are_no_catalogue() {
        let bytes = Catalog::builtin().unwrap().pack();
        for length in [0, 1, 2, 1_000, bytes.len() / 2, bytes.len() - 1] {
            assert_eq!(Catalog::unpack(&bytes[..length]), None, "{length}");
        }
    }
}
