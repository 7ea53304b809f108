//! Structures of numbers that are declared once and can be walked by index.

/// A field of such a structure: one number or an array of them.
pub trait Slots<V> {
    /// How many numbers it holds.
    const COUNT: usize;
    /// Builds it from the next numbers.
    fn build(next: impl FnMut() -> V) -> Self;
    /// Visits its numbers in order.
    fn visit(self, visit: impl FnMut(V));
}

impl<V> Slots<V> for V {
    const COUNT: usize = 1;

    #[inline(always)]
    fn build(mut next: impl FnMut() -> V) -> Self {
        next()
    }

    fn visit(self, mut visit: impl FnMut(V)) {
        visit(self);
    }
}

impl<V, const N: usize> Slots<V> for [V; N] {
    const COUNT: usize = N;

    #[inline(always)]
    fn build(mut next: impl FnMut() -> V) -> Self {
        std::array::from_fn(|_| next())
    }

    fn visit(self, visit: impl FnMut(V)) {
        self.into_iter().for_each(visit);
    }
}

/// A structure of numbers: what a list can hold. It is built and walked where the model is recorded, which is not in a hurry, and
/// often: so neither is inlined.
pub trait Numbers<V>: Clone + std::fmt::Debug {
    /// How many numbers it holds.
    const COUNT: usize;
    /// Builds it from its numbers by their place.
    fn make(number: &mut dyn FnMut(usize) -> V) -> Self;
    /// Visits its numbers in order.
    fn walk(&self, visit: &mut dyn FnMut(V));
    /// What its numbers are called, in order; those of an array are called the same.
    fn names() -> Vec<String>;
}

/// Declares a structure of structures of numbers.
macro_rules! parts {
    ($(#[$meta:meta])* pub struct $name:ident<V> { $($(#[$field_meta:meta])* $field:ident: $type:ident<V>,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<V> {
            $($(#[$field_meta])* pub $field: $type<V>,)+
        }

        impl<V: Copy + std::fmt::Debug> crate::value::Numbers<V> for $name<V> {
            const COUNT: usize = 0 $(+ $type::<V>::LEN)+;

            #[inline(never)]
            fn make(number: &mut dyn FnMut(usize) -> V) -> Self {
                let mut first = 0;
                $(
                    let $field = $type::from_fn(|index| number(first + index));
                    first += $type::<V>::LEN;
                )+
                debug_assert_eq!(first, <Self as crate::value::Numbers<V>>::COUNT);
                Self { $($field,)+ }
            }

            #[inline(never)]
            fn walk(&self, visit: &mut dyn FnMut(V)) {
                $(self.$field.each(|_, number| visit(number));)+
            }

            fn names() -> Vec<String> {
                let parts = [$((stringify!($field), <$type<V> as crate::value::Numbers<V>>::names()),)+];
                let of_part = |(part, names): (&str, Vec<String>)| {
                    names.into_iter().map(|name| format!("{part}.{name}")).collect::<Vec<_>>()
                };
                parts.into_iter().flat_map(of_part).collect()
            }
        }
    };
}

pub(crate) use parts;

/// Declares a structure whose every field is a `V` or an array of `V`, with the names and a way to build and visit it.
///
/// State, parameters, plans and records are declared with it, so that the CPU engine, the recorder and the generated
/// tables all agree on order and size.
macro_rules! fields {
    ($(#[$meta:meta])* pub struct $name:ident<V> { $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<V> {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        impl<V: Copy> $name<V> {
            /// Names of the fields and how many numbers each holds.
            pub const NAMES: &'static [(&'static str, usize)] =
                &[$((stringify!($field), <$type as crate::value::Slots<V>>::COUNT)),+];
            /// How many numbers it holds.
            pub const LEN: usize = 0 $(+ <$type as crate::value::Slots<V>>::COUNT)+;

            /// Builds it from the numbers in order of declaration. Of what is read from a table, only what is used is read.
            #[inline(always)]
            pub fn from_fn(mut number: impl FnMut(usize) -> V) -> Self {
                let mut index = 0;
                let mut next = || {
                    index += 1;
                    number(index - 1)
                };
                Self { $($field: crate::value::Slots::build(&mut next),)+ }
            }

            /// Visits the numbers in order of declaration.
            pub fn each(&self, mut visit: impl FnMut(usize, V)) {
                let mut index = 0;
                let mut step = |number: V| {
                    visit(index, number);
                    index += 1;
                };
                $(crate::value::Slots::visit(self.$field, &mut step);)+
            }
        }

        impl<V: Copy + std::fmt::Debug> crate::value::Numbers<V> for $name<V> {
            const COUNT: usize = Self::LEN;

            #[inline(never)]
            fn make(number: &mut dyn FnMut(usize) -> V) -> Self {
                Self::from_fn(number)
            }

            #[inline(never)]
            fn walk(&self, visit: &mut dyn FnMut(V)) {
                self.each(|_, number| visit(number));
            }

            fn names() -> Vec<String> {
                Self::NAMES.iter().flat_map(|(name, count)| std::iter::repeat_n((*name).to_owned(), *count)).collect()
            }
        }
    };
}

pub(crate) use fields;
