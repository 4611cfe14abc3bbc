import type { Arrival } from "../../../bot/chat/arrival.ts";
import type { Desk, Filling, OpenForm, Press } from "../../../bot/chat/desk.ts";
import type { Shown, Surface } from "../../../bot/chat/surface.ts";
import type { Form } from "../../../handlers/kit/form.ts";

/** A message with nothing but a title, unless more is given. */
export const shown = (title: string, more: Partial<Shown["reply"]> = {}): Shown => ({
  reply: { tone: "information", title, privacy: "private", buttons: [], ...more },
  final: true,
});

export const form: Form = {
  command: "vm create",
  title: "/vm create",
  problem: "Two things are missing.",
  fields: [
    {
      name: "template",
      label: "Template",
      hint: "what it is made from",
      kind: "choice",
      required: true,
      choices: ["tiny", "ubuntu-22"],
    },
    { name: "name", label: "Name", hint: "", kind: "text", required: true, initial: "web", problem: "taken" },
    { name: "cpu", label: "CPUs", hint: "", kind: "number", required: false, initial: "2" },
    { name: "gdb", label: "Debugger", hint: "", kind: "check", required: false },
    { name: "script", label: "Script", hint: "", kind: "file", required: false },
  ],
  send: "Create",
  cancel: "Cancel",
};
export const openForm: OpenForm = { kind: "form", id: "form-1", form };

/** A desk that writes down what it is brought, and answers as a test wants. */
export interface FakeDesk extends Desk {
  readonly brought: {
    readonly typed: { arrival: Arrival; canForm: boolean }[];
    readonly pressed: { press: Press; canForm: boolean }[];
    readonly filled: Filling[];
    readonly received: Arrival[];
    readonly run: Arrival[];
    readonly homes: string[];
  };
  /** In the order in which they were asked for: "receive", "run". */
  readonly order: string[];
  readonly surface: () => Surface;
  answer: Partial<Pick<Desk, "typed" | "pressed" | "filled" | "receive" | "home">>;
}

export function createFakeDesk(): FakeDesk {
  const brought: FakeDesk["brought"] = { typed: [], pressed: [], filled: [], received: [], run: [], homes: [] };
  const order: string[] = [];
  let open: Surface | undefined;
  const pressedLine = ({ identity, place, id }: Press | Filling): Arrival => ({
    ...{ invocation: `slack:press:${id}`, identity, place, line: `/pressed ${id}`, confirmed: false },
    ...{ attachments: [], at: Date.now() },
  });
  const desk: FakeDesk = {
    brought,
    order,
    answer: {},
    surface: () => {
      if (open === undefined) throw new Error("no surface was opened");
      return open;
    },
    typed: (arrival, canForm) => {
      brought.typed.push({ arrival, canForm });
      return desk.answer.typed?.(arrival, canForm) ?? { kind: "line", arrival };
    },
    pressed: (press, canForm) => {
      brought.pressed.push({ press, canForm });
      return desk.answer.pressed?.(press, canForm) ?? { kind: "line", arrival: pressedLine(press) };
    },
    filled: (filling) => {
      brought.filled.push(filling);
      return desk.answer.filled?.(filling) ?? { kind: "line", arrival: pressedLine(filling) };
    },
    candidates: () => [],
    receive: async (arrival) => {
      order.push("receive");
      await desk.answer.receive?.(arrival);
      brought.received.push(arrival);
    },
    run: (arrival) => {
      order.push("run");
      brought.run.push(arrival);
    },
    tell: async () => undefined,
    home: async (about) => {
      brought.homes.push(about.identity.user);
      return desk.answer.home?.(about) ?? [shown("Your machines", { buttons: [{ id: "home-1", label: "Make one" }] })];
    },
    open: (surface) => {
      open = surface;
    },
  };
  return desk;
}
