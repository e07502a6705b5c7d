//! The budgets of the page, measured in a real browser.

fn main() {}
