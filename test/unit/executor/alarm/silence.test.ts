import { describe, expect, it } from "vitest";
import { asOf, type Due, dueOf, heard, mailed, type Silence } from "../../../../executor/alarm/silence.ts";

const minute = 60_000;
const start: Silence = { heardAt: 0, mailedAt: null, isHeard: false };

/** Looks each ten seconds, and gives when what was mailed, in minutes. A bot that lives is heard each half a minute. */
function course(until: number, lives: (at: number) => boolean, from = start): [number, Due][] {
  const all: [number, Due][] = [];
  let silence = from;
  for (let at = 10_000; at <= until; at += 10_000) {
    if (at % 30_000 === 0 && lives(at)) silence = heard(silence, at, at);
    silence = asOf(silence, at);
    const due = dueOf(silence, at);
    if (due === undefined) continue;
    silence = mailed(silence, due, at);
    all.push([at / minute, due]);
  }
  return all;
}

describe("a bot that is heard each half a minute", () => {
  it("is never mailed of", () => {
    expect(course(300 * minute, () => true)).toEqual([]);
  });

  it("and falls silent is mailed of after five minutes, then hourly, and once when it is back", () => {
    const lives = (at: number) => at <= 10 * minute || at > 150 * minute;
    expect(course(300 * minute, lives)).toEqual([
      [15, "silent"],
      [75, "still"],
      [135, "still"],
      [150.5, "back"],
    ]);
  });

  it("and is restarted within four minutes is not mailed of", () => {
    expect(course(60 * minute, (at) => at < 10 * minute || at > 14 * minute)).toEqual([]);
  });

  it("and comes and goes is mailed of no more than twice in five minutes", () => {
    const mails = course(120 * minute, (at) => Math.floor(at / minute) % 6 === 0);
    expect(mails.length).toBeLessThanOrEqual(2 * (120 / 5));
  });
});

describe("what is heard", () => {
  it("is not made later than it was by an old envelope that is sent again", () => {
    const silence = heard(heard(start, 100, 100), 50, 200);
    expect(silence.heardAt).toBe(100);
  });

  it("is not believed for longer because it was signed with a time to come", () => {
    expect(heard(start, 10 * minute, minute).heardAt).toBe(minute);
  });

  it("is not 'back' only because the executor was started anew", () => {
    const kept: Silence = { heardAt: 0, mailedAt: 10 * minute, isHeard: false };
    expect(dueOf(kept, 12 * minute)).toBeUndefined();
    expect(dueOf({ ...kept, heardAt: 11 * minute }, 12 * minute)).toBeUndefined();
    expect(dueOf(heard(kept, 12 * minute, 12 * minute), 12 * minute)).toBe("back");
  });

  it("before the clock was put back does not keep mail away until the clock is there again", () => {
    const ahead: Silence = { heardAt: 60 * minute, mailedAt: null, isHeard: true };
    expect(course(10 * minute, () => false, ahead)).toEqual([[5 + 10 / 60, "silent"]]);
    expect(course(30 * minute, () => true, ahead)).toEqual([]);
  });

  it("does not keep mail away when the clock was set back for a day", () => {
    const told: Silence = { heardAt: -48 * 60 * minute, mailedAt: 0, isHeard: false };
    expect(dueOf(told, -24 * 60 * minute)).toBe("still");
  });
});
