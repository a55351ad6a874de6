//! The rules, one file each.

mod contradictory_mode;
mod converted_posting;
mod hype;
mod impossible_years;
mod invalid_jobposting;
mod laundry_list;
mod loaded_wording;
mod missing_apply_route;
mod missing_pay;
mod missing_place;
mod missing_remote_scope;
mod pay_below_market;
mod rust_bait;
mod seniority_conflict;
mod wide_pay_range;
mod years_beyond_stable;

use crate::Rule;

/// Every rule, by id.
pub static ALL: &[&Rule] = &[
    &contradictory_mode::RULE,
    &converted_posting::RULE,
    &hype::RULE,
    &impossible_years::RULE,
    &invalid_jobposting::RULE,
    &laundry_list::RULE,
    &loaded_wording::RULE,
    &missing_apply_route::RULE,
    &missing_pay::RULE,
    &missing_place::RULE,
    &missing_remote_scope::RULE,
    &pay_below_market::RULE,
    &rust_bait::RULE,
    &seniority_conflict::RULE,
    &wide_pay_range::RULE,
    &years_beyond_stable::RULE,
];
