import { z } from "zod";
import type { Course } from "../../handlers/kit/chart.ts";
import type { Store } from "./database.ts";

const seriesSchema = z.object({ series: z.string() });
const pointSchema = z.object({ at: z.int(), value: z.number() });

/** The table of figures' points. Writers call put() and prune() inside write(). */
export function figuresIn({ db }: Store) {
  const upsert = db.prepare(
    "INSERT INTO figures (series, at, value) VALUES (?,?,?) ON CONFLICT (series, at) DO UPDATE SET value = excluded.value",
  );
  const prune = db.prepare("DELETE FROM figures WHERE series = ? AND at < ?");
  const series = db.prepare("SELECT DISTINCT series FROM figures");
  const since = db.prepare("SELECT at, value FROM figures WHERE series = ? AND at >= ? ORDER BY at");
  return {
    put: (name: string, at: number, value: number): void => void upsert.run([name, at, value]),
    prune: (name: string, before: number): void => void prune.run([name, before]),
    series: (): string[] => series.all([]).map((row) => seriesSchema.parse(row).series),
    since: (name: string, from: number): Course =>
      since.all([name, from]).map((row) => {
        const { at, value } = pointSchema.parse(row);
        return [at, value];
      }),
  };
}
