//! Plans are data: they never change a shader, but the hour of a small app.

use headroom::catalog::Catalog;
use headroom::engine::gpu::shaders;
use headroom::engine::stages::record_all;
use headroom::model::Shape;
use headroom::program::Program;
use headroom::scenario::{Choice, PRESETS, Scenario};

fn texts(change: impl FnOnce(&mut Scenario)) -> (Shape, Vec<String>) {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    change(&mut scenario);
    let shape = Program::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap().shape;
    (shape, shaders(&shape, &record_all(&shape)).into_iter().map(|shader| shader.text).collect())
}

/// One ladder less, and others with other limits.
fn plans(scenario: &mut Scenario) {
    scenario.stack.domain.plans.clear();
    scenario.stack.backend.plans = vec!["render-starter".to_owned(), "railway-hobby".to_owned()];
}

/// A second feature, whose calls go elsewhere when they are refused.
fn two(scenario: &mut Scenario) {
    scenario.features.push(scenario.features[0].clone());
    scenario.features[1].others = vec![Choice::on_refusal("gpt-5.6-luna".to_owned())];
}

#[test]
fn other_plans_need_no_other_shaders() {
    let (shape, before) = texts(two);
    let (other, after) = texts(|scenario| {
        two(scenario);
        plans(scenario);
    });
    assert!(shape != other && !shape.is_small() && shape.has_shaders_of(&other));
    assert!(before == after);
    let (three, more) = texts(|scenario| {
        two(scenario);
        scenario.features.push(scenario.features[0].clone());
    });
    assert!(!shape.has_shaders_of(&three) && before != more);
}

#[test]
fn other_plans_of_a_small_app_change_its_hour_alone() {
    let ((shape, before), (other, after)) = (texts(|_| {}), texts(plans));
    assert!(shape.is_small() && other.is_small() && !shape.has_shaders_of(&other));
    let changed: Vec<bool> = before.iter().zip(&after).map(|(before, after)| before != after).collect();
    assert_eq!(changed, [false, false, false, true, false, false, false]);
}
