import { createRequire } from "node:module";
import { renderAsync } from "@resvg/resvg-js";
import { LRUCache } from "lru-cache";
import type { Chart } from "../../handlers/kit/chart.ts";
import { chartSvg, pictureSize } from "./svg.ts";

/** A picture of a course, to be put beside a message. */
export interface Picture {
  readonly name: string;
  /** PNG. */
  readonly bytes: Uint8Array;
  /** For those who cannot see it. */
  readonly caption: string;
}

/** Draws a chart, beside the bot's own thread; undefined where it cannot be drawn, which harms no message. Never rejects. */
export type Draw = (chart: Chart) => Promise<Picture | undefined>;

/** The same course is asked for again and again, by edits, several chats and several people. */
const kept = 50;
/** So sharp that a phone's screen has something to show. */
const sharpness = 2;

const require = createRequire(import.meta.url);
const font = require.resolve("@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf");

/** @param failed told why something could not be drawn */
export function createDraw(failed: (cause: unknown) => void): Draw {
  const drawn = new LRUCache<string, Promise<Picture | undefined>>({ max: kept });
  const draw = async (chart: Chart): Promise<Picture | undefined> => {
    const svg = chartSvg(chart);
    if (svg === undefined) return undefined;
    const image = await renderAsync(svg, {
      fitTo: { mode: "width", value: pictureSize.width * sharpness },
      // Nothing of the machine's own: it looks the same everywhere.
      font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: "Roboto" },
    });
    return { name: "chart.png", bytes: image.asPng(), caption: chart.caption };
  };
  return (chart) => {
    const key = JSON.stringify(chart);
    const before = drawn.get(key);
    if (before !== undefined) return before;
    const picture = draw(chart).catch((cause: unknown) => {
      failed(cause);
      drawn.delete(key);
      return undefined;
    });
    drawn.set(key, picture);
    return picture;
  };
}
