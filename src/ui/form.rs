//! The form: the scenario, group by group.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    accounts::Accounts,
    alternatives::Alternatives,
    bar::FORM,
    books::books,
    choice::{PROFILES, choice},
    desk::{Desk, section},
    features::features,
    growth::growth,
    launches::launches,
    money::money,
    period::Period,
    same::Same,
    slots::slots,
    state::{Base, Change, Dispatch, Draft, Entry, Origin},
};
use crate::{
    analysis::{Breaks, GUIDES, TierRun},
    catalog::Catalog,
    scenario::{Field, Group, PRESETS, ValidScenario},
};

#[derive(PartialEq, Properties)]
pub(super) struct FormProps {
    /// The scenario with all its alternatives.
    pub(super) document: Rc<ValidScenario>,
    /// The alternative that is shown, by its place.
    pub(super) shown: usize,
    /// What that one simulates.
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    /// The same as menus show it.
    pub(super) offered: Same<Catalog>,
    /// What was opened.
    pub(super) base: Rc<Base>,
    pub(super) drafts: Vec<Draft>,
    /// What breaks in the run that is shown; `None` before the first answer.
    pub(super) breaks: Option<Same<Breaks>>,
    /// How many of its futures are on each tier.
    pub(super) tiers: Option<Same<Vec<TierRun>>>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Form(props: &FormProps) -> Html {
    let FormProps { document, shown, scenario, catalog, offered, base, drafts, breaks, tiers, dispatch } = props;
    let bare = scenario.bare();
    let desk =
        Desk { scenario, catalog: catalog.clone(), offered: offered.clone(), base, bare: &bare, drafts, dispatch };
    let groups = Group::ALL.into_iter().flat_map(|group| {
        let own = section(group.title(), opens(group), content(&desk, group));
        let accounts = (group == Group::Ladder).then(|| {
            let (scenario, catalog) = (Rc::clone(scenario), catalog.clone());
            let (breaks, tiers) = (breaks.clone(), tiers.clone());
            section("Accounts", true, html! { <Accounts {scenario} {catalog} {breaks} {tiers} /> })
        });
        std::iter::once(own).chain(accounts)
    });
    html! {
        <form class="form" id={FORM} tabindex="-1" aria-label="Scenario" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <p class="story" data-testid="story">{ story(base, document) }</p>
            <Alternatives
                document={Rc::clone(document)}
                shown={*shown}
                scenario={Rc::clone(scenario)}
                offered={offered.clone()}
                draft={desk.draft(&Entry::Alternative(*shown))}
                dispatch={dispatch.clone()}
            />
            <Period
                title={scenario.title.clone()}
                months={scenario.months}
                start={scenario.start}
                drafts={desk.drafts(|entry| matches!(entry, Entry::Title | Entry::Months))}
                dispatch={dispatch.clone()}
            />
            { for groups }
        </form>
    }
}

/// Where the scenario comes from; of a preset that was not changed, whose situation it is.
fn story(base: &Base, scenario: &Rc<ValidScenario>) -> String {
    let changed = base.scenario != *scenario;
    let from = match &base.origin {
        Origin::Preset(index) => match PRESETS.get(*index) {
            Some(preset) if !changed => return preset.story.to_owned(),
            Some(preset) => format!("“{}”", preset.title),
            None => String::new(),
        },
        Origin::Link => "From a link".to_owned(),
        Origin::Guide(guide) => {
            format!("From the figures of “{}”", GUIDES.get(*guide).map_or("", |guide| guide.title))
        }
        Origin::Kept => "Your last scenario, as this browser kept it".to_owned(),
        Origin::File(name) => format!("From the file {name}"),
    };
    if changed { format!("{from}, with your changes.") } else { format!("{from}.") }
}

/// Whether a group is unfolded at first.
const fn opens(group: Group) -> bool {
    matches!(group, Group::Growth | Group::Feature | Group::Ladder | Group::Money)
}

fn content(desk: &Desk<'_>, group: Group) -> Html {
    let fields: Vec<Field> = Field::ALL.iter().copied().filter(|field| field.spec().group == group).collect();
    let rows = || desk.rows(&fields, 0);
    let with_rows = |first: Html| html! { <>{ first }{ rows() }</> };
    match group {
        Group::Growth => growth(desk),
        Group::Launches => with_rows(launches(desk)),
        Group::Audience => {
            let profile = desk.scenario.audience.profile;
            with_rows(choice("Users", "audience-profile", PROFILES, profile, Change::Profile, desk.dispatch))
        }
        Group::Feature => features(desk),
        Group::Ladder => slots(desk),
        Group::Money => money(desk),
        Group::Books => books(desk),
        Group::Site | Group::Server | Group::Client => rows(),
    }
}
