import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene, shown } from "./scene.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
});
afterEach(() => scene.stop());

it("where names are taken, commands have a prefix, and messages name them as they are to be typed there", async () => {
  const { discord, desk, start } = scene;
  await start({}, "ie-");
  await discord.ready();
  await until("the commands are registered", () => discord.registrations.some(({ names }) => names.includes("ie-vm")));
  const text = ["/vm list shows them; see https://example.jp/vm/ too"];
  desk.script.run = (arrival, surface) => surface.post("note", arrival, shown({ title: "No such VM", text }), "k");
  const hanako = discord.person();
  await hanako.uses("ie-vm show", { name: "web" });
  expect(desk.brought.received).toMatchObject([{ line: "/vm show web" }]);
  const message = await hanako.sees(/No such VM/u);
  expect(message.text).toContain("/ie-vm list shows them");
  expect(message.text).not.toContain("ie-vm/");
});
