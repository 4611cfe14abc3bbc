interface Point {
  readonly x: number;
  readonly y: number;
}

/** By how much y grows with each x, of a line through points (least squares); undefined where there is no such line. */
export function slopeOf(points: readonly Point[]): number | undefined {
  const mean = (of: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return Number.isFinite(slope) ? slope : undefined;
}
