use crate::catalog::{Catalog, Date, FactName, Past, Plan, Whose, Window};
use crate::parts::{Meter, Slot};

const README: &str = include_str!("../../../static/catalog/README.md");

/// The catalogue file that the README explains the format by.
fn example() -> &'static str {
    let (_, rest) = README.split_once("```toml\n").unwrap();
    rest.split_once("```").unwrap().0
}

fn catalog(text: &str) -> Catalog {
    Catalog::read(&[("acme.toml", text)]).unwrap()
}

const DAY: Date = Date { year: 2027, month: 1, day: 1 };

fn limits(plan: &Plan) -> Vec<(Window, Meter, Whose, f64)> {
    let row = |limit: &super::Limit| (limit.window, limit.meter, limit.of, limit.history.at(DAY).value);
    plan.limits.iter().map(row).collect()
}

#[test]
fn the_readmes_example_is_read() {
    let catalog = catalog(example());
    let row = |plan: &Plan| format!("{}: {}, {} {} of {}", plan.id, plan.name, plan.rank, plan.tier, plan.account);
    let rows: Vec<String> = catalog.plans().map(row).collect();
    let expected = [
        "acme-small-free: Acme Small, free, 0 free of acme",
        "acme-small-pro: Acme Small, Pro, 1 pro of acme",
        "acme-large-free: Acme Large, free, 0 free of acme",
        "acme-server-small: Acme server, small, 2 acme-server-small of acme-servers",
    ];
    assert_eq!(rows, expected);
    let models: Vec<_> = catalog.plans_of(Slot::Inference).map(|plan| plan.model.as_deref().unwrap()).collect();
    assert_eq!(models, ["acme-small", "acme-small", "acme-large"]);
    let parts: Vec<_> = catalog.plans().map(|plan| plan.part.as_str()).collect();
    assert_eq!(parts, ["Acme Small", "Acme Small", "Acme Large", "Acme"], "a part without a name has the provider's");
}

#[test]
fn a_plan_is_what_its_tier_its_part_and_its_offer_say() {
    let catalog = catalog(example());
    let plan = |id| catalog.plan(id).unwrap();
    let day = (Window::Day, Meter::Requests, Whose::Service, 500.0);
    let minute = |value| (Window::Minute, Meter::Requests, Whose::Service, value);
    assert_eq!(limits(plan("acme-small-free")), [minute(10.0), day]);
    assert_eq!(limits(plan("acme-large-free")), [minute(2.0), day], "the offer's own in place of the tier's");
    assert_eq!((limits(plan("acme-small-pro")), plan("acme-small-pro").base_usd(DAY)), (vec![], 20.0));
    let facts = |id| plan(id).facts.iter().map(|fact| fact.name).collect::<Vec<_>>();
    assert_eq!(facts("acme-small-free"), [FactName::TokenSeconds]);
    assert_eq!(facts("acme-small-pro"), [FactName::CreditIncluded, FactName::TokenSeconds]);
    assert_eq!(plan("acme-server-small").tiers(Meter::EgressGb, DAY).len(), 2);
    assert_eq!(plan("acme-small-free").reset_utc_hour(), 8);
    assert_eq!(plan("acme-small-free").limits[0].reset, None, "only days begin at an hour");
}

#[test]
fn an_account_that_is_billed_apart_may_have_listed_tiers() {
    let tiers = r#"
[[tiers]]
id = "large"
name = "large server"
account = "acme-servers"
base = { value = 30, source = "pricing" }

[[tiers]]
id = "free"
name = "free server"
account = "acme-servers"
base = { value = 1, source = "pricing" }

[[models]]"#;
    let offers = r#"offers = [{ id = "a", tier = "free" }, { id = "b", tier = "large" }]
[[parts]]
slot = "data"
account = "acme-servers"
[[parts.offers]]"#;
    let text = example().replacen("\n[[models]]", tiers, 1).replacen("[[parts.offers]]", offers, 1);
    let catalog = catalog(&text);
    let plan = |id| catalog.plan(id).map(|plan| (plan.name.as_str(), plan.base_usd(DAY), plan.limits.len())).unwrap();
    assert_eq!(plan("a"), ("Acme free server", 1.0, 0));
    assert_eq!(plan("b"), ("Acme large server", 30.0, 0));
    let rank = |id| catalog.plan(id).unwrap().rank;
    assert!(rank("b") < rank("a"), "as listed, whatever other accounts call their tiers");
}

