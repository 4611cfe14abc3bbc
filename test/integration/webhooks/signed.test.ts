import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root } from "../../gates/files.ts";
import { secret, startWebhookScene, type WebhookScene } from "../../support/webhooks.ts";

let here: WebhookScene;
beforeEach(async () => {
  here = await startWebhookScene();
});
afterEach(() => here.stop());

const firing = { key: "nas:power", severity: "error", title: "NAS の電源が落ちた", state: "firing" };

describe("the generic webhook", () => {
  it("opens an incident with what it was told, and clears it", async () => {
    const more = { text: "UPS: on battery\n残り 12 分", url: "https://wiki.example.jp/nas" };
    expect(await here.tell({ ...firing, ...more })).toBe(200);
    expect(here.open()).toMatchObject([
      {
        severity: "error",
        source: { kind: "webhook" },
        condition: {
          numbers: { title: "NAS の電源が落ちた" },
          lines: ["UPS: on battery", "残り 12 分"],
          documentation: "https://wiki.example.jp/nas",
        },
      },
    ]);
    expect(await here.tell({ ...firing, state: "resolved" })).toBe(200);
    expect(here.open()).toEqual([]);
  });

  it("told again, also after a restart, is the same incident, and may become worse", async () => {
    await here.tell({ ...firing, severity: "warning" });
    here.open();
    await here.restart();
    await here.tell(firing);
    expect(here.open()).toMatchObject([{ severity: "error" }]);
    expect(here.events.map(({ kind }) => kind)).toEqual(["opened", "worse"]);
  });

  it("stays open however long nothing more is told, until somebody says that it is over", async () => {
    await here.tell(firing);
    here.open();
    here.pass(10 * 24 * 3_600_000);
    await here.tell({ ...firing, key: "other" });
    const open = here.open();
    expect(open).toHaveLength(2);
    for (const { number } of open) await here.incidents.resolve(number, { name: "adm1", uid: 1, fullName: "" }, "");
    await here.restart();
    expect(here.open()).toEqual([]);
  });

  it.each([
    ["no key", { ...firing, key: undefined }],
    ["a key with blanks", { ...firing, key: "a b" }],
    ["a state that there is not", { ...firing, state: "maybe" }],
    ["a field that there is not", { ...firing, colour: "red" }],
    ["no object", "[]"],
    ["no JSON", "{"],
  ])("says 400 to %s", async (_, body) => {
    expect(await here.tell(body)).toBe(400);
    expect(here.open()).toEqual([]);
  });

  it("is told by the lines of docs/monitors.md, as they stand there", async () => {
    const text = readFileSync(join(root, "docs/monitors.md"), "utf8");
    const [, script = ""] = /```sh\n(#!\/bin\/sh\n# Tells Shisa[^`]+)```/u.exec(text) ?? [];
    expect(script).not.toBe("");
    const env = { PATH: "/usr/bin:/bin", SHISA_WEBHOOK_SECRET: secret, SHISA_URL: here.url };
    const ran = await execa("sh", ["-c", script, "tell", "nas:power", "error", "firing", "NAS の電源が落ちた"], {
      env,
    });
    expect(ran.exitCode).toBe(0);
    expect(here.open()).toMatchObject([{ condition: { numbers: { title: "NAS の電源が落ちた" } } }]);
  });
});
