//! The plans of a menu, by provider.

use yew::prelude::*;

use super::{choice::option, state::NEW_PLAN};
use crate::{
    analysis,
    catalog::{Catalog, Date},
    parts::Slot,
    scenario::{OwnPlan, Scenario},
};

/// What may be chosen for a part on the first day of the run, but for what is taken; a chosen plan that nobody knows is said to be that.
pub(super) fn plan_options(
    catalog: &Catalog,
    slot: Slot,
    day: Date,
    chosen: &str,
    is_taken: impl Fn(&str) -> bool,
) -> Html {
    let unknown = (!chosen.is_empty() && catalog.plan(chosen).is_none())
        .then(|| option(chosen, format!("Unknown: {chosen}").into(), true));
    let groups = analysis::offered(catalog, slot, day, chosen).into_iter().filter_map(|group| {
        let free = group.plans.into_iter().filter(|(id, _)| !is_taken(id));
        let plans: Vec<Html> = free.map(|(id, words)| option(&id, words.into(), id == chosen)).collect();
        (!plans.is_empty())
            .then(|| html! { <optgroup key={group.group.clone()} label={group.group}>{ plans }</optgroup> })
    });
    let is_full = catalog.plans().filter(|plan| OwnPlan::is_id(&plan.id)).count() >= Scenario::MAX_OWN_PLANS;
    let make =
        (!is_full && !is_taken(NEW_PLAN)).then(|| option(NEW_PLAN, "A plan of your own: make one".into(), false));
    html! { <>{ for unknown }{ for make }{ for groups }</> }
}
