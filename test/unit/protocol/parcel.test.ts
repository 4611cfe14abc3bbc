import { expect, test } from "vitest";
import { type Parcel, ParcelError, peekParcel, readParcel, signParcel } from "../../../protocol/parcel.ts";
import { parcelTextMaxLength } from "../../../protocol/parcel-pieces.ts";
import { signStatement } from "../../../protocol/statement.ts";
import { party } from "./parties.ts";

const packer = await party("bak1", "executor");
const bot = await party("bot", "bot");
const stranger = await party("bak1", "executor");
const trust = new Map([packer, bot].map(({ peer }) => [peer.id, peer]));

const said: Omit<Parcel, "iss"> = {
  ...{ iat: Date.now(), grant: `g${"0".repeat(32)}`, from: "bak1", to: "key", path: "docs/報告.tex", at: 0 },
  person: { name: "e235701", uid: 235_701 },
  ...{ files: 1, bytes: 3, skipped: 0, size: 10_240, digest: "0".repeat(64) },
};

test("what an executor says of a parcel is read, with who said it", () => {
  const { parcel, signer } = readParcel(signParcel(said, packer.own), trust);
  expect(parcel).toEqual({ iss: packer.own.id, ...said });
  expect(signer).toBe(packer.peer);
});

test("the longest path that can be asked for fits", () => {
  const path = "𠮷".repeat(250);
  const text = signParcel({ ...said, path }, packer.own);
  expect(text.length).toBeLessThanOrEqual(parcelTextMaxLength);
  expect(readParcel(text, trust).parcel.path).toBe(path);
});

test("nothing that a bot or a stranger signed is believed, nor another kind of statement, nor a path outside", () => {
  const kind = { type: "shisa-link", name: "link", schema: null as never, maxLength: 1 } as const;
  for (const text of [
    signParcel(said, bot.own),
    signParcel(said, stranger.own),
    signParcel({ ...said, path: "../a" }, packer.own),
    signStatement(kind, said, packer.own),
    "a.b.c",
    "x".repeat(parcelTextMaxLength + 1),
  ])
    expect(() => readParcel(text, trust)).toThrow(ParcelError);
});

test("what it says of its files can be shown without believing it", () => {
  expect(peekParcel(signParcel(said, stranger.own))).toEqual({ path: "docs/報告.tex", asOf: 0 });
  for (const text of ["", "a", "a.b.c", "a.e30.c"]) expect(peekParcel(text)).toBeUndefined();
});
