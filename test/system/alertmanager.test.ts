import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../fakes/kit/until.ts";
import { type Alertmanager, startAlertmanager } from "../lab/alertmanager.ts";
import { startWebhookScene, token, type WebhookScene } from "../support/webhooks.ts";

let here: WebhookScene;
let folder = "";
let alertmanager: Alertmanager;
beforeAll(async () => {
  here = await startWebhookScene();
  folder = await mkdtemp(join(tmpdir(), "shisa-alertmanager-"));
  alertmanager = await startAlertmanager({ folder, webhook: `${here.url}/alertmanager`, token });
});
afterAll(async () => {
  await alertmanager.stop();
  await here.stop();
  await rm(folder, { recursive: true, force: true });
});

const target = { alertname: "TargetDown", instance: "web1:9100", severity: "critical" };
const kinds = () => here.events.map(({ kind }) => kind);
const rows = () => here.store.db.prepare("SELECT told_at FROM webhook_alerts ORDER BY told_at").all();

describe("the real Alertmanager", () => {
  it("makes one incident of what fires, says it again, and clears it", async () => {
    await alertmanager.fire(target, { summary: "web1 does not answer", runbook_url: "https://wiki.example.jp/web1" });
    const [one] = await until("it is told", () => (here.open().length > 0 ? here.open() : undefined));
    expect(one).toMatchObject({
      severity: "error",
      condition: {
        numbers: { alert: "TargetDown", summary: "web1 does not answer" },
        documentation: "https://wiki.example.jp/web1",
      },
    });
    const [before] = rows();
    await alertmanager.fire({ ...target, instance: "web2:9100" });
    await until(
      "the group is told again",
      () => JSON.stringify(rows()[0]) !== JSON.stringify(before) && rows().length === 2,
    );
    await alertmanager.end({ ...target, instance: "web2:9100" });
    await alertmanager.end(target);
    await until("it clears", () => here.open().length === 0, 30_000);
    expect(kinds().filter((kind) => kind === "opened")).toHaveLength(1);
  });

  it("tells a bot that was down what began and what ended meanwhile, once", async () => {
    const begun = { ...target, alertname: "DiskSlow" };
    await alertmanager.fire({ ...target, alertname: "Passing" });
    await until("the first is told", () => here.open().length === 1);
    const seen = here.events.length;
    await here.restart(async () => {
      await alertmanager.fire(begun);
      await alertmanager.end({ ...target, alertname: "Passing" });
      await until(
        "Alertmanager has tried",
        () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 1_500)),
      );
    });
    await until(
      "the truth is told",
      () => {
        const open = here.open();
        return open.length === 1 && open[0]?.condition.numbers["alert"] === "DiskSlow" && open[0].grouped.length === 0;
      },
      60_000,
    );
    expect(here.events.slice(seen).filter(({ kind }) => kind === "opened").length).toBeLessThanOrEqual(1);
    await alertmanager.end(begun);
    await until("it clears", () => here.open().length === 0, 30_000);
  });
});
