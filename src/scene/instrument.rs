//! Hidden measurements beside what a scene shows: each takes steps of its own, which end in a claim.

use crate::frame::Claim;

/// A hidden measurement of a scene whose constants are an `S`.
pub trait Instrument<S>: Send + Copied<S> {
    /// Its part of the scene's step `count`.
    fn step(&mut self, setup: &S, count: u64);
    /// The claim as it stands; none where the measurement has come to nothing.
    fn claim(&self, setup: &S) -> Option<Claim>;
    /// Feeds every number of its state to a digest.
    fn digest(&self, hash: &mut dyn FnMut(f64));
}

/// What can be copied without its type being known; every instrument that is [`Clone`] can.
pub trait Copied<S> {
    /// A copy.
    fn copied(&self) -> Box<dyn Instrument<S>>;
}

impl<S, T: Instrument<S> + Clone + 'static> Copied<S> for T {
    fn copied(&self) -> Box<dyn Instrument<S>> {
        Box::new(self.clone())
    }
}

/// The instruments of a run, in the order of their claims.
pub struct Instruments<S>(Vec<Box<dyn Instrument<S>>>);

impl<S> Instruments<S> {
    /// None yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Takes up those that the settings allow: an instrument, none or several.
    pub fn add<T: Instrument<S> + 'static>(&mut self, instruments: impl IntoIterator<Item = T>) {
        self.0.extend(instruments.into_iter().map(|instrument| Box::new(instrument) as Box<dyn Instrument<S>>));
    }

    /// A step of each.
    pub fn step(&mut self, setup: &S, count: u64) {
        self.0.iter_mut().for_each(|instrument| instrument.step(setup, count));
    }

    /// Their claims as they stand.
    pub fn claims(&self, setup: &S) -> impl Iterator<Item = Claim> {
        self.0.iter().filter_map(|instrument| instrument.claim(setup))
    }

    /// Feeds every number of their states to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.0.iter().for_each(|instrument| instrument.digest(hash));
    }
}

impl<S> Default for Instruments<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Clone for Instruments<S> {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|instrument| instrument.copied()).collect())
    }
}
