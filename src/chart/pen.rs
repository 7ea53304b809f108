//! Drawing in CSS pixels on a backend that counts in its own.

use plotters::{
    coord::Shift,
    drawing::DrawingArea,
    element::{PathElement, Polygon, Rectangle, Text},
    prelude::DrawingBackend,
    style::{
        Color, RGBColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{Colour, Failure, Palette, dashes::strokes};

/// A point in CSS pixels from the upper left corner.
pub(super) type Point = (f64, f64);

const FAMILY: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Draws on an area, in CSS pixels.
pub(super) struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    scale: f64,
    /// Colours to draw in.
    pub(super) palette: &'a Palette,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    pub(super) fn new(area: &'a DrawingArea<DB, Shift>, scale: f64, palette: &'a Palette) -> Self {
        let scale = if scale.is_finite() { scale.clamp(0.25, 16.0) } else { 1.0 };
        Self { area, scale, palette }
    }

    /// Width and height of the area.
    pub(super) fn size(&self) -> Point {
        let (width, height) = self.area.dim_in_pixel();
        (f64::from(width) / self.scale, f64::from(height) / self.scale)
    }

    /// Paints everything in the colour of the paper.
    pub(super) fn clear(&self) -> Result<(), Failure<DB>> {
        self.area.fill(&rgb(self.palette.paper))
    }

    /// Fills the shape between `points`, letting what is below it through where `opacity` is less than 1.
    pub(super) fn polygon(&self, points: &[Point], colour: Colour, opacity: f64) -> Result<(), Failure<DB>> {
        self.area.draw(&Polygon::new(self.units(points), rgb(colour).mix(opacity)))
    }

    /// Fills a rectangle between two corners.
    pub(super) fn rectangle(&self, from: Point, to: Point, colour: Colour) -> Result<(), Failure<DB>> {
        self.area.draw(&Rectangle::new([self.unit(from), self.unit(to)], ShapeStyle::from(rgb(colour)).filled()))
    }

    /// Draws a line through `points`.
    pub(super) fn line(&self, points: &[Point], width: f64, colour: Colour) -> Result<(), Failure<DB>> {
        let style = ShapeStyle::from(rgb(colour)).stroke_width((width * self.scale).round().max(1.0) as u32);
        self.area.draw(&PathElement::new(self.units(points), style))
    }

    /// Draws a line through `points` in strokes, with strokes and gaps of so many pixels by turns.
    pub(super) fn dashed(
        &self,
        points: &[Point],
        width: f64,
        colour: Colour,
        dashes: &[f64],
    ) -> Result<(), Failure<DB>> {
        strokes(points, dashes).iter().try_for_each(|stroke| self.line(stroke, width, colour))
    }

    /// Draws a level hair line, sharp on any screen.
    pub(super) fn rule(&self, from: f64, to: f64, y: f64, colour: Colour) -> Result<(), Failure<DB>> {
        let ((left, y), (right, _)) = (self.unit((from, y)), self.unit((to, y)));
        let thick = self.scale.floor().max(1.0) as i32;
        self.area.draw(&Rectangle::new([(left, y), (right, y + thick)], ShapeStyle::from(rgb(colour)).filled()))
    }

    /// Writes `text`, of `size` pixels, so that `at` is its `anchor`.
    pub(super) fn write(
        &self,
        text: &str,
        at: Point,
        size: f64,
        anchor: (HPos, VPos),
        colour: Colour,
    ) -> Result<(), Failure<DB>> {
        let colour = rgb(colour);
        let style = TextStyle::from((FAMILY, size * self.scale)).color(&colour).pos(Pos::new(anchor.0, anchor.1));
        self.area.draw(&Text::new(text, self.unit(at), style))
    }

    fn units(&self, points: &[Point]) -> Vec<(i32, i32)> {
        points.iter().map(|&point| self.unit(point)).collect()
    }

    fn unit(&self, (x, y): Point) -> (i32, i32) {
        ((x * self.scale).round() as i32, (y * self.scale).round() as i32)
    }
}

/// Width to leave for `text` of `size` pixels: a digit of the system fonts is 0.55 to 0.64 of their size wide, a percent
/// sign and a wide letter half as much again.
pub(super) fn room(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| if matches!(letter, '%' | 'M' | 'W' | 'm' | 'w') { 0.96 } else { 0.64 }).sum::<f64>()
        * size
}

const fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}