/// Words of the files that are not in the README would have to be looked up in the code.
#[test]
fn the_readme_knows_every_word() {
    let ids = |words: &[&'static str]| words.to_vec();
    let words = [
        ids(&Meter::ALL.map(Meter::id)),
        ids(&Slot::ALL.map(Slot::id)),
        ids(&Window::ALL.map(Window::id)),
        ids(&Past::ALL.map(Past::id)),
        ids(&FactName::ALL.map(FactName::id)),
    ];
    for word in words.concat() {
        assert!(README.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{word}`"))), "{word}");
    }
    for slot in Slot::ALL {
        let meters: Vec<String> = slot.meters().iter().map(|meter| format!("`{}`", meter.id())).collect();
        let row = |line: &&str| line.starts_with(&format!("| `{}` |", slot.id()));
        let row = README.lines().find(row).unwrap();
        assert!(row.contains(&format!("| {}", meters.join(", "))), "{row}");
    }
}

#[test]
fn tiers_and_parts_that_cannot_be_are_refused() {
    let server = "[[parts.offers]]\nid = \"acme-server-small\"";
    let free = "id = \"acme-small-free\"\ntier = \"free\"";
    for (old, new, reason) in [
        (free, "id = \"acme-small-free\"\ntier = \"fre\"", "acme-small-free: there is no tier fre"),
        (free, "id = \"acme-small-free\"", "acme-small-free: it needs a tier, or a base price as a tier of its own"),
        (free, &format!("{free}\nmodle = \"a\""), "acme-small: acme-small-free: unknown field `modle`"),
        (
            free,
            &format!("{free}\nbase = {{ value = 1, source = \"pricing\" }}"),
            "acme-small-free: the base price is said by its tier free already",
        ),
        (
            "id = \"acme-small-pro\"\ntier = \"pro\"",
            "id = \"acme-small-pro\"\ntier = \"free\"",
            "pro: nothing is offered at this tier",
        ),
        (
            free,
            &format!("{free}\n[[models.offers]]\nid = \"acme-small-again\"\ntier = \"free\""),
            "acme-small-again: another plan offers the same at the tier free",
        ),
        ("id = \"pro\"\nname", "id = \"free\"\nname", "two tiers of an account have the same id"),
        ("name = \"credit_included\"", "name = \"vcpus\"", "pro: a tier says nothing of speed and hardware"),
        ("name = \"credit_included\"", "name = \"credits\"", "pro: unknown variant `credits`"),
        ("slot = \"backend\"\n", "", "a part has a slot, which is not inference, and no id"),
        ("slot = \"backend\"", "slot = \"inference\"", "a part has a slot, which is not inference, and no id"),
        ("id = \"acme-small\"\n", "", "a model has an id and no slot"),
        ("id = \"acme-small\"\n", "id = \"acme-small\"\nslot = \"data\"\n", "a model has an id and no slot"),
        ("name = \"Acme server, small\"\n", "", "acme-server-small: a tier of its own needs a name"),
        (server, &format!("{server}\nmodel = \"a\""), "acme-server-small: plans of models have a model, and no others"),
        (
            server,
            &format!(
                "[[parts.offers]]\nid = \"b\"\nname = \"B\"\ntier = \"acme-server-small\"\nbase = {{ value = 8, source = \"pricing\" }}\n{server}"
            ),
            "acme-server-small: another plan offers the same at the tier acme-server-small",
        ),
        (
            "[[parts]]",
            "[[parts]]\nslot = \"data\"\naccount = \"acme-servers\"\n[[parts.offers]]\nid = \"b\"\nname = \"B\"\ntier = \"acme-server-small\"\nbase = { value = 8, source = \"pricing\" }\n[[parts]]",
            "b: the tier acme-server-small has two base prices",
        ),
    ] {
        assert!(example().contains(old), "{old}");
        let error = Catalog::read(&[("bad.toml", &example().replacen(old, new, 1))]).unwrap_err().to_string();
        assert!(error.contains(reason), "{error} for {reason}");
    }
}
