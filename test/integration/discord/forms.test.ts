import { afterEach, beforeEach, expect, it } from "vitest";
import type { Form } from "../../../handlers/kit/form.ts";
import { until } from "../../fakes/kit/until.ts";
import { createScene, type Scene } from "./scene.ts";
import { stopAndLookForSecrets } from "./typed.ts";

let scene: Scene;
beforeEach(async () => {
  scene = await createScene();
  await scene.started();
});
afterEach(async () => {
  await stopAndLookForSecrets(scene);
  expect(scene.discord.complaints()).toEqual([]);
});

const form: Form = {
  command: "vm create",
  title: "/vm create",
  fields: [
    { name: "template", label: "TEMPLATE", hint: "", kind: "choice", required: true, choices: ["tiny", "ubuntu-22"] },
    { name: "name", label: "NAME", hint: "", kind: "text", required: true, initial: "Web!", problem: "no name" },
    { name: "note", label: "note", hint: "", kind: "text", required: false },
  ],
  send: "Send",
  cancel: "Cancel",
};

it("opens a form, takes what is filled in, and tells what is not right beside a button that opens it again", async () => {
  const { discord, desk } = scene;
  desk.script.typed = () => ({ kind: "form", id: "form-1", form });
  desk.script.pressed = () => ({ kind: "form", id: "form-2", form });
  desk.script.filled = () => ({
    kind: "problems",
    problems: { name: "a name has no !" },
    again: { id: "again-1", label: "Correct it" },
  });
  const hanako = discord.person();
  expect(await hanako.uses("vm create", { template: "tiny", name: "Web!" })).toMatchObject({ answer: "modal" });
  const modal = await hanako.modal();
  expect(modal).toMatchObject({ id: "form-1", title: "/vm create" });
  expect(modal.field("name")).toMatchObject({ value: "Web!", hint: "⚠ no name", required: true });
  await modal.fill({ template: "tiny" });
  await modal.submit();
  expect(desk.brought.filled).toMatchObject([
    { id: "form-1", filled: { template: "tiny", name: "Web!", note: "" }, attachments: [] },
  ]);
  const problems = await hanako.sees(/a name has no !/u, { where: "ephemeral" });
  desk.script.filled = ({ identity, place }) => ({
    kind: "line",
    arrival: {
      ...{ invocation: "discord:form:2", identity, place, line: "/vm create tiny web", confirmed: false },
      ...{ attachments: [], at: 1 },
    },
  });
  expect(await problems.click("Correct it")).toMatchObject({ answer: "modal" });
  expect(desk.brought.pressed).toMatchObject([{ id: "again-1" }]);
  expect(desk.brought.pressed[0]).not.toHaveProperty("on");
  const again = await hanako.modal();
  await again.fill({ template: "tiny", name: "web" });
  expect(await again.submit()).toMatchObject({ answer: "deferred", ephemeral: true });
  await until("it ran", () => desk.brought.ran.length === 1);
});

it("brings an attached file, also one from a form", async () => {
  const { discord, desk } = scene;
  const field = { name: "script", label: "SCRIPT", hint: "", kind: "file", required: true } as const;
  desk.script.typed = () => ({ kind: "form", id: "form-1", form: { ...form, fields: [field] } });
  const hanako = discord.person();
  await hanako.uses("ping");
  const modal = await hanako.modal();
  await modal.fill({ script: [{ name: "train.py", content: "print(1)" }] });
  await modal.submit();
  const [attachment] = desk.brought.filled[0]?.attachments ?? [];
  expect(attachment).toMatchObject({ field: "script", name: "train.py", size: 8 });
  expect(desk.brought.filled[0]?.filled).toEqual({});
  if (attachment === undefined) throw new Error("no file came");
  const surface = desk.surface();
  expect(Buffer.from(await surface.fetch(attachment, 100)).toString()).toBe("print(1)");
  await expect(surface.fetch({ ...attachment, size: 1 }, 4)).rejects.toMatchObject({ kind: "rejected" });
  await expect(surface.fetch({ ...attachment, url: `${discord.api}/no` }, 100)).rejects.toMatchObject({ kind: "gone" });
});
